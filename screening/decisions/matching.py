"""Rows of a file matched to records: by id, accession, DOI, PMID, or title and year.

A key matches only where exactly one duplicate set has it. What matches nothing, or several sets,
is said, never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from review.duplicates.text import folded
from review.ids import typed_digits
from review.records.lookup import Found, resolve_many, shown_of
from review.refusal import Refused
from review.store import tables
from screening.decisions.row import Keys

_LEAST_WORDS = 4  # of a title that stands for a report by itself
_NEXT_STEP = "See the ids with `review records --format csv`."


@dataclass(frozen=True, slots=True)
class Match:
    """The record that a row means, and by what it was found."""

    record: Found
    by: str


@dataclass(slots=True)
class _Index:
    """Which sets have a DOI, a PMID, a title, of those that rows ask for."""

    doi: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    pmid: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    title: dict[str, set[tuple[str, int | None]]] = field(default_factory=lambda: defaultdict(set))


def match_all(
    connection: Connection, wanted: Collection[Keys], source: str = ""
) -> dict[Keys, Match | Refused]:
    """Return, for each of `wanted`, the record it means, or why it means none."""
    by_id = resolve_many(connection, {key for keys in wanted for key in keys.ids}, source)
    found: dict[Keys, Match | Refused] = {}
    for keys in wanted:
        match = _by_id(keys, by_id)
        if match:
            found[keys] = match
    left = [keys for keys in wanted if keys not in found]
    if left:
        found |= _by_content(connection, left, by_id, source)
    return found


def _by_id(keys: Keys, by_id: Mapping[str, Found | Refused]) -> Match | None:
    for key in keys.ids:
        record = by_id.get(key)
        if isinstance(record, Found) and (not keys.checked or _agrees(keys, record)):
            is_ours = typed_digits("r", key) is not None
            return Match(record, "record id" if is_ours else "accession")
    return None


def _agrees(keys: Keys, record: Found) -> bool:
    """Tell whether title or DOI bear out a number that another tool gave."""
    if keys.doi and keys.doi.lower() == record.doi.lower():
        return True
    theirs, ours = folded(keys.title), folded(record.title)
    return not (theirs and ours) or theirs.startswith(ours) or ours.startswith(theirs)


def _by_content(
    connection: Connection,
    wanted: Sequence[Keys],
    by_id: Mapping[str, Found | Refused],
    source: str,
) -> dict[Keys, Match | Refused]:
    index = _indexed(connection, wanted, source)
    sets = {keys: _set_of(keys, index) for keys in wanted}
    shown = shown_of(connection, {found[0] for found in sets.values() if found})
    return {
        keys: Match(shown[found[0]], found[1]) if found else _why_none(keys, index, by_id)
        for keys, found in sets.items()
    }


def _indexed(connection: Connection, wanted: Sequence[Keys], source: str) -> _Index:
    index = _Index()
    dois = {keys.doi.lower() for keys in wanted if keys.doi}
    pmids = {keys.pmid for keys in wanted if keys.pmid}
    titles = {folded(keys.title) for keys in wanted if keys.title}
    if not (dois or pmids or titles):
        return index
    record, in_set = tables.record, tables.record_set
    query = select(
        record.c.doi, record.c.pmid, record.c.title, record.c.year, in_set.c.set_id
    ).join(in_set, in_set.c.record_id == record.c.id)
    if source:
        query = query.join(tables.source, tables.source.c.id == record.c.source_id).where(
            tables.source.c.name == source
        )
    for row in connection.execute(query):
        if row.doi and row.doi.lower() in dois:
            index.doi[row.doi.lower()].add(row.set_id)
        if row.pmid and row.pmid in pmids:
            index.pmid[row.pmid].add(row.set_id)
        if titles and row.title and (title := folded(row.title)) in titles:
            index.title[title].add((row.set_id, row.year))
    return index


def _candidates(keys: Keys, index: _Index) -> Iterator[tuple[str, set[str]]]:
    """Yield the sets that each key of a row gives, the surest key first."""
    if keys.doi:
        yield "DOI", index.doi.get(keys.doi.lower(), set())
    if keys.pmid:
        yield "PMID", index.pmid.get(keys.pmid, set())
    title = folded(keys.title)
    if not title:
        return
    same = index.title.get(title, set())
    if keys.year is not None:
        yield "title and year", {set_id for set_id, year in same if year == keys.year}
    if len(title.split()) >= _LEAST_WORDS:
        # One of the two does not say the year: a long title stands for itself.
        yield "title", {set_id for set_id, year in same if year is None or keys.year is None}


def _set_of(keys: Keys, index: _Index) -> tuple[str, str] | None:
    for by, sets in _candidates(keys, index):
        if len(sets) == 1:
            return next(iter(sets)), by
    return None


def _why_none(keys: Keys, index: _Index, by_id: Mapping[str, Found | Refused]) -> Refused:
    several = [(by, len(sets)) for by, sets in _candidates(keys, index) if len(sets) > 1]
    if several:
        by, number = several[0]
        return Refused(
            f"{number} reports have the {by} of {keys.shown}.",
            "Name the source with --source, or give the record's id.",
        )
    for key in keys.ids:
        record = by_id.get(key)
        if isinstance(record, Found):
            return Refused(
                f"The accession {key} is of another report here, “{record.title}”.", _NEXT_STEP
            )
        if isinstance(record, Refused) and " stands for " in record.why:
            return record
    if not keys.shown:
        return Refused("It names no record: no id, DOI, PMID or title.")
    return Refused(f"There is no record {keys.shown}.", _NEXT_STEP)
