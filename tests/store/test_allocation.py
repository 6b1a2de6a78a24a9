"""Allocation on both databases: shares, three reviewers, people who leave and join, stage rules."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from review.beginning import change_team
from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.protocol import DEFAULT, FULL_TEXT, TITLE_ABSTRACT
from review.refusal import Refused
from screening.agreement import NOT_BLIND, report
from screening.allocating import allocate, allocated, hand_over
from screening.conflicts import conflicts
from screening.method_queries import method_facts
from screening.queue import next_set, progress, to_decide
from screening.revealing import reveal
from screening.shares import EVERYONE, Shares
from screening.waiting import waits_of_screening
from tests.sample import Sample, record

SCREENERS = ("anna", "bo", "dina")
EQUAL = tuple((name, 1.0) for name in SCREENERS)


@pytest.fixture
def three(sample: Sample) -> Sample:
    """Forty records, and dina screens too."""
    change_team(sample.lead, "dina", ["screener"], active=True, new=True)
    sample.add("Scopus", [record(number) for number in range(10, 40)])
    return sample


def asked(sample: Sample, person: str) -> list[str]:
    with sample.lead.read() as connection:
        return list(connection.scalars(to_decide(person, TITLE_ABSTRACT)))


def accession(sample: Sample) -> dict[str, int]:
    return {sample.record(number).set_id: number for number in range(40)}


def decide_all(sample: Sample, person: str, verdict: str, sets: Iterable[str]) -> None:
    numbers = accession(sample)
    for set_id in sets:
        sample.decide(person, numbers[set_id], verdict)


def ruled(sample: Sample, rule: str, stage: str = TITLE_ABSTRACT) -> None:
    from tests.store.test_rounds import amend

    amend(sample.lead, rules={**DEFAULT.rules, stage: rule})


def test_each_decides_their_share_and_nothing_else(three: Sample) -> None:
    done = allocate(three.lead, TITLE_ABSTRACT, Shares(2, EQUAL))
    assert sum(done.drawn.values()) == 80
    shares = {name: asked(three, name) for name in SCREENERS}
    assert {name: len(sets) for name, sets in shares.items()} == done.drawn
    for name, sets in shares.items():
        with three.lead.read() as connection:
            assert next_set(connection, name, TITLE_ABSTRACT) == sets[0]
            assert progress(connection, name, TITLE_ABSTRACT).left == len(sets)
    not_annas = next(one for one in shares["bo"] if one not in shares["anna"])
    with pytest.raises(Refused, match="allocated to others"):
        three.decide("anna", accession(three)[not_annas], "include")
    for name in SCREENERS:
        decide_all(three, name, "include", shares[name])
    with three.lead.read() as connection:
        found = report(connection, TITLE_ABSTRACT)
        assert progress(connection, "bo", TITLE_ABSTRACT).revealed == 40
    assert found["n"] == 40
    assert found["reviewers"] == list(SCREENERS)
    assert sum(pair["n"] for pair in found["pairs"]) == 40
    assert found["percent"] is None, "a pooled table of three is never made"
    assert stale_projections(three.lead) == []


def test_what_others_decide_changes_nobodys_list(three: Sample) -> None:
    allocate(three.lead, TITLE_ABSTRACT, Shares(2, EQUAL))
    before = asked(three, "bo")
    decide_all(three, "anna", "exclude", asked(three, "anna"))
    decide_all(three, "dina", "include", asked(three, "dina"))
    assert asked(three, "bo") == before


def test_single_screening_with_an_overlap_gives_agreement_on_the_overlap(three: Sample) -> None:
    ruled(three, "one")
    done = allocate(three.lead, TITLE_ABSTRACT, Shares(0, EQUAL, overlap=0.25))
    both = sum(done.drawn.values()) - 40
    assert 6 <= both <= 14
    for name in SCREENERS:
        decide_all(three, name, "include", asked(three, name))
    with three.lead.read() as connection:
        found = report(connection, TITLE_ABSTRACT)
        (stage,) = method_facts(connection).stages
    assert found["n"] == both
    assert found["left_out"] == [{"reason": "decided by one reviewer", "n": 40 - both}]
    assert stage.by_one == 40 - both


def test_three_reviewers_for_every_record(three: Sample) -> None:
    allocate(three.lead, TITLE_ABSTRACT, Shares(3, EQUAL))
    for name, verdict in zip(SCREENERS, ("include", "include", "exclude"), strict=True):
        sets = asked(three, name)
        assert len(sets) == 40
        decide_all(three, name, verdict, sets[:2])
    reveal(three.lead, TITLE_ABSTRACT)
    with three.lead.read() as connection:
        found = report(connection, TITLE_ABSTRACT)
        differ = conflicts(connection)
    assert [len(one.decisions) for one in differ] == [3, 3]
    assert (found["n"], len(found["pairs"])) == (2, 3)
    # Do = 2/3, De = 2 * 4 * 2 / (6 * 5) = 8/15 (Krippendorff's nominal alpha, by hand).
    assert found["alpha"] == pytest.approx(1 - (2 / 3) / (8 / 15))
    assert found["fleiss"] == pytest.approx((1 / 3 - 5 / 9) / (1 - 5 / 9))


def test_a_successor_takes_over_what_was_left_blind(three: Sample) -> None:
    pair = Shares(2, EQUAL[:2])
    allocate(three.lead, TITLE_ABSTRACT, pair)
    order = asked(three, "bo")
    decide_all(three, "bo", "exclude", order[:10])
    decide_all(three, "anna", "include", order[5:25])
    change_team(three.lead, "bo", None, active=False, new=False)
    with three.lead.read() as connection:
        told = waits_of_screening(connection, "anna", exchanged=False)
    assert "30 records allocated to bo wait for a successor" in told["anna"][0]
    with pytest.raises(Refused, match="cannot take over"):
        hand_over(three.lead, "bo", "cem")
    assert asked(three, "dina") == []
    hand_over(three.lead, "bo", "dina")
    # Ten half-screened records among twenty that nobody has looked at: in the order of arrival.
    assert asked(three, "dina") == order[10:]
    decide_all(three, "dina", "include", order[10:])
    decide_all(three, "anna", "include", asked(three, "anna"))
    with three.lead.read() as connection:
        assert len(conflicts(connection)) == 10
    assert stale_projections(three.lead) == []


def test_who_joins_gets_a_share_of_what_is_left(three: Sample) -> None:
    allocate(three.lead, TITLE_ABSTRACT, Shares(2, EQUAL[:2]))
    order = asked(three, "anna")
    decide_all(three, "anna", "include", order[:20])
    allocate(three.lead, TITLE_ABSTRACT, Shares(2, EQUAL))
    lists = {name: asked(three, name) for name in SCREENERS}
    assert not set(lists["anna"]) & set(order[:20])
    for set_id in order[:20]:
        others = [name for name in ("bo", "dina") if set_id in lists[name]]
        assert len(others) == 1, "a first decision counts; one more is asked for"
    undo_last(three.lead)
    assert asked(three, "dina") == []
    allocate(three.lead, TITLE_ABSTRACT, EVERYONE)
    assert len(asked(three, "dina")) == 40
    assert stale_projections(three.lead) == []


def test_records_that_come_later_are_shared_out_too(three: Sample) -> None:
    allocate(three.lead, TITLE_ABSTRACT, Shares(2, EQUAL))
    three.add("SocINDEX", [record(number, accession=f"late-{number}") for number in range(30)])
    with three.lead.read() as connection:
        done = allocated(connection, TITLE_ABSTRACT)
    assert sum(done.drawn.values()) == 140
    assert sum(len(asked(three, name)) for name in SCREENERS) == 140
    assert stale_projections(three.lead) == []


@pytest.mark.parametrize(
    ("rule", "shares", "why"),
    [
        ("both", Shares(1, EQUAL), "asks for 2 reviewers"),
        ("both", Shares(2), "asked by name"),
        ("both", Shares(2, (("cem", 1.0), ("anna", 1.0))), "does not screen"),
        ("both", Shares(2, (("zoe", 1.0), ("anna", 1.0))), "not in the team"),
        ("both", Shares(2, EQUAL[:1]), "cannot be drawn"),
        ("both", Shares(2, EQUAL[:2], overlap=0.1), "cannot be drawn"),
        ("any-include-forward", Shares(3, EQUAL), "no more to allocate"),
        ("one-excludes-checked", Shares(2, EQUAL, overlap=0.1), "no more to allocate"),
    ],
)
def test_what_does_not_fit_the_rule_is_refused(
    three: Sample, rule: str, shares: Shares, why: str
) -> None:
    ruled(three, rule)
    with pytest.raises(Refused, match=why):
        allocate(three.lead, TITLE_ABSTRACT, shares)
    with pytest.raises(Refused, match="not lead"):
        allocate(three.hand("bo"), TITLE_ABSTRACT, Shares(2, EQUAL))


@pytest.mark.parametrize("stage", [TITLE_ABSTRACT, FULL_TEXT])
@pytest.mark.parametrize(
    ("rule", "needs_two", "states"),
    [
        # What anna says first: whether bo is asked at all, and what include + exclude comes to.
        ("any-include-forward", {"exclude", "maybe"}, {"exclude": "forward", "maybe": "forward"}),
        ("one-excludes-checked", {"exclude"}, {"exclude": "conflict"}),
        ("one", set(), {}),
    ],
)
def test_a_stage_rule_from_the_first_decision_to_the_methods(
    sample: Sample, stage: str, rule: str, needs_two: set[str], states: dict[str, str]
) -> None:
    if stage == FULL_TEXT:
        for number in range(10):
            sample.both(number, "include", "include")
    ruled(sample, rule, stage)
    asked_of_bo = set()
    for number, verdict in enumerate(("include", "exclude", "maybe")):
        sample.decide("anna", number, verdict, stage)  # type: ignore[arg-type]
        with sample.lead.read() as connection:
            todo = connection.scalars(to_decide("bo", stage)).all()  # type: ignore[arg-type]
        if sample.record(number).set_id in todo:
            asked_of_bo.add(verdict)
    assert asked_of_bo == needs_two
    for number, verdict in enumerate(("include", "exclude", "maybe")):
        if verdict in needs_two:
            sample.decide("bo", number, "include", stage)  # type: ignore[arg-type]
    reveal(sample.lead, stage)  # type: ignore[arg-type]
    with sample.lead.read() as connection:
        found = report(connection, stage)  # type: ignore[arg-type]
        differ = {one.record.accession for one in conflicts(connection, stage)}  # type: ignore[arg-type]
        facts = next(one for one in method_facts(connection).stages if one.stage == stage)
    assert ("acc-1" in differ) == (states.get("exclude") == "conflict")
    assert found["n"] == 0
    assert found["kappa"] is None
    if needs_two:
        assert {"reason": NOT_BLIND, "n": len(needs_two)} in found["left_out"]
    assert (facts.rule, facts.by_one) == (rule, 3 - len(needs_two))
    assert stale_projections(sample.lead) == []


def test_the_rule_may_change_at_any_time_and_back(sample: Sample) -> None:
    for number in range(4):
        sample.decide("anna", number, "include")
    for rule in ("one", "both", "one-excludes-checked", "any-include-forward", "both"):
        ruled(sample, rule)
        with sample.lead.read() as connection:
            assert conflicts(connection) == []
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).left == 10
    assert stale_projections(sample.lead) == []
