from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.form import shipped
from extraction.plausible.around import Around, around
from extraction.plausible.reported import is_significant, no_effect, read_effect
from extraction.plausible.whole import concerns
from extraction.value import Content, Value
from extraction.wording import words
from tests.plausible import result, told


@settings(max_examples=60)
@given(st.floats(-9, 9), st.floats(-9, 9), st.floats(-9, 9))
def test_an_interval_is_flagged_just_where_it_does_not_hold_its_estimate(
    estimate: float, low: float, high: float
) -> None:
    found = result(estimate=str(round(estimate, 3)), ci_low=round(low, 3), ci_high=round(high, 3))
    wrong = not round(low, 3) <= round(estimate, 3) <= round(high, 3)
    assert any(one.severity == "impossible" for one in found) is wrong


@pytest.mark.parametrize(
    ("text", "estimate", "low", "high", "null"),
    [
        ("OR 0.62 (95 % CI 0.40 to 0.95)", 0.62, 0.40, 0.95, 1),
        ("RR = 1.4 [0.9; 2.2]", 1.4, 0.9, 2.2, 1),
        ("SMD −0,30 (95 % KI −0,55 til −0,05)", -0.30, -0.55, -0.05, 0),
        ("aHR 0.8 (0.6–1.1)", 0.8, 0.6, 1.1, 1),
        ("3.1 (95% CI 1.0, 5.2)", 3.1, 1.0, 5.2, None),
    ],
)
def test_estimates_are_read_as_reports_print_them(
    text: str, estimate: float, low: float, high: float, null: float | None
) -> None:
    found = read_effect(text)
    assert found is not None
    assert (found.estimate, found.low, found.high) == (estimate, low, high)
    assert found.null == null


@pytest.mark.parametrize(
    "text", ["", "small", "0.4", "12 v 14 (SD 3 to 4 points) of 20", "p = 0.03"]
)
def test_what_may_mean_something_else_is_not_read(text: str) -> None:
    found = read_effect(text)
    assert found is None or found.low is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0.03", True),
        ("p = ,03", True),
        ("<0.001", True),
        ("< 0.10", None),
        ("0.05", False),
        ("> 0.05", False),
        (">0.01", None),
        ("NS", False),
        ("small", None),
        ("P-value < .05", True),
    ],
)
def test_whether_a_p_value_says_significant(text: str, told: bool | None) -> None:
    assert is_significant(text) is told


@pytest.mark.parametrize(
    ("measure", "null"), [("odds-ratio", 1), ("RR", 1), ("mean_difference", 0), ("PSI", None)]
)
def test_no_effect_is_1_in_ratios_and_0_in_differences(measure: str, null: float | None) -> None:
    assert no_effect(measure) == null


def test_a_p_value_that_its_interval_denies_is_told() -> None:
    (one,) = result(estimate="OR 0.62 (95 % CI 0.40 to 0.95)", p_value="0.21")
    assert one.path == "results[0].p_value"
    assert one.severity == "unlikely"
    assert "leaves 1 outside" in one.sentence
    (one,) = result(effect_measure="SMD", estimate="0.1", ci_low=-0.2, ci_high=0.4, p_value="0.01")
    assert "holds 0" in one.sentence
    assert result(estimate="OR 0.62 (95 % CI 0.40 to 0.95)", p_value="0.02") == []


def test_what_rounding_or_another_level_may_explain_is_not_told() -> None:
    assert result(estimate="OR 0.62 (95 % CI 0.40 to 1.00)", p_value="0.04") == []
    assert result(estimate="OR 0.62 (90 % CI 0.40 to 0.95)", p_value="0.07") == []
    assert result(estimate="0.62 (0.40 to 0.95)", p_value="0.4") == [], "ratio or difference?"


def test_significance_is_held_against_interval_and_p() -> None:
    found = result(significance="significant", p_value="0.3")
    assert [one.path for one in found] == ["results[0].significance"]
    (one,) = result(
        effect_measure="MD", estimate="2", ci_low=1.0, ci_high=3.0, significance="not-significant"
    )
    assert "leaves 0 outside" in one.sentence


@pytest.mark.parametrize("estimate", ["0.5", "2.0"])
@pytest.mark.parametrize("better", ["yes", "no"])
@pytest.mark.parametrize("stated", ["favours-intervention", "favours-comparator"])
def test_direction_is_held_against_the_sign_and_what_is_better(
    estimate: str, better: str, stated: str
) -> None:
    favours = (estimate == "2.0") is (better == "yes")
    right = favours is (stated == "favours-intervention")
    given: dict[str, Any] = {"effect_measure": "RR", "estimate": estimate, "direction": stated}
    assert (result(**given, higher_is_better=better) == []) is right
    beside = Around(higher_is_better={"sleep": better == "yes"})
    assert (result(beside, **given, outcome="Sleep") == []) is right
    assert result(**given) == [], "without knowing what is better nothing is said"


@pytest.mark.parametrize(
    ("first", "last", "wrong"),
    [
        ("2019", "2018", True),
        ("2019-05", "2019", False),
        ("2019-05-02", "2019-05-01", True),
        ("2018", "2019", False),
    ],
)
def test_dates_come_in_order(first: str, last: str, wrong: bool) -> None:
    found = told({"data_from": first, "data_to": last})
    assert [one.path for one in found] == (["data_from"] if wrong else [])


def test_a_number_without_its_unit_and_a_value_without_its_quote_lack_something() -> None:
    found = told({"participants_n": 12, "aim": "To learn"})
    assert [(one.path, one.severity) for one in found] == [
        ("participants_n", "lacking"),
        ("aim", "lacking"),
    ]
    assert told({"participants_n": 12, "participants_unit": "families"}) == []


def test_the_shipped_form_is_checked_with_its_own_ids() -> None:
    form = shipped()["characteristics"]

    def paths(**given: Content) -> list[str]:
        values = {f"results[0].{key}": Value(content) for key, content in given.items()}
        return [one.path for one in concerns(form, values, words("en"))]

    interval: dict[str, Content] = {"interval_low": 0.4, "interval_high": 0.9}
    assert paths(estimate="as printed", effect=1.2, **interval) == ["results[0].effect"]
    assert paths(effect_measure="odds-ratio", effect=0.6, p_value="0.4", **interval) == [
        "results[0].p_value"
    ]
    assert paths(events_intervention=12, n_intervention=10)
    assert not paths(events_intervention=12, n_intervention=10, data_type="count")
    assert paths(quartile_1_comparator=4.0, median_comparator=3.0)
    outcome = {
        "outcomes[0].outcome": Value("Sleep"),
        "outcomes[0].higher_is_better": Value("yes"),
        "results[0].outcome": Value("Sleep"),
        "results[0].effect_measure": Value("mean-difference"),
        "results[0].effect": Value(-2.0),
        "results[0].direction": Value("favours-intervention"),
    }
    beside = around([(form, "", outcome)])
    (one,) = concerns(form, outcome, words("en"), beside)
    assert one.path == "results[0].direction"
