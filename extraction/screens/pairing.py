"""Two complete entries as the compare screen takes them, and a difference as rows to draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from extraction.agreeing import standing_on
from extraction.compare import Difference, side_by_side
from extraction.consensus import Choice
from extraction.entry import group_rows
from extraction.form import Form
from extraction.path import parsed
from extraction.queries import Place
from extraction.screens.sheet import reports_of
from extraction.tables.setting import Setting
from extraction.talk import Talk, talks
from extraction.talk_text import remark_beside
from extraction.value import Value
from extraction.working import pair_of
from review.acts import load
from review.desk.widgets.pair import Beside, Side, State
from review.duplicates.differing import differing_words
from review.studies import Study


@dataclass(frozen=True, slots=True)
class Pairing:
    """What two extractors say of one place."""

    study: Study
    form: Form
    first: str
    second: str
    a: Mapping[str, Value]
    b: Mapping[str, Value]
    differences: Mapping[str, Difference]
    alike: int
    reports: Mapping[str, str]
    talk: Talk
    agreed_by: str  # who kept a consensus by now; empty while there is none

    @property
    def pile(self) -> frozenset[str]:
        """Return the paths of the differences that are to be discussed."""
        return frozenset(p for p, one in self.differences.items() if self.talk.on_pile(one))


def read_pairing(connection: Connection, place: Place) -> Pairing:
    """Return both entries of a place; Refused before both are complete."""
    study, form, first, second = pair_of(connection, f"s-{place.study}", place.form, place.part)
    place = Place(study.id, form.id, first.part)
    both = side_by_side(form, first, second)
    differences = {one.path: one for one in both.differences}
    rows = tuple(path for path, one in differences.items() if one.kind == "row")
    alike = sum(
        path not in differences and not path.startswith(tuple(f"{row}." for row in rows))
        for path in both.paths
    )
    return Pairing(
        study,
        form,
        first.extractor,
        second.extractor,
        both.a,
        both.b,
        differences,
        alike,
        reports_of(connection, study),
        talks(connection, study.id).get(place, Talk()),
        _kept_by(connection, place),
    )


def _kept_by(connection: Connection, place: Place) -> str:
    there = standing_on(connection, place.study, place.form, place.part)
    return next((act.by for act in reversed(load(connection, there))), "")


def chosen_words(choice: Choice | None, pairing: Pairing, one: Difference) -> str:
    """Return what was chosen for a difference, or that it is to be discussed, with its sign."""
    if choice is None:
        if not pairing.talk.on_pile(one):
            return "? open"
        number = len(pairing.talk.remarks(one.path))
        return f"~ discuss ({number})" if number else "~ discuss"
    if choice.taken == "another":
        return "* another"
    kept = one.a if choice.taken == "first" else one.b
    if one.kind == "row":
        return "+ keep the row" if kept else "x leave out"
    return f"+ {pairing.first if choice.taken == 'first' else pairing.second}"


def beside(one: Difference, pairing: Pairing, choice: Choice | None) -> list[Beside]:
    """Return both answers with their evidence, the remarks, and another answer if one is given."""
    rows = [Beside("", Side(f"f  {pairing.first}"), Side(f"s  {pairing.second}"), "head")]
    rows += _remarks(one, pairing)
    if one.kind == "row":
        rows += _whole_row(one, pairing)
    else:
        rows += _answers(one, pairing)
    if choice is not None and choice.another:
        value = next(iter(choice.another.values()))
        rows.append(
            Beside("another", Side(_content(one, pairing, value)), Side(choice.why), "head")
        )
    return rows


def _remarks(one: Difference, pairing: Pairing) -> Iterator[Beside]:
    """Yield what was said, each under who said it; a third person's on the left."""
    for said in pairing.talk.remarks(one.path):
        second, none = said.by == pairing.second, Side("")
        side = Side(remark_beside(said, one, pairing.second if second else pairing.first))
        yield Beside("remark", *((none, side) if second else (side, none)), "alone")


def _answers(one: Difference, pairing: Pairing) -> Iterator[Beside]:
    parts = (
        ("answer", lambda value: _content(one, pairing, value)),
        ("status", lambda value: value.status.replace("-", " ")),
        ("unit", lambda value: value.unit),
        ("page", lambda value: value.page),
        ("quote", lambda value: value.quote),
        ("note", lambda value: value.note),
        ("report", lambda value: pairing.reports.get(value.report, value.report)),
        ("other", lambda value: value.other),
    )
    for name, read in parts:
        first = read(one.a) if one.a else ""
        second = read(one.b) if one.b else ""
        if first or second or name == "answer":
            yield _row(name, first, second)


def _whole_row(one: Difference, pairing: Pairing) -> Iterator[Beside]:
    """Yield every field of a row that only one extractor has."""
    parts, group = parsed(one.path), pairing.form.at(one.path)
    if parts is None or parts.row is None or group is None:
        return
    setting = Setting()
    sides = [
        group_rows(values, parts.field).get(parts.row, {}) for values in (pairing.a, pairing.b)
    ]
    yield Beside("", Side(_keeps(one.a)), Side(_keeps(one.b)), "head")
    for child in group.fields:
        texts = [setting.cell(child, side.get(child.id)) for side in sides]
        if any(texts):
            yield Beside(child.name("en"), Side(texts[0]), Side(texts[1]), "alone")


def _keeps(value: Value | None) -> str:
    return "keep this row" if value else "leave the row out"


def _row(name: str, first: str, second: str) -> Beside:
    if not first or not second:
        return Beside(name, Side(first), Side(second), "alone")
    spans_a, spans_b, _cut = differing_words(first, second)
    state: State = "differs" if first != second and (spans_a or spans_b) else "same"
    return Beside(name, Side(first, spans_a), Side(second, spans_b), state)


def _content(one: Difference, pairing: Pairing, value: Value) -> str:
    field = pairing.form.at(one.path)
    return Setting().content(field, value) if field is not None else str(value.value)
