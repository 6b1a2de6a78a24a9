"""Golden values: published examples, computed by hand from the formulas in their sources."""

from __future__ import annotations

import pytest

from screening.statistics import agreement, alpha, fleiss

# a, b, c, d -> percent, kappa, standard error, PABAK, AC1, p+, p-, alpha (four decimals)
GOLDEN = [
    ((20, 5, 10, 15), (0.7, 0.4, 0.1296, 0.4, 0.4059, 0.7273, 0.6667, 0.4)),
    ((118, 5, 15, 62), (0.9, 0.7836, 0.0459, 0.8, 0.8145, 0.9219, 0.8611, 0.7835)),
    ((40, 30, 20, 3131), (0.9845, 0.6075, 0.0551, 0.969, 0.9838, 0.6154, 0.9921, 0.6075)),
    ((0, 0, 3, 97), (0.97, 0.0, 0.5686, 0.94, 0.9691, 0.0, 0.9848, -0.0102)),
    ((0, 0, 0, 50), (1.0, None, None, 1.0, None, None, 1.0, None)),
    ((5, 5, 5, 5), (0.5, 0.0, 0.2236, 0.0, 0.0, 0.5, 0.5, 0.025)),
]


@pytest.mark.parametrize(("cells", "expected"), GOLDEN)
def test_two_reviewers(cells: tuple[int, ...], expected: tuple[float | None, ...]) -> None:
    a, b, c, d = cells
    found = agreement(((a, b), (c, d)))
    units = [["i", "i"]] * a + [["i", "x"]] * b + [["x", "i"]] * c + [["x", "x"]] * d
    figures = (
        found.percent,
        found.kappa,
        found.kappa_se,
        found.pabak,
        found.ac1,
        found.positive,
        found.negative,
        alpha(units),
    )
    for name, figure, golden in zip(
        ("percent", "kappa", "se", "pabak", "ac1", "p+", "p-", "alpha"),
        figures,
        expected,
        strict=True,
    ):
        if golden is None and name != "ac1":
            assert figure is None, name
        elif golden is not None:
            assert figure == pytest.approx(golden, abs=5e-5), name


def test_ac1_of_unanimous_exclusion_is_one() -> None:
    assert agreement(((0, 0), (0, 50))).ac1 == 1.0


def test_no_decisions_give_no_figures() -> None:
    found = agreement(((0, 0), (0, 0)))
    assert (found.n, found.percent, found.kappa) == (0, None, None)


def test_the_interval_is_kappa_with_1_96_standard_errors() -> None:
    found = agreement(((20, 5), (10, 15)))
    assert found.kappa_ci == pytest.approx((0.4 - 1.96 * 0.1296, 0.4 + 1.96 * 0.1296), abs=1e-4)


def test_fleiss_of_the_published_example() -> None:
    counts = (
        *((0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1)),
        *((7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7)),
    )
    units = [[c for c, n in zip("abcde", row, strict=True) for _ in range(n)] for row in counts]
    assert fleiss(units) == pytest.approx(0.210, abs=5e-4)


def test_fleiss_needs_the_same_number_everywhere_and_some_variation() -> None:
    assert fleiss([["i", "i"], ["i", "x", "x"]]) is None
    assert fleiss([["i", "i"], ["i", "i"]]) is None
    assert fleiss([]) is None
