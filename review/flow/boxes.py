"""The boxes of the diagram, in reading order.

A box that has nothing to count is not there: no other methods, no previous version, nobody
awaited. Zero is drawn as n = 0 in the boxes of the templates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Literal

from review.flow.additions import rows_of
from review.flow.box import Box, Line
from review.flow.counts import Flow
from review.flow.lines import Lines
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.rows import OTHER_RESULTS, STATES
from review.flow.shares import Stage, shares
from review.flow.wording import Wording, wording

__all__ = ["Box", "Line", "boxes"]


def boxes(flow: Flow | Numbers, language: str = "en") -> tuple[Box, ...]:
    """Return the boxes of `flow` in reading order, with the words of `language`."""
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    lines = Lines(numbers, words)
    made = [*_previous(lines), *_databases(lines), *_other(lines), *_included(lines)]
    typed = {row for entry in numbers.logged for row in rows_of(entry)}
    return tuple(_marked(_set_below(box), typed, words) for box in made if box.lines)


def _set_below(box: Box) -> Box:
    """Return `box` with the count of each row that no lead is above on a line of its own.

    So the templates have it, but in the box of previous studies.
    """
    if box.id == "previous_studies":
        return box
    return replace(box, lines=tuple(replace(line, below=not line.indent) for line in box.lines))


def _marked(box: Box, typed: Collection[str], words: Wording) -> Box:
    """Return `box` with a mark on each line that holds work done elsewhere."""
    mark = words("marks", "elsewhere")
    lines = (
        replace(line, text=line.text + mark) if line.open_key in typed else line
        for line in box.lines
    )
    return replace(box, lines=tuple(lines))


def _previous(lines: Lines) -> Iterator[Box]:
    if lines.numbers.updated:
        found = (
            *lines.row("previous_studies"),
            *lines.row("previous_reports"),
            *lines.own("withdrawn_studies"),
            *lines.own("withdrawn_reports"),
        )
        yield Box("previous_studies", found)


def _databases(lines: Lines) -> Iterator[Box]:
    found = [*lines.sources("database"), *lines.sources("register"), *lines.own("reassessed")]
    yield lines.led("database_results", found, answered=lines.numbers.by_source)
    removed = [
        *lines.row("duplicates"),
        *(replace(line, indent=2) for line in lines.own("already_assessed")),
        *lines.row("excluded_automatic"),
        *lines.row("excluded_other"),
    ]
    yield lines.led("duplicates", removed)
    screened = (*lines.row("records_screened"), *lines.straight("straight"))
    yield Box("records_screened", screened)
    by_reason = lines.records_by_reason("records_excluded", "records_by_reason")
    excluded = lines.row("records_excluded", answered=lines.numbers.without_tools)
    yield Box("records_excluded", (*excluded, *by_reason))
    yield from _reports(lines, "dbr")


def _other(lines: Lines) -> Iterator[Box]:
    if not lines.numbers.with_other:
        return
    found: list[Line] = []
    for row in OTHER_RESULTS.values():
        in_template = row in lines.words.sections["rows"]
        found.extend(lines.row(row) if in_template else lines.own(row))
    found.extend(lines.own("other_reassessed", "reassessed"))
    yield lines.led("website_results", found)
    removed = (*lines.given("other_duplicates"), *lines.own("other_removed"))
    yield Box("other_duplicates", removed)
    screened = tuple(lines.given("other_screened"))
    straight = lines.straight("other_straight") if screened else ()
    yield Box("other_screened", (*screened, *straight))
    by_reason = lines.records_by_reason("other_records_excluded", "other_records_by_reason")
    yield Box("other_records_excluded", (*lines.given("other_records_excluded"), *by_reason))
    yield from _reports(lines, "other")


def _reports(lines: Lines, arm: Literal["dbr", "other"]) -> Iterator[Box]:
    """Give the boxes of one column from what is sought on, with what is open in it."""
    yield _pending(lines, arm, "title_abstract")
    for row in (f"{arm}_sought_reports", f"{arm}_notretrieved_reports"):
        yield Box(row, tuple(lines.row(row)))
    yield _pending(lines, arm, "retrieval")
    yield _pending(lines, arm, "full_text")
    yield Box(f"{arm}_assessed", tuple(lines.row(f"{arm}_assessed")))
    yield lines.reasons(f"{arm}_excluded")
    for state in STATES:
        row = f"{arm}_{state}"
        yield Box(row, tuple(lines.own(row, state)))


def _pending(lines: Lines, arm: Literal["dbr", "other"], stage: Stage) -> Box:
    """Return the box of what is open in one column; where nobody knows which, in the left one."""
    both = shares(lines.numbers).drawn(stage)
    count = both[arm == "other"]
    row = f"pending_{stage}"
    # The row id alone opens both columns.
    key = f"{arm}_{row}" if all(both) else row
    found = (Line(lines.words.own(row), count, key),) if count else ()
    return Box(f"other_{row}" if arm == "other" else row, found, pending=True)


def _included(lines: Lines) -> Iterator[Box]:
    new = (*lines.row("new_studies"), *lines.row("new_reports"), *lines.own("reports_of_previous"))
    yield Box("new_studies", new)
    yield Box("total_studies", (*lines.row("total_studies"), *lines.row("total_reports")))
    pooled = (
        *lines.row("total_studies_ma", open_key=""),
        *lines.row("total_reports_ma", open_key=""),
    )
    yield Box("total_studies_ma", pooled)
    synthesis = (*lines.given("synthesis_studies"), *lines.given("synthesis_reports"))
    yield Box("synthesis_studies", synthesis)
