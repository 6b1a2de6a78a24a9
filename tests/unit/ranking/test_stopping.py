"""The stopping rule: golden values worked out by hand, and what they were worked out from."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.ranking.stopping import (
    Goal,
    hypergeometric,
    irrelevant_run,
    may_stop,
    most_missed,
    p_value,
)


def cumulative(most: int, total: int, special: int, drawn: int) -> Fraction:
    ways = sum(
        comb(special, k) * comb(total - special, drawn - k)
        for k in range(most + 1)
        if k <= special and 0 <= drawn - k <= total - special
    )
    return Fraction(ways, comb(total, drawn))


def test_one_missing_include_by_hand() -> None:
    # 10 records, 6 screened, the one include first: below 95 % means that one more is missed. Of
    # the five after the include it was missed with 4 of 9 chances: the four left among nine.
    assert p_value([True, *[False] * 5], 10) == pytest.approx(4 / 9)


def test_the_longest_sample_of_one_include_by_hand() -> None:
    # All eight of twelve as the sample: both includes among them and none left behind would be
    # 1 - P(at least one of three is left) = C(8, 3) / C(12, 3) for "none left"; the sample of the
    # last six alone gives 4 of 10 for the one that would be missing.
    labels = [False, True, False, False, False, False, False, False]
    both = 1 - Fraction(comb(8, 2), comb(12, 2))
    assert p_value(labels, 12) == pytest.approx(min(Fraction(4, 10), both))


@pytest.mark.parametrize(
    ("labels", "total", "target", "wanted"),
    # From the published formula, evaluated with exact fractions over every urn.
    [
        ([True] * 20 + [False] * 80, 200, 0.95, Fraction(comb(180 - 80, 2), comb(180, 2))),
        ([True] * 5 + [False] * 45, 60, 0.8, Fraction(comb(10, 2), comb(55, 2))),
    ],
)
def test_a_run_after_all_includes(
    labels: list[bool], total: int, target: float, wanted: Fraction
) -> None:
    assert p_value(labels, total, target) == pytest.approx(float(wanted), rel=1e-9)


@given(
    st.lists(st.booleans(), min_size=1, max_size=30),
    st.integers(0, 30),
    st.sampled_from([0.8, 0.9, 0.95]),
)
def test_no_sample_has_a_smaller_p(labels: list[bool], left: int, target: float) -> None:
    total, found = len(labels) + left, sum(labels)
    missing = int(found / target + 1) - found
    smallest = Fraction(1)
    for size in range(1, len(labels) + 1):
        within = sum(labels[len(labels) - size :])
        if missing > left:
            smallest = Fraction(0)
            break
        smallest = min(smallest, cumulative(within, size + left, within + missing, size))
    assert p_value(labels, total, target) == pytest.approx(float(smallest), abs=1e-9)


@given(st.integers(1, 40), st.data())
def test_the_distribution_is_the_exact_one(total: int, data: st.DataObject) -> None:
    special = data.draw(st.integers(0, total))
    drawn = data.draw(st.integers(0, total))
    most = data.draw(st.integers(0, total))
    exact = float(cumulative(most, total, special, drawn))
    assert hypergeometric(most, total, special, drawn) == pytest.approx(exact, abs=1e-9)


def test_nothing_is_said_on_few_includes_however_long_the_run() -> None:
    assert not may_stop([True] * 4 + [False] * 990, 1000, Goal())
    assert may_stop([True] * 5 + [False] * 990, 1000, Goal())
    assert not may_stop([True] * 5 + [False] * 100, 1000, Goal())


def test_a_run_is_counted_from_the_last_include() -> None:
    assert irrelevant_run([True, False, True, False, False]) == 2
    assert irrelevant_run([]) == 0


def test_what_a_sample_without_includes_allows() -> None:
    # The largest m of 100 with C(100 - m, 20) / C(100, 20) above 5 %.
    wanted = max(m for m in range(81) if comb(100 - m, 20) / comb(100, 20) > 0.05)
    assert most_missed(0, 20, 100) == wanted
    assert most_missed(2, 100, 100) == 2
