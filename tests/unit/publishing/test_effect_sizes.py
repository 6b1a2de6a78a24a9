"""Effects and variances as `escalc` of metafor gives them, and when there is none."""

from __future__ import annotations

from math import log

import pytest

from extraction.publishing.effect_sizes import effect_size

TABLE = {"ai": 4, "n1i": 123, "ci": 11, "n2i": 139}
MEANS = {"m1i": 55, "sd1i": 47, "n1i": 155, "m2i": 75, "sd2i": 64, "n2i": 156}


@pytest.mark.parametrize(
    ("numbers", "measure", "yi", "vi"),
    [
        (TABLE, "risk-ratio", -0.8893, 0.3256),
        (TABLE, "odds-ratio", -0.9387, 0.3571),
        (MEANS, "mean-difference", -20.0, 40.5080),
        (MEANS, "standardised-mean-difference", -0.3552, 0.0131),
    ],
)
def test_golden_values_of_escalc(
    numbers: dict[str, float | None], measure: str, yi: float, vi: float
) -> None:
    found = effect_size(numbers, measure)
    assert found is not None
    assert (found.yi, found.vi) == pytest.approx((yi, vi), abs=5e-5)


def test_a_table_with_an_empty_cell_gets_one_half_in_each() -> None:
    found = effect_size({"ai": 0, "n1i": 10, "ci": 5, "n2i": 10}, "risk-ratio")
    assert found is not None
    assert found.yi == pytest.approx(log((0.5 / 11) / (5.5 / 11)))
    assert found.vi == pytest.approx(1 / 0.5 - 1 / 11 + 1 / 5.5 - 1 / 11)


def test_rates_are_compared_by_their_ratio() -> None:
    found = effect_size({"x1i": 10, "t1i": 100, "x2i": 20, "t2i": 100}, "")
    assert found is not None
    assert found.measure == "IRR"
    assert (found.yi, found.vi) == pytest.approx((log(0.5), 1 / 10 + 1 / 20))


def test_a_reported_ratio_is_taken_as_its_logarithm_and_its_interval_as_its_variance() -> None:
    low, high = 0.5 / 1.5, 0.5 * 1.5
    found = effect_size({"effect": 0.5, "low": low, "high": high}, "hazard-ratio")
    assert found is not None
    assert found.source == "reported effect"
    assert found.yi == pytest.approx(log(0.5))
    assert found.vi == pytest.approx((log(1.5) / 1.959964) ** 2, rel=1e-5)


def test_an_adjusted_effect_goes_before_the_numbers_of_the_groups() -> None:
    numbers = {**TABLE, "effect": 0.6, "sei": 0.2}
    crude, adjusted = (effect_size(numbers, "odds-ratio", adjusted=a) for a in (False, True))
    assert crude is not None
    assert adjusted is not None
    assert (crude.source, adjusted.source) == ("counts", "reported effect")
    assert adjusted.vi == pytest.approx(0.04)


@pytest.mark.parametrize(
    ("numbers", "measure"),
    [
        ({"ai": 4, "n1i": 123}, "risk-ratio"),  # one group
        ({**TABLE, "ai": 200}, "risk-ratio"),  # more events than persons
        ({**MEANS, "sd1i": 0, "sd2i": 0}, "mean-difference"),
        (MEANS, "odds-ratio"),  # means give none
        (TABLE, "Kendall's tau"),
        ({"effect": -0.5, "sei": 0.1}, "risk-ratio"),
        ({"effect": 0.5}, "risk-ratio"),  # nothing to take the variance from
        ({**MEANS, "n1i": 1, "n2i": 1}, "standardised-mean-difference"),
    ],
)
def test_numbers_that_give_no_effect_give_none(
    numbers: dict[str, float | None], measure: str
) -> None:
    assert effect_size(numbers, measure) is None
