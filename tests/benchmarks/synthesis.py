"""Tables and plots of 1,000 studies with 20 outcomes each, from agreed data in memory."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from extraction.domains import results_in
from extraction.plots.asked import Asked
from extraction.plots.building import BUILDERS as PLOTS
from extraction.plots.building import build as build_plot
from extraction.study_data import StudyData
from extraction.summing import sentences, sum_outcome
from extraction.tables.building import BUILDERS as TABLES
from extraction.tables.building import build as build_table
from extraction.tables.setting import Setting
from extraction.value import Value
from review.drawing.plot import render
from tests.benchmarks.measuring import Row, cost_of

STUDIES, OUTCOMES = 1_000, 20
_BUDGET = 2.0  # seconds
_WAYS = ("favours-intervention", "favours-comparator", "no-difference", "not-reported")


def studies(number: int = STUDIES, outcomes: int = OUTCOMES) -> list[StudyData]:
    """Return invented studies, each with so many outcomes at one or two time points."""
    return [_study(place, outcomes) for place in range(number)]


def _study(place: int, outcomes: int) -> StudyData:
    values: dict[str, object] = {
        "design": ("individually-randomised", "cluster-randomised", "cohort")[place % 3],
        "countries": (("NO", "SE", "GB", "US")[place % 4],),
        "intervention_types": (f"Type {place % 12}",),
        "control_conditions": (("treatment-as-usual", "waiting-list")[place % 2],),
    }
    for row in range(outcomes + place % 4):
        head = f"results[{row}]"
        values[f"{head}.outcome"] = f"Outcome {row % outcomes}"
        values[f"{head}.time_point"] = f"{6 * (1 + row // outcomes)} months"
        values[f"{head}.direction"] = _WAYS[(place + row) % len(_WAYS)]
        values[f"{head}.estimate"] = f"SMD {(place * row) % 90 / 100}"
        values[f"{head}.p_value"] = f"0.{(place + row) % 98 + 1:02}"
        values[f"{head}.n_intervention"] = 20 + place % 400
        values[f"{head}.n_comparator"] = 20 + place % 390
    return StudyData(
        id=f"s{place}",
        name=f"Author {place} et al. {1990 + place % 30}",
        characteristics={path: Value(value) for path, value in values.items()},  # type: ignore[arg-type]
        year=1990 + place % 30,
    )


def showing() -> list[Row]:
    """Measure every table, every plot as text and SVG, and an outcome summed up."""
    found = studies()
    tables = [_timed(f"table {name}", partial(build_table, name, found)) for name in TABLES]
    plots = [
        _timed(f"plot {name}, {kind}", partial(_drawn, name, kind, found))
        for name in PLOTS
        for kind in ("text", "svg")
    ]
    return [*tables, *plots, _timed("sum of an outcome", partial(_summed, found))]


def _drawn(name: str, kind: str, found: list[StudyData]) -> None:
    render(build_plot(name, found, Asked()), kind)


def _summed(found: list[StudyData]) -> None:
    setting = Setting(sign_tests=True)
    names = {study.id: study.name for study in found}
    list(sentences(sum_outcome(results_in(found), "Outcome 1", setting), setting, names))


def _timed(what: str, act: Callable[[], object]) -> Row:
    return Row(f"{what}, {STUDIES:,} studies x {OUTCOMES}", cost_of(act), _BUDGET, "s")
