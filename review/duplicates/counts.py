"""How many duplicates were removed, by what, within and between sources, and which they are.

Each number has a name, such as `rule:same-doi` or `within:PsycINFO`, by which it is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, select

from review.clean import one_line
from review.duplicates.queries import joins, removed_by_rule
from review.overview import queued_pairs
from review.queries import all_records, hidden_records, shown_by_standing
from review.refusal import Refused
from review.sources.counts import SourceCount, overlap, source_counts
from review.store import tables


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers; `overlap` has each two sources once, in the order of their names."""

    records: int
    sets: int
    rules: Sequence[tuple[str, int]]
    queued: int
    sources: Sequence[SourceCount]
    overlap: Mapping[tuple[str, str], int]

    @property
    def removed(self) -> int:
        """Return the duplicates removed: all records but one of each set."""
        return self.records - self.sets

    @property
    def within(self) -> int:
        """Return how many of them repeat a record of their own source."""
        return sum(source.within for source in self.sources)

    @property
    def between(self) -> int:
        """Return how many of them are reports that another source had given already."""
        return self.removed - self.within

    def as_json(self) -> dict[str, Any]:
        """Return the numbers as plain values."""
        return {
            "records": self.records,
            "sets": self.sets,
            "removed": self.removed,
            "within": self.within,
            "between": self.between,
            "rules": [{"rule": rule, "records": number} for rule, number in self.rules],
            "queued": self.queued,
            "sources": [asdict(source) for source in self.sources],
            "overlap": [
                {"sources": list(pair), "sets": number} for pair, number in self.overlap.items()
            ],
        }


def in_both(shared: Mapping[tuple[str, str], int], one: str, other: str) -> int:
    """Return how many reports two sources share, in whichever order they are named."""
    return shared.get((one, other), shared.get((other, one), 0))


def counts(connection: Connection) -> Counts:
    """Return the numbers as they stand."""
    return Counts(
        records=len(all_records(connection)),
        sets=len(shown_by_standing(connection)),
        rules=removed_by_rule(connection),
        queued=len(queued_pairs(connection)),
        sources=source_counts(connection),
        overlap=overlap(connection),
    )


def behind(connection: Connection, name: str) -> list[str]:
    """Return the ids of the records that a number counts; Refused naming the numbers there are."""
    kind, _colon, which = name.partition(":")
    whole: dict[str, Callable[[Connection], list[str]]] = {
        "records": all_records,
        "removed": hidden_records,
        "sets": shown_by_standing,
        "within": lambda c: _repeated(_members(c)),
        "between": lambda c: _elsewhere(_members(c)),
    }
    if not which and kind in whole:
        return whole[kind](connection)
    if kind == "rule":
        return [join.record for join in joins(connection) if join.rule == which]
    sources = [source.name for source in source_counts(connection)]
    if kind == "both":
        pairs = {f"{a} & {b}": {a, b} for a in sources for b in sources if a != b}
        if which in pairs:
            return _first_of(_members(connection), lambda found: pairs[which] <= found)
    elif which in sources:
        return _of_source(connection, kind, which)
    raise Refused(
        f"There is no number {name}.",
        "Numbers: records, removed, sets, within, between, rule:NAME, found:SOURCE, "
        "within:SOURCE, unique:SOURCE, shared:SOURCE, both:SOURCE & SOURCE.",
    )


def _of_source(connection: Connection, kind: str, source: str) -> list[str]:
    members = _members(connection)
    if kind == "within":
        return _repeated(members, source)
    wanted: dict[str, Callable[[set[str]], bool]] = {
        "found": lambda found: source in found,
        "unique": lambda found: found == {source},
        "shared": lambda found: source in found and len(found) > 1,
    }
    if kind not in wanted:
        raise Refused(f"There is no number {kind}.", "See `review duplicates --help`.")
    return _first_of(members, wanted[kind])


_Members = Mapping[str, Sequence[tuple[str, str]]]  # set: records and their sources, as they came


def _members(connection: Connection) -> _Members:
    in_set, source = tables.record_set, tables.source
    rows = connection.execute(
        select(in_set.c.set_id, in_set.c.record_id, source.c.name)
        .join(source, source.c.id == in_set.c.source_id)
        .order_by(in_set.c.place)
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        found.setdefault(row.set_id, []).append((row.record_id, row.name))
    return found


def _repeated(members: _Members, of: str = "") -> list[str]:
    """Return the records whose source (`of`, if named) had given their report before."""
    found = []
    for group in members.values():
        seen: set[str] = set()
        for record, source in group:
            if source in seen and of in {"", source}:
                found.append(record)
            seen.add(source)
    return found


def _elsewhere(members: _Members) -> list[str]:
    """Return the first record of each further source of a set."""
    found = []
    for group in members.values():
        seen = {group[0][1]}
        for record, source in group:
            if source not in seen:
                found.append(record)
            seen.add(source)
    return found


def _first_of(members: _Members, wanted: Callable[[set[str]], bool]) -> list[str]:
    return [
        group[0][0] for group in members.values() if wanted({source for _record, source in group})
    ]


def text_lines(seen: Counts) -> Iterable[str]:
    """Return the numbers in plain lines: removed, by rule, within and between, by source."""
    yield f"{seen.records:8,}  records"
    yield f"{seen.removed:8,}  removed as duplicates"
    for rule, number in seen.rules:
        yield f"{number:8,}    by rule {rule}" if rule != "by-hand" else f"{number:8,}    by hand"
    yield f"{seen.within:8,}    within a source"
    yield f"{seen.between:8,}    between sources"
    yield f"{seen.sets:8,}  reports left"
    if seen.queued:
        yield f"{seen.queued:8,}  pairs in the queue"
    if len(seen.sources) > 1:
        yield ""
        yield from matrix_lines(seen.sources, seen.overlap)


_NAME, _CELL = 26, 7


def matrix_lines(
    sources: Sequence[SourceCount], shared: Mapping[tuple[str, str], int]
) -> Iterable[str]:
    """Return which sources share how many reports; on the diagonal what a source gave in all."""
    names = [source.name for source in sources]
    yield "Reports that two sources both gave; on the diagonal all that one gave"
    heads = "".join(f"{number:>{_CELL}}" for number in range(1, len(names) + 1))
    yield f"{'':{_NAME + 3}}{heads}{'only':>{_CELL}}"
    for place, row in enumerate(sources):
        cells = (
            row.unique + row.shared if row.name == name else in_both(shared, row.name, name)
            for name in names
        )
        numbers = "".join(f"{cell:>{_CELL},}" for cell in cells)
        name = f"{place + 1:>2} {one_line(row.name)[: _NAME - 1]:{_NAME}}"
        yield f"{name}{numbers}{row.unique:>{_CELL},}"
