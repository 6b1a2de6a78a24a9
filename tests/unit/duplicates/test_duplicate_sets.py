from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from review.duplicates.sets import Bond, fold

IDS = [f"{n:032x}" for n in range(8)]
PAIR = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS)).filter(lambda pair: pair[0] < pair[1])
BONDS = st.lists(
    st.tuples(PAIR, st.sampled_from([0.5, 0.7, 0.9, 2.0])).map(
        lambda drawn: Bond(drawn[0][0], drawn[0][1], drawn[1], "act")
    ),
    max_size=14,
)


def test_a_set_is_named_by_its_smallest_record_and_single_records_have_none() -> None:
    sets = fold(IDS, [Bond(IDS[3], IDS[2], 0.9, ""), Bond(IDS[3], IDS[5], 0.9, "")], set())
    assert sets == {IDS[2]: IDS[2], IDS[3]: IDS[2], IDS[5]: IDS[2]}


def test_a_set_that_holds_two_kept_apart_is_cut_at_its_weakest_bond() -> None:
    bonds = [
        Bond(IDS[0], IDS[1], 0.9, ""),
        Bond(IDS[1], IDS[2], 0.6, ""),
        Bond(IDS[2], IDS[3], 0.8, ""),
    ]
    sets = fold(IDS, bonds, {(IDS[0], IDS[3])})
    assert sets == {IDS[0]: IDS[0], IDS[1]: IDS[0], IDS[2]: IDS[2], IDS[3]: IDS[2]}


def test_what_a_person_merged_outlasts_what_a_rule_merged() -> None:
    bonds = [Bond(IDS[0], IDS[1], 2.0, ""), Bond(IDS[1], IDS[2], 0.99, "")]
    assert fold(IDS, bonds, {(IDS[0], IDS[2])}) == {IDS[0]: IDS[0], IDS[1]: IDS[0]}


@given(BONDS, st.sets(PAIR, max_size=4), st.randoms())
def test_no_two_kept_apart_share_a_set_in_whatever_order_the_bonds_come(
    bonds: list[Bond], apart: set[tuple[str, str]], chance: object
) -> None:
    sets = fold(IDS, bonds, apart)
    for a, b in apart:
        assert a not in sets or sets[a] != sets.get(b)
    shuffled = list(bonds)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fold(reversed(IDS), shuffled, apart) == sets


@given(BONDS)
def test_without_anything_apart_bonds_join_and_nothing_else_does(bonds: list[Bond]) -> None:
    sets = fold(IDS, bonds, set())
    assert all(sets[bond.a] == sets[bond.b] for bond in bonds)
    assert set(sets) == {one for bond in bonds for one in (bond.a, bond.b)}
    assert all(sets[one] <= one for one in sets)


def test_a_bond_to_an_unknown_record_is_left_out() -> None:
    assert fold(IDS[:2], [Bond(IDS[0], IDS[7], 0.9, "")], set()) == {}


def test_neither_engine_nor_sets_load_heavy_libraries_before_a_run() -> None:
    code = (
        "import sys, review.duplicates.engine, review.duplicates.sets\n"
        "print([m for m in ('rapidfuzz', 'networkx', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
