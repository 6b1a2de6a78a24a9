"""What the duplicates workspace says: heads of a pair, rows of sets, and the counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.clean import one_line
from review.desk.widgets.pair import Beside, Side
from review.desk.widgets.rows import Cell, Cells, Column
from review.duplicates.counts import Counts, in_both
from review.duplicates.differing import field_pairs
from review.duplicates.queries import Merged, Queued, Tie
from review.duplicates.related import Related
from review.record import Record, short_authors
from review.records.lookup import Found

RULES = {"by-hand": "by hand"}


def rule_words(rule: str) -> str:
    """Return the name of a rule as a person reads it."""
    return RULES.get(rule, rule.replace("-", " "))


def pair_rows(pair: tuple[Found, Found], wholes: Mapping[str, Record]) -> list[Beside]:
    """Return where the two records are from, and their fields side by side."""
    first, second = pair
    rows = [
        Beside("Source", Side(one_line(first.source)), Side(one_line(second.source)), "head"),
        Beside(
            "Record",
            Side(one_line(f"{first.shown} {first.accession}")),
            Side(one_line(f"{second.shown} {second.accession}")),
            "head",
        ),
    ]
    for one in field_pairs(wholes[first.id], wholes[second.id]):
        first_side, second_side = (Side(side.text, side.spans) for side in (one.first, one.second))
        rows.append(Beside(one.name, first_side, second_side, one.state))
    return rows


def why_line(pair: Queued) -> str:
    """Return why a pair waits, with its likeness."""
    why = one_line(pair.why) or rule_words(pair.rule)
    return f"{why[:1].upper()}{why[1:]} (likeness {pair.score:.2f})"


def set_cells(one: Merged) -> Cells:
    """Return a merged set as a row: size, report, and what joined it."""
    names = tuple(name for name in one.authors.split("; ") if name)
    about = ", ".join(filter(None, (short_authors(names), str(one.year or ""))))
    title = one_line(one.title) or "(no title)"
    report = f"{about}: {title}" if about else title
    return (str(one.size), report, Cell(", ".join(map(rule_words, one.rules)), "quiet"))


def link_cells(pair: Related) -> Cells:
    """Return two linked reports as a row: the sort of link, both reports, whether one study."""
    titles = [one_line(record.title) or "(no title)" for record in (pair.first, pair.second)]
    same = titles[0].casefold() == titles[1].casefold()
    years = [str(record.year or "no year") for record in (pair.first, pair.second)]
    if same:
        report = f"{years[0]} and {years[1]}: {titles[0]}"
    else:
        report = f"{years[0]} {titles[0]} | {years[1]} {titles[1]}"
    study = "yes" if pair.study else "ask" if pair.offered else ""
    return (rule_words(pair.kind), report, Cell(study, "warn" if study == "ask" else "quiet"))


def ties_text(ties: Sequence[Tie], record: str, by_id: Mapping[str, Found]) -> str:
    """Return what ties a record to others of its set: with which, by which rule, and why."""
    lines = []
    for tie in ties:
        if record in {tie.a, tie.b}:
            other = by_id[tie.b if tie.a == record else tie.a]
            name = one_line(f"{other.source} {other.accession}".strip())
            how = f"by {one_line(tie.by)}" if tie.rule == "by-hand" else rule_words(tie.rule)
            why = f": {one_line(tie.why)}" if tie.why else ""
            lines.append(f"Tied to {name}, {how}{why}")
    return "\n".join(lines) or "Tied to the others through further records of the set."


def count_rows(seen: Counts) -> dict[str, tuple[str, int]]:
    """Return the counts in words, by the name that opens each."""
    return {
        "records": ("Records found", seen.records),
        "removed": ("Removed as duplicates", seen.removed),
        **{f"rule:{rule}": (f"  {rule_words(rule)}", number) for rule, number in seen.rules},
        "within": ("  of these within a source", seen.within),
        "between": ("  of these between sources", seen.between),
        "sets": ("Reports left to screen", seen.sets),
        **({"queued": ("Pairs in the queue", seen.queued)} if seen.queued else {}),
    }


_LEAST = 3  # cells of a number
_MORE = ("within", "only")


def matrix_columns(seen: Counts) -> tuple[Column, ...]:
    """Return the columns of the matrix of sources: numbered as its rows are."""
    width = max([_LEAST, *(len(f"{one.unique + one.shared:,}") for one in seen.sources)])
    numbers = [Column(str(n), width, right=True) for n in range(1, len(seen.sources) + 1)]
    more = [Column(title, max(len(title), width), right=True) for title in _MORE]
    return (Column("Source"), *numbers, *more)


def matrix_cells(seen: Counts, source: str) -> Cells:
    """Return the row of one source: with each other one, what repeats itself, what is only here."""
    names = [one.name for one in seen.sources]
    place = names.index(source)
    row = seen.sources[place]
    cells: list[Cell | str] = [f"{place + 1} {one_line(source)}"]
    for name in names:
        if name == source:
            cells.append(Cell(f"{row.unique + row.shared:,}", "bold"))
        else:
            cells.append(f"{in_both(seen.overlap, source, name):,}")
    return (*cells, f"{row.within:,}", f"{row.unique:,}")


def matrix_numbers(seen: Counts, source: str) -> dict[str, tuple[str, int]]:
    """Return the numbers of one row of the matrix in words, by the name that opens each."""
    row = next(one for one in seen.sources if one.name == source)
    pairs = {
        f"both:{source} & {one.name}": (
            f"reports that {one.name} gave too",
            in_both(seen.overlap, source, one.name),
        )
        for one in seen.sources
        if one.name != source
    }
    return {
        f"found:{source}": ("reports in all", row.unique + row.shared),
        f"within:{source}": ("records that repeat one of this source", row.within),
        f"unique:{source}": ("reports that only this source gave", row.unique),
        **pairs,
    }
