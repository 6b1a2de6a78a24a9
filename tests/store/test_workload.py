"""Who screens what: numbers that open to their records, and changes that are told before."""

from __future__ import annotations

import pytest

from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.protocol import TITLE_ABSTRACT
from review.protocols.versions import current
from review.refusal import Refused
from screening.allocating import allocate, allocated
from screening.foreseeing import change_rule, foresee, foresee_rule
from screening.queue import progress
from screening.revealing import reveal
from screening.shares import EVERYONE, Shares
from screening.workload import Load, behind_load, workload
from tests.sample import Sample

PAIR = Shares(2, (("anna", 1.0), ("bo", 1.0)))


def loads(sample: Sample, viewer: str) -> dict[str, Load]:
    with sample.lead.read() as connection:
        return {load.name: load for load in workload(connection, viewer, TITLE_ABSTRACT)[1]}


def test_every_number_of_a_load_is_as_long_as_its_list_for_whoever_may_see_it(
    sample: Sample,
) -> None:
    allocate(sample.lead, TITLE_ABSTRACT, PAIR)
    sample.both(0, "include", "exclude")
    sample.decide("bo", 1, "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    bo = loads(sample, "bo")["bo"]
    assert (bo.share, bo.drawn, bo.decided, bo.left) == (1.0, 10, 2, 8)
    with sample.lead.read() as connection:
        for which, number in (("drawn", 10), ("decided", 2), ("left", 8)):
            found = behind_load(connection, "bo", TITLE_ABSTRACT, "bo", which)  # type: ignore[arg-type]
            assert len(found) == number
        seen = behind_load(connection, "anna", TITLE_ABSTRACT, "bo", "decided")
        assert seen == [sample.record(0).set_id], "what is revealed, and no more"
        with pytest.raises(Refused, match="for bo alone to see"):
            behind_load(connection, "anna", TITLE_ABSTRACT, "bo", "left")
    assert loads(sample, "anna") == loads(sample, "bo") == loads(sample, "")


def test_without_names_nobody_learns_what_another_has_left(sample: Sample) -> None:
    sample.decide("bo", 1, "include")
    seen = loads(sample, "anna")
    assert (seen["anna"].left, seen["bo"].left, seen["bo"].decided) == (10, None, 1)


def test_what_is_foreseen_is_what_comes(sample: Sample) -> None:
    with sample.lead.read() as connection:
        change = foresee(connection, sample.lead, TITLE_ABSTRACT, PAIR)
    assert change.rows == [("anna", None, 10), ("bo", None, 10)]
    allocate(sample.lead, TITLE_ABSTRACT, PAIR)
    with sample.lead.read() as connection:
        assert allocated(connection, TITLE_ABSTRACT).drawn == change.then.drawn
        back = foresee(connection, sample.lead, TITLE_ABSTRACT, EVERYONE)
        assert back.rows == [("anna", 10, None), ("bo", 10, None)]
        with pytest.raises(Refused, match="not lead"):
            foresee(connection, sample.hand("bo"), TITLE_ABSTRACT, PAIR)
        with pytest.raises(Refused, match="does not screen"):
            foresee(connection, sample.lead, TITLE_ABSTRACT, Shares(2, (("cem", 1.0),)))


def test_from_single_to_double_is_told_before_and_asks_of_a_second(sample: Sample) -> None:
    assert "becomes “one”" in change_rule(sample.lead, TITLE_ABSTRACT, "one")
    for number in range(3):
        sample.decide("anna", number, "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    with sample.lead.read() as connection:
        change = foresee_rule(connection, sample.lead, TITLE_ABSTRACT, "both")
        with pytest.raises(Refused, match="no stage rule"):
            foresee_rule(connection, sample.lead, TITLE_ABSTRACT, "three")
    assert len(change.asked) == 3
    assert "3 records that one person decided" in change.in_words()
    change_rule(sample.lead, TITLE_ABSTRACT, "both")
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).left == 10
        assert current(connection)[1].rules[TITLE_ABSTRACT] == "both"
    undo_last(sample.lead)
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).left == 7
    assert stale_projections(sample.lead) == []
