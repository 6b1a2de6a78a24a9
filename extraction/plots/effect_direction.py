"""Effect direction plot: studies by outcomes, the direction of effect as a symbol in each cell.

Thomson & Thomas 2013, updated by Hilton Boon & Thomson 2021: rows by design, quality and year;
symbols sized by the final number in the intervention group; direction by the share rule, whatever
the statistical significance.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from extraction.bias.scale import Level
from extraction.counting import Count, count_outcome
from extraction.domains import results_in
from extraction.outcomes import DIRECTIONS, Direction, Result, by_outcome, folded_direction
from extraction.plots.asked import Asked, first_design, names_of
from extraction.plots.chart import Cell, Chart, Row, Rows
from extraction.plots.frame import Frame, Sign
from extraction.plots.levels import LETTERS, LEVELS, Grade
from extraction.plots.marks import Arrow, Size
from extraction.study_data import StudyData
from extraction.wording import in_sentence
from review.clean import one_line

LARGE, MEDIUM = 300, 50  # large above the first, small below the second

ByOutcome = Mapping[str, tuple[Result, ...]]


def effect_direction(studies: Sequence[StudyData], asked: Asked) -> Chart:
    """Return the chart of the studies that have results, each cell one study in one outcome."""
    found_in = results_in(studies, asked.setting.domains)
    told = {study: by_outcome(rows) for study, rows in found_in.items()}
    spelled: dict[str, str] = {}
    measured: dict[str, int] = {}
    for found in told.values():
        for key, rows in found.items():
            spelled.setdefault(key, rows[0].outcome)
            measured[key] = measured.get(key, 0) + 1
    named = {key: asked.setting.outcome(word) for key, word in spelled.items()}
    keys = sorted(measured, key=lambda key: (-measured[key], named[key]))
    shown = [study for study in studies if told[study.id]]
    overall = asked.overall
    words = asked.words
    beside = (words("head", "n"), *([words("head", "risk")] if overall else []))
    groups = tuple(
        Rows(heading, tuple(_row(one, told[one.id], keys, named, asked, overall) for one in group))
        for heading, group in grouped(shown, asked, overall)
    )
    return Chart(
        frame=_frame(studies, told, [named[key] for key in keys], asked, groups),
        label=words("head", "study"),
        columns=tuple(named[key] for key in keys),
        beside=beside,
        groups=groups,
    )


def grouped(
    studies: Sequence[StudyData], asked: Asked, overall: Mapping[str, Grade]
) -> Iterator[tuple[str, list[StudyData]]]:
    """Return studies under the name of their design, by risk of bias and year within it."""
    by_design: dict[str, list[StudyData]] = {}
    for study in studies:
        by_design.setdefault(first_design(study), []).append(study)

    def order(study: StudyData) -> tuple[int, int, str]:
        grade = overall.get(study.id)
        return (LEVELS.index(grade.level) if grade else len(LEVELS), study.year or 0, study.name)

    for design in asked.setting.ordered("design", by_design):
        heading = asked.setting.option("design", design) if design else ""
        yield heading or asked.words("head", "no_design"), sorted(by_design[design], key=order)


def size_by(number: int | None) -> Size | None:
    """Return the size of a symbol for the final number in the intervention group."""
    if number is None:
        return None
    return "large" if number > LARGE else "medium" if number >= MEDIUM else "small"


def _row(
    study: StudyData,
    found: ByOutcome,
    keys: Sequence[str],
    named: Mapping[str, str],
    asked: Asked,
    overall: Mapping[str, Grade],
) -> Row:
    largest = _largest(row for rows in found.values() for row in rows)
    grade = overall.get(study.id)
    level = grade.level if grade else None
    beside = ["" if largest is None else str(largest)]
    if overall:
        beside.append(LETTERS[level] if level else "")
    name = names_of([study])[study.id]
    return Row(
        name,
        tuple(_cell(name, found.get(key, ()), named[key], level, asked) for key in keys),
        tuple(beside),
    )


def _cell(
    name: str, rows: Sequence[Result], outcome: str, level: Level | None, asked: Asked
) -> Cell | None:
    if not rows:
        return None
    direction = folded_direction((row.direction for row in rows), asked.setting.share)
    key = "of_results" if len(rows) > 1 else "direction"
    told = asked.direction(direction)
    says = asked.words(
        "says", key, study=name, outcome=in_sentence(outcome), direction=told, n=len(rows)
    )
    mark = Arrow(direction, size_by(_largest(rows)), len(rows), level)
    return Cell(mark, says, (rows[0].study,))


def _largest(rows: Iterator[Result] | Sequence[Result]) -> int | None:
    return max((row.final_intervention for row in rows if row.final_intervention), default=None)


def _frame(
    studies: Sequence[StudyData],
    told: Mapping[str, ByOutcome],
    outcomes: Sequence[str],
    asked: Asked,
    groups: Sequence[Rows],
) -> Frame:
    words = asked.words
    return Frame(
        name="effect-direction",
        language=asked.setting.language,
        title=words("title", "effect-direction"),
        description=" ".join(_described(told, asked)),
        legend=tuple(_legend(groups, asked)),
        notes=tuple(_notes(studies, told, asked, any_=bool(outcomes))),
        weights=words(
            "note", "weights", large=words("size", "large"), small=words("size", "small")
        ),
    )


def _described(told: Mapping[str, ByOutcome], asked: Asked) -> Iterator[str]:
    words = asked.words
    yield f"{words('title', 'effect-direction')}."
    yield words("alt", "design")
    flat = {
        study: [row for rows in found.values() for row in rows] for study, found in told.items()
    }
    for outcome in dict.fromkeys(
        rows[0].outcome for found in told.values() for rows in found.values()
    ):
        count = count_outcome(flat, outcome, "direction", asked.setting.share)
        yield words(
            "alt",
            "outcome",
            outcome=asked.setting.outcome(outcome),
            measured=len(count.measured),
            told=directions_told(count, asked),
        )


def directions_told(count: Count, asked: Asked) -> str:
    """Return the numbers by direction in words, those of none left out."""
    return ", ".join(
        asked.words("alt", "direction", n=count.n(one), direction=asked.direction(one))
        for one in DIRECTIONS
        if count.n(one)
    )


def _legend(groups: Sequence[Rows], asked: Asked) -> Iterator[Sign]:
    marks = [cell.mark for group in groups for row in group.rows for cell in row.cells if cell]
    arrows = [mark for mark in marks if isinstance(mark, Arrow)]
    there: set[Direction] = {arrow.direction for arrow in arrows}
    for direction in DIRECTIONS:
        if direction in there:
            yield Sign(Arrow(direction), asked.direction(direction))
    sizes: tuple[Size | None, ...] = ("large", "medium", "small", None)
    for size in sizes:
        if any(arrow.size == size for arrow in arrows):
            sign = Arrow("favours-intervention", size)
            yield Sign(sign, asked.words("size", size or "unknown"), paper_only=True)
    shown = {
        study
        for group in groups
        for row in group.rows
        for cell in row.cells
        if cell
        for study in cell.studies
    }
    yield from grade_signs(grade for study, grade in asked.overall.items() if study in shown)


def grade_signs(grades: Iterable[Grade]) -> Iterator[Sign]:
    """Return a sign for each level with the words that the tools have for it, best first.

    The tools are named where they have different words.
    """
    found: dict[Level, dict[str, dict[str, None]]] = {}
    for grade in grades:
        tools = found.setdefault(grade.level, {}).setdefault(in_sentence(grade.word), {})
        tools.setdefault(one_line(grade.tool))
    for level in LEVELS:
        if level in found:
            words = found[level]
            told = [
                f"{word} ({', '.join(tools)})" if len(words) > 1 and any(tools) else word
                for word, tools in words.items()
            ]
            sign = Arrow("favours-intervention", "medium", 1, level)
            yield Sign(sign, ", ".join(told), LETTERS[level])


def _notes(
    studies: Sequence[StudyData], told: Mapping[str, ByOutcome], asked: Asked, *, any_: bool
) -> Iterator[str]:
    words, overall, names = asked.words, asked.overall, names_of(studies)
    if not any_:
        yield words("note", "nothing")
        return
    yield words("note", "direction")
    yield words("note", "share", share=f"{100 * asked.setting.share:.0f}")
    yield words("note", "size")
    yield words("note", "order" if overall else "order_no_risk")
    yield from risk_notes([study for study in studies if told[study.id]], asked)
    without = [names[study.id] for study in studies if not told[study.id]]
    if without:
        yield words("note", "included", n=len(studies), studies="; ".join(without))


def risk_notes(studies: Sequence[StudyData], asked: Asked) -> Iterator[str]:
    """Return what has to be said of the judgements of the studies shown."""
    overall, names = asked.overall, names_of(studies)
    if not overall:
        yield asked.words("note", "no_judgements")
        return
    missing = [names[study.id] for study in studies if study.id not in overall]
    if missing:
        yield asked.words("note", "not_judged", studies="; ".join(missing))
    if any(one.result for one in asked.judged):
        yield asked.words("note", "worst")
