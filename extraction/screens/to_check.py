"""What a checker is shown: each value of another's entry, what they said of it, its evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from extraction.checked_entry import Checking, checking
from extraction.entry import rows
from extraction.form import Form
from extraction.path import row_of_path, row_path
from extraction.queries import Place
from extraction.screens.evidence import evidence_line
from extraction.screens.form_rows import form_rows
from extraction.screens.sheet import reports_of
from extraction.tables.setting import Setting
from extraction.value import Value
from review.clean import one_line
from review.counting import counted
from review.desk.widgets.paper import Block
from review.desk.widgets.rows import Cell, Cells


@dataclass(frozen=True, slots=True)
class ToCheck:
    """The checking of one place, with its paths in the order of the form."""

    now: Checking
    checker: str
    reports: Mapping[str, str]
    paths: tuple[str, ...]

    @property
    def who(self) -> str:
        """Return who extracted and who checks, in words."""
        return f"{self.now.first.extractor} extracted, {self.checker} checks"

    def progress(self, off: int) -> str:
        """Return how far the checking is; `off` values are put off."""
        number, left = len(self.now.first.values), len(self.now.left)
        told = f"{number - left} of {number} values checked"
        corrected = len(self.now.corrected)
        told += f", {corrected} corrected" if corrected else ""
        rows = len(self.now.left_out)
        told += f", {counted(rows, 'row')} left out" if rows else ""
        told += f", {off} put off" if off else ""
        return f"{told}." if left else f"{told}; c finishes: it is what is agreed then."

    def value(self, path: str) -> Value | None:
        """Return what holds at a path now: as it was corrected, else as it was extracted."""
        return self.now.values.get(path) or self.now.first.values.get(path)

    def free(self) -> dict[str, str]:
        """Return the fields that nobody answered yet, with their labels."""
        form, told = self.now.form, {**self.now.first.values, **self.now.values}
        new = {
            one.id: (max(rows(told, one.id), default=-1) + 1,)
            for one in form.groups()
            if one.kind == "group"
        }
        lines = form_rows(form, told, opened=_opened(form, told, new), new=new)
        return {
            line.id: form.label(line.id, "en")
            for line in lines
            if line.kind == "field" and line.id not in told
        }


def read_to_check(connection: Connection, place: Place, person: str) -> ToCheck:
    """Return what `person` has to check at a place; Refused where nothing waits for them."""
    now = checking(connection, person, f"s-{place.study}", place.form, place.part)
    told = {**now.first.values, **now.values}
    lines = form_rows(now.form, told, opened=_opened(now.form, told, {}), sealed=True)
    order = [line.id for line in lines]
    paths = [path for path in order if path in told]
    # What an older version of the form asked for is in no line of this one.
    paths += [path for path in told if path not in paths]
    return ToCheck(now, person, reports_of(connection, now.study), tuple(paths))


def cells(one: ToCheck, path: str, *, off: bool) -> Cells:
    """Return a value as a row: what was said of it, its field, the answer that holds."""
    field, value = one.now.form.at(path), one.value(path)
    if path in one.now.left:
        state = Cell("~ put off", "quiet") if off else Cell("? to check", "warn")
    elif row_of_path(path) in one.now.left_out:
        state = Cell("x left out", "quiet")
    elif path in one.now.corrected:
        state = Cell("* corrected", "good")
    else:
        state = Cell("+ right", "good")
    answer = Setting().cell(field, value) if field is not None else ""
    return (state, one_line(one.now.form.label(path, "en")), one_line(answer))


def blocks(one: ToCheck, path: str) -> list[Block]:
    """Return all about a value: as extracted with its evidence, then what stands in its place."""
    field = one.now.form.at(path)
    found = [Block(one.now.form.label(path, "en"), "heading")]
    found += _told(one, path, one.now.first.extractor, one.now.first.values.get(path))
    if why := one.now.left_out.get(row_of_path(path)):
        found.append(Block(f"{one.checker}: the row is left out, because: {why}"))
    elif path in one.now.corrected:
        found += _told(one, path, one.checker, one.now.values[path])
        if why := one.now.why.get(path):
            found.append(Block(f"why: {why}"))
    if field is not None and (told := field.help_text("en")):
        found.append(Block(told, "quiet"))
    return found


def _told(one: ToCheck, path: str, who: str, value: Value | None) -> Iterator[Block]:
    if value is None:
        yield Block(f"{who}: nothing", "quiet")
        return
    field = one.now.form.at(path)
    content = Setting().content(field, value) if field is not None else ""
    status = value.status.replace("-", " ")
    yield Block(f"{who}: {content or status}")
    if line := evidence_line(value, one.reports):
        yield Block(line, "quiet")
    parts = {
        "status": status if content and value.status != "reported" else "",
        "note": value.note,
        "other": value.other,
    }
    yield from (Block(f"{name}: {text}", "quiet") for name, text in parts.items() if text)


def _opened(form: Form, told: Mapping[str, Value], new: Mapping[str, Collection[int]]) -> list[str]:
    """Return the paths of all rows of a form, those in `new` and of its tables among them."""
    return [
        row_path(one.id, row)
        for one in form.in_rows()
        for row in (
            *rows(told, one.id),
            *(range(len(one.rows)) if one.kind == "table" else new.get(one.id, ())),
        )
    ]
