"""Heads: what holds follows from what each writer knew, never from who wrote last."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from review.ledger.heads import heads, over_of


@dataclass(frozen=True)
class Said:
    id: str
    order: str
    over: frozenset[str] | None = None


@st.composite
def words(draw: st.DrawFn) -> list[Said]:
    """Acts as copies write them: each is over some of those before it, or from before that."""
    count = draw(st.integers(1, 8))
    made: list[Said] = []
    for number in range(count):
        earlier = [one.id for one in made]
        over = draw(st.none() | st.frozensets(st.sampled_from(earlier or ["elsewhere"])))
        made.append(Said(f"a{number}", f"{number:03}", over))
    return made


def ids(found: list[Said]) -> list[str]:
    return [one.id for one in found]


@given(words(), st.randoms())
def test_the_order_in_which_acts_arrive_changes_nothing(made: list[Said], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert heads(shuffled) == heads(made)


@given(words())
def test_heads_of_heads_are_the_same_heads(made: list[Said]) -> None:
    found = heads(made)
    assert found
    assert heads(found) == found


@given(words())
def test_one_act_over_all_heads_is_the_only_head(made: list[Said]) -> None:
    last = Said("last", "999", frozenset(one.id for one in heads(made)))
    assert ids(heads([*made, last])) == ["last"]


@given(words())
def test_a_head_is_an_act_that_no_other_names(made: list[Said]) -> None:
    named = {one for word in made for one in word.over or ()}
    assert {one.id for one in heads(made)}.isdisjoint(named)


def test_two_that_do_not_know_of_each_other_are_both_heads() -> None:
    first = Said("a", "1", frozenset())
    one, other = Said("b", "2", frozenset({"a"})), Said("c", "3", frozenset({"a"}))
    assert ids(heads([first, one, other])) == ["b", "c"]


def test_acts_from_before_are_over_all_that_was_there() -> None:
    assert ids(heads([Said("a", "1", frozenset()), Said("b", "2"), Said("c", "3")])) == ["c"]
    assert over_of({"why": "x"}) is None
    assert over_of({"over": []}) == frozenset()


def test_acts_that_name_each_other_leave_one_head() -> None:
    made = [Said("a", "1", frozenset({"b"})), Said("b", "2", frozenset({"a"}))]
    assert ids(heads(made)) == ["b"]
