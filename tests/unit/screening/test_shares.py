"""Shares: seeded, balanced, in proportion, the same in every copy."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.asking import asked
from screening.shares import Shares, drawn, from_data, proportions

FILE = "f" * 32
NAMES = ("anna", "bo", "cem", "dina", "eva")

people = st.lists(
    st.tuples(st.sampled_from(NAMES), st.sampled_from([1.0, 2.0, 30.0, 50.0])),
    min_size=1,
    max_size=5,
    unique_by=lambda pair: pair[0],
).map(tuple)


def draws(shares: Shares, number: int, base: int = 2) -> list[tuple[str, ...]]:
    return [drawn(shares, base, FILE, position) for position in range(number)]


@given(
    weights=people, reviewers=st.integers(0, 4), overlap=st.floats(0, 1), seed=st.integers(0, 99)
)
def test_every_record_gets_its_number_of_different_people(
    weights: tuple[tuple[str, float], ...], reviewers: int, overlap: float, seed: int
) -> None:
    shares = Shares(reviewers, weights, overlap, seed)
    number = reviewers or 2
    for names in draws(shares, 40):
        assert len(set(names)) == len(names)
        assert len(names) in {min(number, len(weights)), min(number + 1, len(weights))}
    assert draws(shares, 40) == draws(from_data(shares.as_data()), 40)


@pytest.mark.parametrize(
    "shares",
    [
        Shares(1, (("anna", 50), ("bo", 30), ("dina", 20))),
        Shares(2, (("anna", 1), ("bo", 1), ("dina", 1)), seed=7),
        Shares(2, (("anna", 3), ("bo", 1), ("dina", 1)), seed=8),
        Shares(1, (("anna", 1), ("bo", 1)), overlap=0.1, seed=9),
        Shares(3, tuple((name, 1) for name in NAMES), overlap=0.25),
    ],
)
def test_shares_are_in_proportion_throughout(shares: Shares) -> None:
    expected = proportions(shares, 2)
    found = draws(shares, 3000)
    for part in (found, found[:600], found[1300:1900]):
        counts = Counter(name for names in part for name in names)
        for name, proportion in expected.items():
            assert counts[name] / len(part) == pytest.approx(proportion, abs=0.03), name
    assert sum(expected.values()) == pytest.approx(shares.reviewers + shares.overlap)


def test_nobody_gets_more_than_every_record() -> None:
    shares = Shares(2, (("anna", 10), ("bo", 1), ("dina", 1)))
    assert proportions(shares, 2) == pytest.approx({"anna": 1.0, "bo": 0.5, "dina": 0.5})
    assert all("anna" in names for names in draws(shares, 100))


def test_all_pairs_meet() -> None:
    shares = Shares(2, tuple((name, 1) for name in NAMES[:4]))
    met = {pair for names in draws(shares, 400) for pair in combinations(sorted(names), 2)}
    assert len(met) == 6


def test_another_seed_draws_otherwise() -> None:
    weights = (("anna", 1.0), ("bo", 1.0))
    assert draws(Shares(1, weights, seed=1), 40) != draws(Shares(1, weights, seed=2), 40)


@pytest.mark.parametrize(
    ("chains", "deciders", "names", "anyone"),
    [
        ([], ["anna"], (), True),
        ([("anna",), ("bo",)], [], ("anna", "bo"), False),
        ([("anna",), ("bo",)], ["anna"], ("anna", "bo"), False),
        # Somebody who was not drawn has decided already: one place is left, for the first drawn.
        ([("anna",), ("bo",)], ["dina"], ("dina", "anna"), False),
        # Bo has left; what he decided stays, what he did not is dina's.
        ([("anna",), ("bo", "dina")], ["bo"], ("bo", "anna"), False),
        ([("anna",), ("bo", "dina")], ["anna"], ("anna", "dina"), False),
        # A successor who is asked already leaves a place open to whoever screens.
        ([("dina",), ("bo", "dina")], [], ("dina",), True),
        # The rule asks for two where one was drawn.
        ([("anna",)], [], ("anna",), True),
    ],
)
def test_who_is_asked(
    chains: list[tuple[str, ...]], deciders: list[str], names: tuple[str, ...], anyone: bool
) -> None:
    found = asked(chains, deciders, 2)
    assert (found.names, found.anyone) == (names, anyone)
