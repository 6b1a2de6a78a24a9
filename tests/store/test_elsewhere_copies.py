"""Work done elsewhere that several people enter: the same work is one entry, other work is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from review.editions.closing import close, kept_flow
from review.elsewhere.entering import Work, enter, take_back
from review.elsewhere.entries import Elsewhere, elsewhere
from review.flow.queries import flow
from review.ledger.ledger import Review
from review.ledger.proving import stale_projections
from review.refusal import Refused
from tests.sample import Sample
from tests.store.copies import Copy, copies

REMOVED = Work("duplicates-removed", 120, "removed in EndNote", "PsycINFO")


@pytest.fixture
def two(location: str, tmp_path: Path) -> Iterator[list[Copy]]:
    """Two copies with two records, in the hands of two who may enter work."""
    first = Sample.begin(location, count=2)
    with first.lead.write() as writing:
        writing.append("team", "bo", {"roles": ["screener", "librarian"], "active": True})
    with copies(tmp_path, first, "anna", "bo") as made:
        yield made
    first.close()


def entered(review: Review) -> list[Elsewhere]:
    with review.read() as connection:
        return elsewhere(connection)


def duplicates(review: Review) -> int:
    with review.read() as connection:
        return int(flow(connection).duplicates)


def exchange(one: Copy, other: Copy) -> None:
    other.take_from(one)
    one.take_from(other)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_what_both_copies_entered_is_one_entry(two: list[Copy], order: tuple[int, int]) -> None:
    enter(two[0].hand, REMOVED)
    enter(two[1].hand, replace(REMOVED, why="EndNote found them"))
    exchange(*(two[place] for place in order))
    for copy in two:
        (entry,) = entered(copy.hand)
        assert (set(entry.by.split(", ")), entry.number, len(entry.ids)) == ({"anna", "bo"}, 120, 2)
        assert duplicates(copy.hand) == 120
        assert stale_projections(copy.hand) == []
    assert entered(two[0].hand) == entered(two[1].hand)


def test_other_work_is_no_such_entry(two: list[Copy]) -> None:
    for copy, day in zip(two, ("2026-03-05", "2026-04-01"), strict=True):
        enter(copy.hand, replace(REMOVED, at=day))
        enter(copy.hand, replace(REMOVED, number=7 + len(copy.person)))
    exchange(*two)
    for copy in two:
        assert sorted(entry.number for entry in entered(copy.hand)) == [9, 11, 120, 120]


def test_a_day_that_only_one_said_makes_no_other_work(two: list[Copy]) -> None:
    enter(two[0].hand, REMOVED)
    enter(two[1].hand, replace(REMOVED, at="2026-03-05"))
    exchange(*two)
    (entry,) = entered(two[1].hand)
    assert entry.day == "2026-03-05"


def test_as_many_more_are_counted_besides_in_one_copy_and_in_two(two: list[Copy]) -> None:
    anna = two[0]
    enter(anna.hand, REMOVED)
    with pytest.raises(Refused, match=r"entered already: a-\w+, 120 duplicate records") as refused:
        enter(anna.hand, REMOVED)
    assert "--again" in refused.value.next_step
    exchange(*two)
    for copy in two:
        enter(copy.hand, replace(REMOVED, why="in the second search", again=True))
    exchange(*two)
    for copy in two:
        first, second = entered(copy.hand)
        assert (first.by, set(second.by.split(", "))) == ("anna", {"anna", "bo"})
        assert duplicates(copy.hand) == 240


def test_each_takes_back_what_they_entered(two: list[Copy]) -> None:
    anna, bo = two
    for copy in two:
        enter(copy.hand, REMOVED)
    exchange(*two)
    (entry,) = entered(bo.hand)
    assert take_back(bo.hand, entry.shown).endswith("; it still counts, as anna entered it too")
    assert duplicates(bo.hand) == 120
    exchange(*two)
    assert "still counts" not in take_back(anna.hand, entered(anna.hand)[0].shown)
    assert duplicates(anna.hand) == 0


def test_what_an_edition_counts_is_not_counted_again_after_it(two: list[Copy]) -> None:
    for copy in two:
        enter(copy.hand, REMOVED)
    close(two[0].hand, 1, "as far as it goes")
    exchange(*two)
    for copy in two:
        with copy.hand.read() as connection:
            assert kept_flow(connection, 1).duplicates == 120
            assert (flow(connection).logged, flow(connection).duplicates) == ((), 0)
