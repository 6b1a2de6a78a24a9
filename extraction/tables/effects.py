"""Tables: every result of every study, and the effect direction table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from extraction.domains import results_in
from extraction.outcomes import Result, by_outcome, folded_direction, results
from extraction.study_data import StudyData
from extraction.symbols import symbol
from extraction.tables.setting import Setting, study_notes
from review.clean import drawable, one_line
from review.table.table import Column, Table

Row = tuple[str | int | float | None, ...]


def result_rows(studies: Sequence[StudyData], setting: Setting) -> Table:
    """Return one row per result, with direction, significance and claim in columns of their own."""
    keys = ("measure", "time_point", "comparison", "analysis", "direction", "significance")
    rows = [
        (one_line(study.name), *_result(result, setting))
        for study in studies
        for result in results(study)
    ]
    return Table(
        name="results",
        title=setting.words("title", "results"),
        columns=(
            setting.column("study", 1.2),
            setting.column("outcome", 1.4),
            *(setting.column(key) for key in keys),
            setting.column("claim"),
            setting.column("estimate", 1.4),
            setting.column("p_value", 0.6),
            setting.column("n", 0.8),
            setting.column("page", 0.5),
        ),
        rows=tuple(rows),
        notes=(setting.words("note", "significance_apart"), *study_notes(studies, setting)),
        landscape=True,
    )


def _result(result: Result, setting: Setting) -> Row:
    return (
        setting.outcome(result.outcome),
        setting.named(result.measure),
        setting.time(result.time_point),
        _comparison(result, setting),
        setting.named(result.analysis),
        setting.words("direction", result.direction),
        setting.words("significance", result.significance),
        setting.words("direction", result.claim),
        setting.words.decimals(drawable(result.estimate)),
        setting.words.decimals(one_line(result.p_value)),
        _numbers(result),
        one_line(result.page),
    )


def _comparison(result: Result, setting: Setting) -> str:
    arms = one_line(result.intervention_arm), one_line(result.comparator_arm)
    if all(arms):
        return setting.words("table", "versus", intervention=arms[0], comparator=arms[1])
    return "".join(arms)


def _numbers(result: Result) -> str:
    numbers = (result.n_intervention, result.n_comparator)
    if numbers == (None, None):
        return ""
    return " / ".join("?" if number is None else str(number) for number in numbers)


def effect_direction(studies: Sequence[StudyData], setting: Setting) -> Table:
    """Return studies by design against outcomes, the outcomes that most studies measured first.

    A cell is the direction that the study's results in the outcome share, with their number.
    """
    found_in = results_in(studies, setting.domains)
    told = {study: by_outcome(rows) for study, rows in found_in.items()}
    spelled: dict[str, str] = {}
    measured: dict[str, int] = {}
    for found in told.values():
        for key, rows in found.items():
            spelled.setdefault(key, rows[0].outcome)
            measured[key] = measured.get(key, 0) + 1
    named = sorted(measured, key=lambda key: (-measured[key], setting.outcome(spelled[key])))
    return Table(
        name="effect-direction",
        title=setting.words("title", "effect-direction"),
        columns=(
            setting.column("study", 1.4),
            setting.column("design", 1.4),
            setting.column("n_intervention", 0.7, right=True),
            *(
                Column(key=f"outcome_{n}", title=setting.outcome(spelled[key]), align="left")
                for n, key in enumerate(named, start=1)
            ),
        ),
        rows=tuple(
            (
                one_line(study.name),
                setting.at(study, "design"),
                _largest(told[study.id]),
                *(_symbol(told[study.id].get(key, ()), setting) for key in named),
            )
            for study in _by_design(studies, setting)
        ),
        notes=(
            setting.words("note", "symbols"),
            *_share(setting),
            *setting.reasons,
            *study_notes(studies, setting),
        ),
        landscape=True,
    )


def _symbol(rows: Sequence[Result], setting: Setting) -> str:
    if not rows:
        return ""
    direction = folded_direction((row.direction for row in rows), setting.share)
    return symbol(direction, len(rows))


def _largest(found: Mapping[str, Sequence[Result]]) -> int | None:
    """Return the most that were analysed in the intervention group, as the plot's size shows."""
    numbers = (row.final_intervention for rows in found.values() for row in rows)
    return max((number for number in numbers if number is not None), default=None)


def _by_design(studies: Sequence[StudyData], setting: Setting) -> list[StudyData]:
    designs = {study.id: (study.several("design") or ("",))[0] for study in studies}
    order = setting.ordered("design", dict.fromkeys(designs.values()))
    return sorted(studies, key=lambda study: order.index(designs[study.id]))


def _share(setting: Setting) -> tuple[str]:
    return (setting.words("note", "share", share=f"{100 * setting.share:.0f}"),)
