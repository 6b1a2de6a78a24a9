"""Table: intervention type x control condition x outcome, with studies by direction of effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from extraction.counting import Count, count_any, count_outcome
from extraction.domains import results_in
from extraction.outcomes import DIRECTIONS, Direction
from extraction.sentences import count_sentences, sign_test_sentence
from extraction.study_data import StudyData
from extraction.synthesis import Cell, Matrix, matrix
from extraction.tables.setting import Setting, study_notes
from review.clean import one_line
from review.table.table import Column, Table

Row = tuple[str | int | float | None, ...]


def outcomes(studies: Sequence[StudyData], setting: Setting) -> Table:
    """Return a row for each cell that has a study, then one for each outcome over all cells.

    The numbers by direction count studies; beside them stand the studies that measured the
    outcome, all included, and the names. The notes tell every count as a sentence.
    """
    results = results_in(studies, setting.domains)
    found = matrix(results, setting.basis, setting.share)
    names = {study.id: one_line(study.name) for study in studies}
    counts = [
        count_outcome(results, outcome, setting.basis, setting.share)
        for outcome in _outcomes(found, setting)
    ]
    cells = (_row(cell, found, names, setting) for cell in _sorted(found, setting))
    agreed = {study.id for study in studies if study.characteristics}
    without = [names[study] for study in found.without_results if study in agreed]
    totals = [_total(count, names, setting) for count in counts]
    margins = [*_margin("intervention", found, setting), *_margin("control", found, setting)]
    return Table(
        name="outcomes",
        title=setting.words("title", "outcomes"),
        columns=_columns(setting),
        rows=(*cells, *totals),
        notes=(
            setting.words("basis", setting.basis),
            *count_sentences(count_any(results, setting.basis, setting.share), setting.words),
            *_counted(counts, setting),
            *margins,
            *_rules(found, without, setting),
            *setting.reasons,
            *study_notes(studies, setting),
        ),
        landscape=True,
    )


def behind_outcomes(
    studies: Sequence[StudyData], setting: Setting, row: int, key: str
) -> tuple[str, ...]:
    """Return the ids of the studies behind one cell: of a direction, or of all that measured."""
    results = results_in(studies, setting.domains)
    found = matrix(results, setting.basis, setting.share)
    shown: list[Cell | Count] = [*_sorted(found, setting)]
    shown += (
        count_outcome(results, outcome, setting.basis, setting.share)
        for outcome in _outcomes(found, setting)
    )
    one = shown[row]
    if key == "included":
        return found.included
    for direction in DIRECTIONS:
        if direction == key:
            return one.by_direction[direction]
    return one.measured


def _columns(setting: Setting) -> tuple[Column, ...]:
    directions = (
        Column(key=one, title=setting.words("direction", one), align="right", width=0.8)
        for one in DIRECTIONS
    )
    return (
        *(setting.column(row, 1.4) for row in setting.rows),
        *directions,
        setting.column("measured", 0.8, right=True),
        setting.column("included", 0.8, right=True),
        setting.column("studies", 3.0),
    )


def _sorted(found: Matrix, setting: Setting) -> list[Cell]:
    types = setting.ordered("intervention_types", found.margin("intervention"))
    controls = setting.ordered("control_conditions", found.margin("control"))
    named = _outcomes(found, setting)

    def place(cell: Cell) -> list[int]:
        places = {
            "intervention": types.index(cell.intervention),
            "control": controls.index(cell.control),
            "outcome": named.index(cell.outcome),
        }
        return [places[row] for row in setting.rows]

    return sorted(found.cells, key=place)


def _outcomes(found: Matrix, setting: Setting) -> list[str]:
    return setting.ordered("results[0].outcome", found.margin("outcome"))


def _row(cell: Cell, found: Matrix, names: Mapping[str, str], setting: Setting) -> Row:
    words = {
        "intervention": setting.option("intervention_types", cell.intervention),
        "control": setting.option("control_conditions", cell.control),
        "outcome": setting.outcome(cell.outcome),
    }
    return (
        *(words[row] for row in setting.rows),
        *_numbers(cell.by_direction, len(found.included), names, setting),
    )


def _total(count: Count, names: Mapping[str, str], setting: Setting) -> Row:
    everything = setting.words("table", "all")
    numbers = _numbers(count.by_direction, len(count.included), names, setting)
    name = setting.outcome(count.outcome or "")
    return (*(name if row == "outcome" else everything for row in setting.rows), *numbers)


def _margin(
    kind: Literal["intervention", "control"], found: Matrix, setting: Setting
) -> Iterator[str]:
    """Return a sentence with the studies under each type or condition, each study once."""
    path = {"intervention": "intervention_types", "control": "control_conditions"}[kind]
    margin = found.margin(kind)
    told = "; ".join(
        f"{setting.option(path, one)} {len(margin[one])}" for one in setting.ordered(path, margin)
    )
    if told:
        yield setting.words("note", f"margin_{kind}", told=told, included=len(found.included))


def _numbers(
    by_direction: Mapping[Direction, tuple[str, ...]],
    included: int,
    names: Mapping[str, str],
    setting: Setting,
) -> Row:
    counts = tuple(len(by_direction[one]) for one in DIRECTIONS)
    named = {one: ", ".join(names[study] for study in by_direction[one]) for one in DIRECTIONS}
    listed = (f"{setting.words('direction', one)}: {told}" for one, told in named.items() if told)
    return (*counts, sum(counts), included, "; ".join(listed))


def _counted(counts: Sequence[Count], setting: Setting) -> Iterator[str]:
    for count in counts:
        name = setting.outcome(count.outcome or "")
        yield from count_sentences(count, setting.words, name)
        if setting.sign_tests:
            yield sign_test_sentence(count, setting.words, name, asked=setting.asked)
    if setting.sign_tests and counts:
        yield setting.words("sentence", "sign_test_caveat")


def _rules(found: Matrix, without: Sequence[str], setting: Setting) -> Iterator[str]:
    yield setting.words("note", "share", share=f"{100 * found.share:.0f}")
    yield setting.words("note", "margins")
    if without:
        yield setting.words("note", "without_results", studies="; ".join(without))
