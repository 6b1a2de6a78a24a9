"""What plots show: the rules of the methods, with values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from extraction.bias.scale import SIGNS
from extraction.outcomes import Direction, folded_direction
from extraction.plots.albatross import Albatross, albatross
from extraction.plots.asked import Asked
from extraction.plots.bubble import bubble
from extraction.plots.building import BUILDERS, build
from extraction.plots.chart import Chart, Panels
from extraction.plots.contours import correlation_number, effective_number, smd_number
from extraction.plots.counts import by_country, years
from extraction.plots.effect_direction import effect_direction, size_by
from extraction.plots.harvest import design_rank, harvest
from extraction.plots.levels import LETTERS, LEVELS
from extraction.plots.marks import Arrow, Bar, Bars, Bubble, Light
from extraction.plots.risk_of_bias import summary, traffic_light
from extraction.tables.setting import Setting
from review.drawing.shapes import Group
from review.refusal import Refused
from tests.unit.extraction.plots.invented import (
    DOWN,
    FOUR,
    JUDGED,
    NONE,
    UP,
    judged,
    overall,
    result,
    study,
)

ASKED = Asked(judged=JUDGED, overall=overall(JUDGED))


def marks(chart: object) -> dict[str, list[object]]:
    rows = chart.rows  # type: ignore[attr-defined]
    return {row.label: [cell.mark if cell else None for cell in row.cells] for row in rows}


@pytest.mark.parametrize(
    ("effects", "folded"),
    [((UP, UP, UP, DOWN), UP), ((UP, UP, DOWN), "mixed"), ((UP, NONE), "mixed")],
)
def test_seventy_per_cent_of_the_results_give_the_direction(
    effects: tuple[Direction, ...], folded: Direction
) -> None:
    assert folded_direction(effects) == folded


@pytest.mark.parametrize(
    ("number", "size"),
    [(301, "large"), (300, "medium"), (50, "medium"), (49, "small"), (0, "small"), (None, None)],
)
def test_symbols_are_sized_by_the_final_number_in_the_intervention_group(
    number: int | None, size: str | None
) -> None:
    assert size_by(number) == size


def test_effect_direction_rows_go_by_design_then_quality_then_year() -> None:
    chart = effect_direction(FOUR, ASKED)
    assert [(group.heading, [row.label for row in group.rows]) for group in chart.groups] == [
        ("Individually randomised trial", ["Dahl 2018", "Berg 2014"]),
        ("Cluster randomised trial", ["Moe 2010"]),
        ("Before-after study without control", ["Lie 2016"]),
    ]
    assert chart.columns == ("Sleep", "Work")
    assert marks(chart) == {
        "Dahl 2018": [
            Arrow("favours-comparator", "medium", 1, "low"),
            Arrow("mixed", "medium", 3, "low"),
        ],
        "Berg 2014": [
            Arrow("favours-intervention", "large", 1, "high"),
            Arrow("favours-intervention", "large", 4, "high"),
        ],
        "Moe 2010": [Arrow("favours-intervention", "small", 1, "some"), None],
        "Lie 2016": [Arrow("no-difference", None, 1, None), None],
    }
    by_year = effect_direction(FOUR, Asked())
    assert [row.label for row in by_year.groups[0].rows] == ["Berg 2014", "Dahl 2018"]


def test_another_share_makes_another_direction() -> None:
    asked = Asked(setting=Setting(share=0.66))
    assert marks(effect_direction(FOUR, asked))["Dahl 2018"][1] == Arrow(UP, "medium", 3)


def test_significance_plays_no_part_in_an_effect_direction_plot() -> None:
    asked = Asked(setting=Setting(basis="significance"))
    one = study("s1", "Berg", result("Sleep", UP, significance="not-significant"))
    assert marks(effect_direction([one], asked))["Berg"] == [Arrow(UP, None)]


def test_the_number_of_the_arm_stands_in_where_the_result_has_none() -> None:
    arms = [{"name": "A", "role": "intervention", "n_analysed": 320}]
    one = study("s1", "Berg", result("Sleep", UP, intervention_arm="a"), arms=arms)
    chart = effect_direction([one], Asked())
    assert marks(chart)["Berg"] == [Arrow(UP, "large")]
    assert chart.rows[0].beside == ("320",)


def test_harvest_puts_each_study_once_in_the_column_of_its_direction() -> None:
    chart = harvest(FOUR, replace(ASKED, hard=("sleep",)))
    assert chart.columns == (
        "Favours comparator",
        "No difference",
        "Mixed",
        "Favours intervention",
    )
    assert marks(chart) == {
        "Sleep": [
            Bars((Bar(3, True, "2", "low"),)),
            Bars((Bar(1, True, "3", None),)),
            None,
            Bars((Bar(3, True, "1", "high"), Bar(3, True, "4", "some"))),
        ],
        "Work": [
            None,
            None,
            Bars((Bar(3, False, "2", "low"),)),
            Bars((Bar(3, False, "1", "high"),)),
        ],
    }
    assert chart.frame.key == ("1 Berg 2014", "2 Dahl 2018", "3 Lie 2016", "4 Moe 2010")
    assert [design_rank(one) for one in ("quasi-randomised", "cohort", "")] == [2, 1, 1]


def test_what_is_not_reported_is_named_and_not_drawn() -> None:
    chart = harvest([study("s1", "Berg", result("Sleep", "not-reported"))], Asked())
    assert "Measured and not reported, so not drawn: sleep (Berg)." in chart.frame.notes
    assert marks(chart) == {"Sleep": [None, None, None]}


def test_a_harvest_by_claims_says_so() -> None:
    chart = harvest(FOUR, Asked(setting=Setting(basis="claim")))
    assert any("Counted by what the authors claim" in note for note in chart.frame.notes)


@pytest.mark.parametrize(
    ("p", "d", "number"),
    [
        (0.05, 0.5, 61.5),
        (0.01, 0.5, 106.2),
        (0.001, 0.5, 173.2),
        (0.05, 0.2, 384.1),
        (0.05, 0.8, 24.0),
    ],
)
def test_contours_of_a_standardised_mean_difference(p: float, d: float, number: float) -> None:
    assert smd_number(p, d) == pytest.approx(number, abs=0.05)


@pytest.mark.parametrize(("rho", "number"), [(0.1, 377.5), (0.3, 36.3)])
def test_contours_of_a_correlation(rho: float, number: float) -> None:
    assert correlation_number(0.05, rho) == pytest.approx(number, abs=0.05)


def test_unequal_groups_need_more_participants() -> None:
    # (2 + 1)² / 2 = 4.5 in place of 4.
    assert smd_number(0.05, 0.5, 2) == pytest.approx(61.4634 * 4.5 / 4, abs=0.01)


def test_clusters_have_an_effective_number() -> None:
    assert effective_number(200, 0.05, 20) == pytest.approx(102.56, abs=0.005)
    with pytest.raises(Refused, match="not possible"):
        effective_number(200, 1.5, 20)


def test_albatross_draws_what_has_direction_p_and_number_and_names_the_rest() -> None:
    plot: Albatross = albatross(FOUR, Asked(outcome="sleep"))
    assert [(one.study, one.p, one.favourable, one.n) for one in plot.points] == [
        ("s1", 0.01, True, 600),
        ("s2", 0.2, False, 100),
        ("s4", 0.001, True, 90),
    ]
    assert [one.bound for one in plot.points] == [False, False, True]
    notes = " ".join(plot.frame.notes)
    assert "1 that show no difference or report no direction (Lie 2016)" in notes
    assert "P given as a bound, drawn at the bound and open: Moe 2010." in notes
    assert "not adjusted for clustering: Moe 2010" in notes
    adjusted = albatross(FOUR, Asked(outcome="sleep", icc=0.05, cluster_size=20))
    assert adjusted.points[2].n == pytest.approx(90 / 1.95)
    assert adjusted.points[0].n == 600


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (Asked(outcome="Money"), "The outcomes are: Sleep, Work"),
        (Asked(icc=0.1), "Give both"),
        (Asked(ratio=0), "above 0"),
    ],
)
def test_an_albatross_that_cannot_be_is_refused(asked: Asked, why: str) -> None:
    with pytest.raises(Refused, match=why):
        albatross(FOUR, asked)


def test_albatross_without_an_outcome_takes_the_most_measured() -> None:
    assert albatross(FOUR, Asked()).frame.title == "Albatross plot: Sleep"


def test_traffic_light_has_a_row_a_judgement_and_names_what_is_not_judged() -> None:
    chart = traffic_light(FOUR, ASKED)
    assert isinstance(chart, Chart)
    assert chart.columns == ("Randomisation", "Measurement", "Overall")
    assert marks(chart)["Berg 2014"] == [Light("low"), Light("high"), Light("high")]
    assert "Without an agreed judgement of risk of bias: Lie 2016." in chart.frame.notes


def test_each_tool_has_a_panel_with_its_own_domains_and_rows_are_counted_through() -> None:
    other = replace(judged("s2", "high", Confounding="high"), tool="ROBINS-I")
    both = Asked(judged=[judged("s1", "low", Randomisation="low"), other])
    panels = traffic_light(FOUR, both)
    assert isinstance(panels, Panels)
    assert [(one.frame.title, one.columns) for one in panels.charts] == [
        ("RoB 2", ("Randomisation", "Overall")),
        ("ROBINS-I", ("Confounding", "Overall")),
    ]
    assert panels.behind == {"1.1": ("s1",), "1.2": ("s1",), "2.1": ("s2",), "2.2": ("s2",)}
    drawn = build("risk-of-bias", FOUR, both)
    sketch = drawn.sketch(80, False)
    told = [sketch.lines[spot.y] for spot in sketch.spots if spot.open_key == "2.1"]
    assert told[0].startswith("Dahl 2018")
    assert [line for line in sketch.lines if line in {"RoB 2", "ROBINS-I"}] == ["RoB 2", "ROBINS-I"]
    groups = [one.id for one in drawn.picture().shapes if isinstance(one, Group)]
    assert groups == ["cell-1-1", "cell-1-2", "cell-2-1", "cell-2-2"]
    assert [row.label for row in summary(FOUR, both).rows][2:] == [
        "ROBINS-I: Confounding",
        "ROBINS-I: Overall",
    ]


def test_the_summary_has_shares_by_domain() -> None:
    rows = summary(FOUR, ASKED).rows
    assert [(row.label, [(part.number, part.level) for part in row.parts]) for row in rows] == [
        ("Randomisation", [(2, "low"), (1, "some")]),
        ("Measurement", [(2, "low"), (1, "high")]),
        ("Overall", [(1, "low"), (1, "some"), (1, "high")]),
    ]


def test_every_level_has_its_letter_and_a_legend_the_words_of_the_tools() -> None:
    assert set(LETTERS) == set(LEVELS) == set(SIGNS)
    assert [LETTERS[one] for one in ("low", "some", "high")] == ["G", "A", "R"]
    legend = effect_direction(FOUR, ASKED).frame.legend
    assert [sign.told for sign in legend if sign.letter] == [
        "G low",
        "A some concerns",
        "R high",
    ]


def test_the_worst_result_is_told_to_stand_for_its_study() -> None:
    two = [judged("s1", "low"), replace(judged("s1", "high"), result="Work")]
    notes = effect_direction(FOUR, Asked(judged=two, overall=overall(two))).frame.notes
    assert any("the worst judgement of a study's results stands for it" in note for note in notes)


def test_bubbles_count_studies_once_in_each_cell() -> None:
    assert marks(bubble(FOUR, Asked())) == {
        "Group course": [Bubble(3, 3), Bubble(1, 3)],
        "Home visiting": [Bubble(2, 3), Bubble(2, 3)],
    }


def test_years_without_a_study_have_a_row_too() -> None:
    rows = {row.label: row.total for row in years(FOUR, Asked()).rows}
    assert list(rows) == [str(year) for year in range(2010, 2019)]
    assert {year for year, number in rows.items() if number} == {"2010", "2014", "2016", "2018"}


def test_a_study_in_two_countries_is_counted_in_both() -> None:
    chart = by_country(FOUR, Asked(setting=Setting(language="nb")))
    assert [(row.label, row.total) for row in chart.rows] == [("Norge", 3), ("Sverige", 2)]
    assert chart.behind == {"1.1": ("s1", "s2", "s4"), "2.1": ("s2", "s3")}
    assert "En studie i flere land telles én gang i hvert." in chart.frame.notes


def test_every_direction_has_a_word_in_a_legend() -> None:
    rows = [result(f"Outcome {one}", one) for one in (UP, DOWN, NONE, "not-reported")]
    rows += [result("Both", UP, time_point="1"), result("Both", DOWN, time_point="2")]
    legend = effect_direction([study("s1", "Berg", *rows)], Asked()).frame.legend
    assert {sign.mark.direction for sign in legend if isinstance(sign.mark, Arrow)} == set(
        get_args(Direction)
    )


def test_a_mark_that_is_not_there_and_a_plot_that_is_not_are_refused() -> None:
    with pytest.raises(Refused, match=r"no mark 9\.9"):
        build("bubble", FOUR).opened("9.9")
    with pytest.raises(Refused, match="effect-direction"):
        build("forest", FOUR)
    with pytest.raises(Refused, match="Languages: en, nb"):
        build("years", FOUR, Asked(setting=Setting(language="nn")))
    assert set(BUILDERS) >= {"effect-direction", "harvest", "albatross", "risk-of-bias"}
