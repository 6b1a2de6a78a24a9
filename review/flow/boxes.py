"""The boxes of the diagram: the one model from which every format is drawn.

A box that has nothing to count is not there: no other methods, no previous version, nobody
awaited. Zero is drawn as n = 0 in the boxes of the templates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from review.clean import one_line
from review.flow.additions import NO_REASON, rows_of
from review.flow.counts import Flow
from review.flow.numbers import Numbers, numbers_of
from review.flow.rows import OTHER_RESULTS, STATES, Unit, unit_of
from review.flow.shares import shares
from review.flow.wording import Wording, wording
from review.typography import writable


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box; a lead has no count, and what no record stands behind has no open key.

    `indent` is 1 below a lead, 2 for a single source below its kind.
    """

    text: str
    count: int | None
    open_key: str = ""
    indent: int = 0

    @property
    def unit(self) -> Unit:
        """Return what the count is of: records, reports or studies; `label` for a lead."""
        return unit_of(self.open_key)


@dataclass(frozen=True, slots=True)
class Box:
    """A box: `id` is the id of its first row; `pending` marks what is drawn as provisional."""

    id: str
    lines: tuple[Line, ...]
    unit: Unit
    pending: bool = False


def boxes(flow: Flow | Numbers, language: str = "en") -> tuple[Box, ...]:
    """Return the boxes of `flow` in reading order, with the words of `language`.

    Open keys are row ids, with a colon and a name for one source or one reason (by its id).
    """
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    made = [
        *_previous(numbers, words),
        *_databases(numbers, words),
        *_other(numbers, words),
        *_included(numbers, words),
    ]
    typed = {row for entry in numbers.logged for row in rows_of(entry)}
    return tuple(_marked(box, typed, words) for box in made if box.lines)


def _marked(box: Box, typed: Collection[str], words: Wording) -> Box:
    """Return `box` with a mark on each line that holds work done elsewhere."""
    mark = words("marks", "elsewhere")
    lines = (
        replace(line, text=line.text + mark) if line.open_key in typed else line
        for line in box.lines
    )
    return replace(box, lines=tuple(lines))


def _row(
    numbers: Numbers, words: Wording, row: str, *, open_key: str | None = None
) -> Iterator[Line]:
    """Give the line of a row, nothing where it is not given."""
    count = numbers.get(row)
    if count is not None and row not in numbers.look.hidden:
        text = words.row(row, updated=numbers.updated)
        yield Line(text, count, row if open_key is None else open_key)


def _own(numbers: Numbers, words: Wording, row: str, key: str = "") -> Iterator[Line]:
    """Give the line of one of our own rows where it counts anything."""
    count = numbers.get(row)
    if count and row not in numbers.look.hidden:
        yield Line(words.own(key or row), count, row)


def _given(numbers: Numbers, words: Wording, row: str) -> Iterator[Line]:
    """Give the line of one of our own rows where it is given, zero included."""
    count = numbers.get(row)
    if count is not None and row not in numbers.look.hidden:
        yield Line(words.own(row), count, row)


def _name(text: str) -> str:
    """Return a name from outside as it can be drawn in any format, on one line."""
    return one_line(writable(text))


def _template_box(numbers: Numbers, words: Wording, row: str, unit: Unit) -> Box:
    return Box(row, tuple(_row(numbers, words, row)), unit)


def _previous(numbers: Numbers, words: Wording) -> Iterator[Box]:
    if not numbers.updated:
        return
    lines = (
        *_row(numbers, words, "previous_studies"),
        *_row(numbers, words, "previous_reports"),
        *_own(numbers, words, "withdrawn_studies"),
        *_own(numbers, words, "withdrawn_reports"),
    )
    yield Box("previous_studies", lines, "studies")


def _databases(numbers: Numbers, words: Wording) -> Iterator[Box]:
    found = [
        *_sources(numbers, words, "database"),
        *_sources(numbers, words, "register"),
        *_own(numbers, words, "reassessed"),
    ]
    yield _led(words, "database_results", found, "records")
    removed = [
        *_row(numbers, words, "duplicates"),
        *(replace(line, indent=2) for line in _own(numbers, words, "already_assessed")),
        *_row(numbers, words, "excluded_automatic"),
        *_row(numbers, words, "excluded_other"),
    ]
    yield _led(words, "duplicates", removed, "records")
    yield _screened(numbers, words)
    excluded = tuple(_row(numbers, words, "records_excluded"))
    by_reason = _records_by_reason(numbers, words, "records_excluded", "records_by_reason")
    yield Box("records_excluded", (*excluded, *by_reason), "records")
    yield _pending(numbers, words, "dbr", "title_abstract")
    yield _template_box(numbers, words, "dbr_sought_reports", "reports")
    yield _template_box(numbers, words, "dbr_notretrieved_reports", "reports")
    yield _pending(numbers, words, "dbr", "retrieval")
    yield _pending(numbers, words, "dbr", "full_text")
    yield _template_box(numbers, words, "dbr_assessed", "reports")
    yield _reasons(numbers, words, "dbr")
    yield from _states(numbers, words, "dbr")


def _screened(numbers: Numbers, words: Wording) -> Box:
    """Return the box of records screened; a known list of reports among them is told apart."""
    lines = (*_row(numbers, words, "records_screened"), *_straight(numbers, words, "straight"))
    return Box("records_screened", lines, "records")


def _straight(numbers: Numbers, words: Wording, row: str) -> Iterator[Line]:
    return (replace(line, indent=1) for line in _own(numbers, words, row, "straight"))


def _sources(numbers: Numbers, words: Wording, kind: str) -> Iterator[Line]:
    yield from _row(numbers, words, f"{kind}_results")
    row = f"{kind}_specific_results"
    if row in numbers.look.hidden:
        return
    for name, count in numbers.named.get(row, {}).items():
        if name:
            yield Line(_name(name), count, f"{row}:{name}", indent=2)


def _led(words: Wording, row: str, lines: list[Line], unit: Unit) -> Box:
    """Return a box whose lines stand under a lead."""
    lead = Line(words("leads", row), None)
    below = (replace(line, indent=max(1, line.indent)) for line in lines)
    return Box(row, (lead, *below) if lines else (), unit)


def _pending(numbers: Numbers, words: Wording, arm: str, stage: str) -> Box:
    """Return the box of what is open in one column; where nobody knows which, in the left one."""
    part = shares(numbers)
    both = [getattr(part.left, stage), getattr(part.right, stage)]
    if not part.exact:
        both = [sum(both), 0]
    count = both[arm == "other"]
    row = f"pending_{stage}"
    # The row id alone opens both columns.
    key = f"{arm}_{row}" if all(both) else row
    lines = (Line(words.own(row), count, key),) if count else ()
    unit: Unit = "records" if stage == "title_abstract" else "reports"
    return Box(f"other_{row}" if arm == "other" else row, lines, unit, pending=True)


def _reasons(numbers: Numbers, words: Wording, arm: str) -> Box:
    row = f"{arm}_excluded"
    if row in numbers.look.hidden:
        return Box(row, (), "reports")
    listed = {reason: n for reason, n in numbers.named.get(row, {}).items() if n}
    if not listed or list(listed) == [""]:
        return _template_box(numbers, words, row, "reports")
    lines = [_by_reason(numbers, words, row, *item) for item in listed.items()]
    return _led(words, row, lines, "reports")


def _by_reason(numbers: Numbers, words: Wording, row: str, reason: str, count: int) -> Line:
    name = _name(numbers.reason(reason, words.language)) or words("marks", "no_reason")
    return Line(name, count, f"{row}:{reason or NO_REASON}")


def _records_by_reason(numbers: Numbers, words: Wording, row: str, listed: str) -> Iterator[Line]:
    """Give a line for each reason at title and abstract where that is asked for."""
    if numbers.look.title_abstract_reasons and row not in numbers.look.hidden:
        for item in numbers.named.get(listed, {}).items():
            yield replace(_by_reason(numbers, words, row, *item), indent=1)


def _states(numbers: Numbers, words: Wording, arm: str) -> Iterator[Box]:
    for state in STATES:
        row = f"{arm}_{state}"
        yield Box(row, tuple(_own(numbers, words, row, state)), "reports")


def _other(numbers: Numbers, words: Wording) -> Iterator[Box]:
    if not numbers.with_other:
        return
    found: list[Line] = []
    for row in OTHER_RESULTS.values():
        in_template = row in words.sections["rows"]
        found.extend(_row(numbers, words, row) if in_template else _own(numbers, words, row))
    found.extend(_own(numbers, words, "other_reassessed", "reassessed"))
    yield _led(words, "website_results", found, "records")
    removed = (
        *_given(numbers, words, "other_duplicates"),
        *_own(numbers, words, "other_removed"),
    )
    yield Box("other_duplicates", removed, "records")
    screened = tuple(_given(numbers, words, "other_screened"))
    straight = _straight(numbers, words, "other_straight") if screened else ()
    yield Box("other_screened", (*screened, *straight), "records")
    excluded = tuple(_given(numbers, words, "other_records_excluded"))
    rows = "other_records_excluded", "other_records_by_reason"
    by_reason = _records_by_reason(numbers, words, *rows)
    yield Box("other_records_excluded", (*excluded, *by_reason), "records")
    yield _pending(numbers, words, "other", "title_abstract")
    yield _template_box(numbers, words, "other_sought_reports", "reports")
    yield _template_box(numbers, words, "other_notretrieved_reports", "reports")
    yield _pending(numbers, words, "other", "retrieval")
    yield _pending(numbers, words, "other", "full_text")
    yield _template_box(numbers, words, "other_assessed", "reports")
    yield _reasons(numbers, words, "other")
    yield from _states(numbers, words, "other")


def _included(numbers: Numbers, words: Wording) -> Iterator[Box]:
    new = (
        *_row(numbers, words, "new_studies"),
        *_row(numbers, words, "new_reports"),
        *_own(numbers, words, "reports_of_previous"),
    )
    yield Box("new_studies", new, "studies")
    total = (*_row(numbers, words, "total_studies"), *_row(numbers, words, "total_reports"))
    yield Box("total_studies", total, "studies")
    pooled = (
        *_row(numbers, words, "total_studies_ma", open_key=""),
        *_row(numbers, words, "total_reports_ma", open_key=""),
    )
    yield Box("total_studies_ma", pooled, "studies")
    rows = ("synthesis_studies", "synthesis_reports")
    lines = tuple(line for row in rows for line in _given(numbers, words, row))
    yield Box("synthesis_studies", lines, "studies")
