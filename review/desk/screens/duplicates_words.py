"""What the duplicates workspace says: heads of a pair, rows of sets, and the counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from review.clean import one_line
from review.desk.widgets.pair import Beside, Side
from review.desk.widgets.paper import Block
from review.desk.widgets.rows import Cell, Cells
from review.duplicates.differing import field_pairs
from review.duplicates.queries import Merged, Queued
from review.duplicates.related import Related
from review.lookup import Found
from review.record import Record, short_authors
from review.source_counts import SourceCount

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


@dataclass(frozen=True, slots=True)
class Counts:
    """What the counts view shows."""

    records: int
    sets: int
    rules: Sequence[tuple[str, int]]
    queued: int
    sources: Sequence[SourceCount]
    overlap: Mapping[tuple[str, str], int]


_NAME = 24
_NUMBER = 8


def count_blocks(counts: Counts) -> list[Block]:
    """Return the counts as text: what was removed by which rule, and what sources share."""
    removed = counts.records - counts.sets
    blocks = [
        Block("Removed as duplicates", "heading"),
        Block(_line("records", counts.records)),
        Block(_line("duplicates", removed)),
        *(Block(_line(f"- {rule_words(rule)}", number), "quiet") for rule, number in counts.rules),
        Block(_line("reports left to screen", counts.sets)),
        *(
            [Block(_line("pairs still in the queue", counts.queued), "warn")]
            if counts.queued
            else []
        ),
    ]
    if counts.sources:
        blocks += [Block(""), Block("By source", "heading"), *_source_blocks(counts.sources)]
    if len(counts.sources) > 1:
        blocks += [Block(""), Block("Found by both", "heading"), *_overlap_blocks(counts)]
    return blocks


def _line(name: str, number: int) -> str:
    return f"{name:{_NAME + 4}}{number:>{_NUMBER}}"


def _source_blocks(sources: Sequence[SourceCount]) -> list[Block]:
    heads = ("records", "within", "unique", "shared")
    head = f"{'source':{_NAME}}" + "".join(f"{name:>{_NUMBER + 1}}" for name in heads)
    lines = [
        f"{one_line(one.name)[: _NAME - 1]:{_NAME}}"
        + "".join(
            f"{number:>{_NUMBER + 1}}"
            for number in (one.records, one.within, one.unique, one.shared)
        )
        for one in sources
    ]
    explained = (
        "within: repeated inside the source; unique: reports that only this source found; "
        "shared: reports that others found too."
    )
    return [Block(head, "quiet"), *(Block(line) for line in lines), Block(explained, "quiet")]


def _overlap_blocks(counts: Counts) -> list[Block]:
    """Return each pair of sources with the reports that both found, most first."""
    names = [one.name for one in counts.sources]
    both = [
        (counts.overlap.get((a, b), counts.overlap.get((b, a), 0)), a, b)
        for a, b in combinations(names, 2)
    ]
    return [
        Block(f"{number}  {one_line(a)} and {one_line(b)}")
        for number, a, b in sorted(both, key=lambda row: -row[0])
    ]
