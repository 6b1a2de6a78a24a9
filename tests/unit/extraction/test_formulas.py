from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.p_values import fisher, one_sided, read_p, stouffer
from extraction.proportions import clopper_pearson, sign_test_p, wilson
from review.refusal import Refused


@pytest.mark.parametrize(
    ("k", "n", "p"),
    [  # 9/9 and 5/6 are published: Hilton Boon & Thomson 2021
        (9, 9, 0.00390625),
        (5, 6, 0.21875),
        (8, 10, 0.109375),
        (12, 14, 0.012939453125),
        (42, 56, 0.000234446),
        (15, 56, 0.000685564),
        (3, 6, 1.0),
        (3, 7, 1.0),
        (1, 1, 1.0),
        (0, 5, 0.0625),
    ],
)
def test_the_sign_test_is_exact(k: int, n: int, p: float) -> None:
    assert sign_test_p(k, n) == pytest.approx(p, abs=5e-10)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (9, 9, 0.7009, 1.0),
        (5, 6, 0.4365, 0.9699),
        (6, 6, 0.6097, 1.0),
        (8, 10, 0.4902, 0.9433),
        (12, 14, 0.6006, 0.9599),
        (42, 56, 0.6231, 0.8448),
        (15, 56, 0.1696, 0.3959),
        (0, 5, 0.0, 0.4345),
    ],
)
def test_wilsons_interval(k: int, n: int, low: float, high: float) -> None:
    assert wilson(k, n) == pytest.approx((low, high), abs=5.1e-5)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (9, 9, 0.6637, 1.0),
        (5, 6, 0.3588, 0.9958),
        (6, 6, 0.5407, 1.0),
        (8, 10, 0.4439, 0.9748),
        (12, 14, 0.5719, 0.9822),
        (42, 56, 0.6163, 0.8561),
        (15, 56, 0.1583, 0.4030),
        (0, 5, 0.0, 0.5218),
    ],
)
def test_clopper_and_pearsons_interval(k: int, n: int, low: float, high: float) -> None:
    assert clopper_pearson(k, n) == pytest.approx((low, high), abs=5.1e-5)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_intervals_hold_the_share_and_mirror(case: tuple[int, int]) -> None:
    k, n = case
    assert sign_test_p(k, n) == sign_test_p(n - k, n)
    for interval in (wilson, clopper_pearson):
        low, high = interval(k, n)
        assert 0 <= low <= k / n <= high <= 1
        mirrored = interval(n - k, n)
        assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high), abs=1e-9)


@pytest.mark.parametrize("case", [(1, 0), (-1, 3), (4, 3)])
def test_what_is_no_proportion_is_an_error(case: tuple[int, int]) -> None:
    for function in (sign_test_p, wilson, clopper_pearson):
        with pytest.raises(ValueError, match="no proportion"):
            function(*case)


@pytest.mark.parametrize(
    ("values", "chi2", "df", "p"),
    [  # the first is published on Cross Validated
        ([0.01, 0.02, 0.99, 0.99], 17.07459, 8, 0.02934),
        ([0.1, 0.1], 9.21034, 4, 0.05605),
        ([0.04, 0.25], 9.21034, 4, 0.05605),
        ([0.01, 0.2, 0.3], 14.83716, 6, 0.02156),
        ([0.05, 0.05, 0.05], 17.97439, 6, 0.0062965),
    ],
)
def test_fishers_method(values: list[float], chi2: float, df: int, p: float) -> None:
    found = fisher(values)
    assert (found.statistic, found.df) == (pytest.approx(chi2, abs=5e-6), df)
    assert found.p == pytest.approx(p, abs=5.1e-6)


@pytest.mark.parametrize(
    ("values", "n", "z", "p"),
    [
        ([0.01, 0.02, 0.99, 0.99], None, -0.1363, 0.55421),
        ([0.01, 0.2, 0.3], None, 2.13179, 0.016512),
        ([0.01, 0.2, 0.3], [100, 50, 400], 1.69293, 0.045235),
    ],
)
def test_stouffers_method(values: list[float], n: list[int] | None, z: float, p: float) -> None:
    found = stouffer(values, [math.sqrt(one) for one in n] if n else None)
    assert found.statistic == pytest.approx(z, abs=5.1e-5)
    assert found.p == pytest.approx(p, abs=5.1e-6)


def test_very_small_p_values_keep_their_size() -> None:
    assert 0 < fisher([1e-200, 1e-100]).p < 1e-290
    assert 0 < stouffer([1e-100, 1e-100]).p < 1e-150
    assert fisher([1.0, 1.0]).p == 1.0


def test_p_values_are_read_as_reported_and_made_one_sided() -> None:
    assert read_p("p = 0,03").value == 0.03
    assert read_p(".04").value == 0.04
    assert read_p("< 0.001").bound
    assert read_p("<0.001").value == 0.001
    assert one_sided(0.04, favours_intervention=True) == 0.02
    assert one_sided(0.04, favours_intervention=False) == 0.98
    for text in ("NS", "> 0.05", "0", "1.2", "", "n.s.", "0.03*"):
        with pytest.raises(Refused):
            read_p(text)
    for call in (lambda: fisher([]), lambda: fisher([0.0]), lambda: stouffer([1.0])):
        with pytest.raises(Refused):
            call()
    for weights in ([1.0], [1.0, 0.0], [1.0, math.inf]):
        with pytest.raises(Refused, match="weights"):
            stouffer([0.1, 0.2], weights)
