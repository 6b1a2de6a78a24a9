"""The synthesis of the sample: 56 studies by type, condition, outcome and effect, each opened."""

from __future__ import annotations

from functools import cache

from extraction.bias.judgement import Subject, judge
from extraction.bias.tools import find_tool
from extraction.counting import count_any, count_outcome
from extraction.domains import results_in
from extraction.form import shipped
from extraction.plots.asked import Asked
from extraction.plots.chart import Cell, Chart
from extraction.plots.effect_direction import effect_direction
from extraction.plots.harvest import harvest
from extraction.plots.judged import told
from extraction.plots.marks import Arrow, Bars
from extraction.study_data import StudyData
from extraction.synthesis import matrix
from extraction.tables.building import build
from extraction.tables.outcomes import behind_outcomes
from extraction.tables.setting import Setting
from tests.unit.corpora.test_family_partner_bias import judged
from tests.unit.corpora.test_family_partner_extraction import studies

OUTCOME, UP = "Child maltreatment", "favours-intervention"


@cache
def found() -> list[StudyData]:
    return list(studies().values())


@cache
def asked() -> Asked:
    """Return what plots are asked for with, the agreed judgements of the sample among it."""
    judgements = [
        judge(
            Subject(one.study, one.study, one.part),
            find_tool(one.form),
            shipped()[one.form],
            dict(one.values),
            "assignment",
        )
        for _anna, _bo, one in judged()
    ]
    rows, overall = told(judgements, {one.form: find_tool(one.form) for one in judgements}, "en")
    return Asked(judged=rows, overall=overall)


def column(chart: Chart, name: str) -> list[Cell]:
    place = chart.columns.index(name)
    return [cell for row in chart.rows if (cell := row.cells[place])]


def test_the_table_has_56_studies_by_type_condition_outcome_and_effect() -> None:
    table = build("outcomes", found())
    cells = matrix(results_in(found())).cells
    assert {cell.intervention for cell in cells} == {
        "Home visiting",
        "Intensive family support",
        "Parent education",
        "Parent-child therapy",
        "Practical and economic support",
    }
    assert {cell.control for cell in cells} == {
        *("treatment-as-usual", "waiting-list", "no-intervention", "minimal")
    }
    assert set(table.column("included")) == {56}
    # Each study has one type and one condition, so here, and only so, the cells are a partition.
    placed = [study for cell in cells if cell.outcome == OUTCOME for study in cell.measured]
    assert len(placed) == len(set(placed)) == 33


def test_42_and_15_open_to_as_many_studies() -> None:
    told_by = results_in(found())
    anything, named = count_any(told_by), count_outcome(told_by, OUTCOME)
    assert len(set(anything.by_direction[UP])) == 42
    assert set(named.by_direction[UP]) < set(anything.by_direction[UP])
    table = build("outcomes", found())
    outcomes, types = table.column("outcome"), table.column("intervention")
    (row,) = (n for n, one in enumerate(outcomes) if one == OUTCOME and types[n] == "All")
    behind = {key: behind_outcomes(found(), Setting(), row, key) for key in (UP, "measured")}
    assert behind[UP] == named.by_direction[UP]
    assert (len(behind[UP]), len(behind["measured"])) == (15, 33)
    assert table.rows[row][table.columns.index(next(c for c in table.columns if c.key == UP))] == 15
    assert len(behind_outcomes(found(), Setting(), row, "included")) == 56
    first = behind_outcomes(found(), Setting(), 0, UP)
    assert set(first) <= set(behind_outcomes(found(), Setting(), 0, "outcome"))


def test_the_plots_show_the_same_15_of_33_with_their_quality_beside_them() -> None:
    chart = effect_direction(found(), asked())
    cells = column(chart, OUTCOME)
    assert len(cells) == 33
    arrows = [cell.mark for cell in cells if isinstance(cell.mark, Arrow)]
    favourable = [one for one in arrows if one.direction == UP]
    assert len(favourable) == 15
    assert all(one.level in {"low", "some", "high"} for one in arrows), "each was judged"
    letters = {row.label: row.beside[1] for row in chart.rows}
    assert sum(letter != "" for letter in letters.values()) == 33
    bars = harvest(found(), asked())
    (row,) = (row for row in bars.rows if row.label == OUTCOME)
    cell = row.cells[bars.columns.index("Favours intervention")]
    assert cell is not None
    assert isinstance(cell.mark, Bars)
    assert len(cell.mark.bars) == len(cell.studies) == 15
    assert all(bar.level for bar in cell.mark.bars)
    assert set(cell.studies) == {one.studies[0] for one in cells if one.mark in favourable}
