"""Clashes: two acts that do not know of each other are listed, settled and undone, in any order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from extraction import two_entries, working
from extraction.consensus import Choice
from extraction.entry import CONSENSUS
from extraction.opened import is_open
from extraction.projector import CONSENSUS_ACT
from extraction.queries import Place, agreed_studies, entries
from review.__main__ import _CLASHES as SOURCES
from review.acts import Act, load_all
from review.clashes.clash import Clash
from review.clashes.clashing import all_clashes, as_data, notice, settle
from review.duplicates.judging import judge, split_off
from review.duplicates.projector import DEDUPE, DIFFERENT, LINK, MERGE, SPLIT
from review.ledger.proving import stale_projections
from review.ledger.undoing import undo_last
from review.protocol import DEFAULT, TITLE_ABSTRACT, Protocol, to_data
from review.protocols.versions import body_of, contested, current
from review.refusal import Refused
from review.store import tables
from screening.conflicts import Conflict, conflicts
from screening.projector import SETTLE
from screening.round_acts import CLOSE
from screening.rounds import Round, rounds
from screening.settling import Proposal
from screening.settling import settle as settle_conflict
from tests.clashing import act_apart, apart_and_merged, changed_twice, closed_twice, settled_twice
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample

WHY = "we have talked"


def clashes(sample: Sample) -> list[Clash]:
    """Return what waits, after a look at whether all projections follow from the acts."""
    assert stale_projections(sample.lead) == []
    with sample.lead.read() as connection:
        return all_clashes(connection, SOURCES)


def the_clash(sample: Sample, kind: str) -> Clash:
    (found,) = clashes(sample)
    assert found.kind == kind
    assert {side.by for side in found.says} == {"anna", "bo"}
    return found


def dissolves_and_comes_back(sample: Sample, person: str, clash: Clash, number: int) -> None:
    """Settle by taking one side; undo that and it is back; settle again."""
    settle(sample.hand(person), SOURCES, clash.id, number, WHY)
    assert clashes(sample) == []
    undo_last(sample.hand(person))
    assert clashes(sample) == [clash]
    settle(sample.hand(person), SOURCES, clash.id[:8], number, WHY)
    assert clashes(sample) == []


# --- settlements ---------------------------------------------------------------------------------


def state(sample: Sample, number: int = 0) -> str:
    made = tables.duplicate_set
    with sample.lead.read() as connection:
        found = connection.scalar(
            select(made.c.standing).where(made.c.set_id == sample.record(number).set_id)
        )
    return str(found)


def test_two_settlements_that_differ_are_a_conflict_again(sample: Sample) -> None:
    settled_twice(sample)
    clash = the_clash(sample, "settlement")
    assert state(sample) == "conflict-title-abstract"
    with sample.lead.read() as connection:
        assert [one.clash for one in conflicts(connection)] == [True]
    assert clash.record_id == sample.record(0).shown
    assert "anna thinks so" in clash.says[0].says
    dissolves_and_comes_back(sample, "bo", clash, 2)
    assert state(sample) == "excluded-title-abstract"
    assert WHY in last_act(sample).body["why"]


def test_undoing_either_settlement_dissolves_the_clash(sample: Sample) -> None:
    settled_twice(sample)
    undo_last(sample.hand("bo"))
    assert clashes(sample) == []
    assert state(sample) == "sought"


def test_settling_the_conflict_anew_takes_both_over(sample: Sample) -> None:
    settled_twice(sample)
    record = sample.record(0)
    proposal = Proposal("include", "third-reviewer", "the protocol says so")
    settle_conflict(sample.hand("cem"), record, TITLE_ABSTRACT, proposal)
    assert clashes(sample) == []
    assert state(sample) == "sought"


def test_a_clash_is_settled_by_those_who_may_settle_and_with_a_reason(sample: Sample) -> None:
    settled_twice(sample)
    clash = the_clash(sample, "settlement")
    with pytest.raises(Refused, match="says why"):
        settle(sample.hand("anna"), SOURCES, clash.id, 1, "  ")
    with pytest.raises(Refused, match="no side 3"):
        settle(sample.hand("anna"), SOURCES, clash.id, 3, WHY)
    with pytest.raises(Refused, match="who you are"):
        settle(sample.hand(""), SOURCES, clash.id, 1, WHY)
    settle(sample.hand("cem"), SOURCES, clash.id, 1, WHY)
    assert last_act(sample).body["method"] == "third-reviewer"
    with pytest.raises(Refused, match="waits no longer"):
        SOURCES[clash.kind].settle(sample.hand("anna"), clash, 1, WHY)


def test_two_settlements_that_say_the_same_are_no_clash(sample: Sample) -> None:
    settled_twice(sample)
    undo_last(sample.hand("bo"))
    body = {**last_act(sample, SETTLE, "anna").body, "over": [], "why": "bo thinks so too"}
    act_apart(sample, "bo", SETTLE, sample.record(0).id, body)
    assert clashes(sample) == []
    assert state(sample) == "sought"


# --- rounds ---------------------------------------------------------------------------------------


def of_the_pilot(sample: Sample) -> Round:
    with sample.lead.read() as connection:
        return next(one for one in rounds(connection) if one.name == "pilot")


def test_a_round_closed_differently_is_a_clash_and_counts_as_one_side_says(sample: Sample) -> None:
    closed_twice(sample)
    clash = the_clash(sample, "round")
    assert [side.says.split(",")[0].split(":")[0] for side in clash.says] == [
        "its decisions discarded",
        "its decisions kept",
    ]
    assert of_the_pilot(sample).clash
    assert len(conflicts_of(sample)) == 0, "until it is settled nothing of it counts"
    with pytest.raises(Refused, match="not lead"):
        settle(sample.hand("bo"), SOURCES, clash.id, 2, WHY)
    dissolves_and_comes_back(sample, "anna", clash, 2)
    assert (of_the_pilot(sample).closed, of_the_pilot(sample).clash) == ("keep", False)
    assert len(conflicts_of(sample)) == 1
    undo_last(sample.hand("anna"))
    settle(sample.hand("anna"), SOURCES, clash.id, 1, WHY)
    assert (of_the_pilot(sample).closed, of_the_pilot(sample).ballots) == ("discard", 0)
    assert len(conflicts_of(sample)) == 0
    assert stale_projections(sample.lead) == []


def test_two_closings_that_say_the_same_are_no_clash(sample: Sample) -> None:
    closed_twice(sample)
    undo_last(sample.hand("bo"))
    body = last_act(sample, CLOSE, "anna").body
    act_apart(sample, "bo", CLOSE, of_the_pilot(sample).id, {**body, "why": "bo thinks so too"})
    assert clashes(sample) == []
    assert of_the_pilot(sample).closed == "discard"


def conflicts_of(sample: Sample) -> list[Conflict]:
    with sample.lead.read() as connection:
        return conflicts(connection)


# --- pairs ---------------------------------------------------------------------------------------


def pair(sample: Sample) -> tuple[str, str]:
    return sample.record(1).id, sample.record(2).id


def together(sample: Sample) -> bool:
    return sample.record(1).set_id == sample.record(2).set_id


@pytest.mark.parametrize("kind", [DIFFERENT, LINK])
def test_a_pair_merged_and_kept_apart_stays_apart_until_settled(sample: Sample, kind: str) -> None:
    apart_and_merged(sample, kind)
    clash = the_clash(sample, "duplicates")
    assert not together(sample)
    assert [side.says.split(":")[1].strip() for side in clash.says] == [
        "other sample",
        "same sample",
    ]
    dissolves_and_comes_back(sample, "anna", clash, 2)
    assert together(sample)
    undo_last(sample.hand("anna"))
    settle(sample.hand("anna"), SOURCES, clash.id, 1, WHY)
    assert not together(sample)
    assert last_act(sample).kind == kind


def test_a_split_clashes_with_the_merge_of_one_of_its_pairs_only(sample: Sample) -> None:
    first, second = pair(sample)
    third = sample.record(3).id
    act_apart(sample, "bo", SPLIT, first, {"from": [second, third]})
    act_apart(sample, "anna", MERGE, first, {"other": second})
    clash = the_clash(sample, "duplicates")
    settle(sample.hand("bo"), SOURCES, clash.id, 1, WHY)
    last = last_act(sample)
    assert {last.subject, last.body["other"]} == {first, second}
    assert clashes(sample) == []
    assert not together(sample)


def test_a_word_by_hand_beats_a_rule_that_speaks_later(sample: Sample) -> None:
    first, second = sorted(pair(sample))
    found = {"merged": [[first, second, "doi", 1.0, ""]], "queued": [], "linked": []}
    judge(sample.hand("anna"), DIFFERENT, ("acc-1", "acc-2"))
    act_apart(sample, "bo", DEDUPE, DEDUPE, {"version": 1, "mode": "default", **found})
    assert not together(sample)
    assert clashes(sample) == []


def test_who_knows_of_a_word_takes_its_place(sample: Sample) -> None:
    judge(sample.hand("anna"), MERGE, ("acc-1", "acc-2"))
    split_off(sample.hand("bo"), sample.record(2).shown)
    assert clashes(sample) == []
    assert not together(sample)
    judge(sample.hand("anna"), MERGE, ("acc-1", "acc-2"))
    assert clashes(sample) == []
    assert together(sample)


def test_judging_the_pair_anew_takes_both_over(sample: Sample) -> None:
    apart_and_merged(sample)
    judge(sample.hand("anna"), MERGE, ("acc-1", "acc-2"), "now we know")
    assert clashes(sample) == []
    assert together(sample)


# --- the protocol --------------------------------------------------------------------------------


def asking(question: str) -> Protocol:
    return replace(DEFAULT, title="Sample", question=question)


def version(sample: Sample) -> tuple[str, str]:
    with sample.lead.read() as connection:
        found, protocol = current(connection)
    return found, protocol.question


def test_of_two_versions_neither_holds_but_what_they_came_from(sample: Sample) -> None:
    base = changed_twice(sample)
    clash = the_clash(sample, "protocol")
    assert version(sample) == (base, "")
    assert [side.says.splitlines()[-1] for side in clash.says] == [
        "What anna asks?",
        "What bo asks?",
    ]
    with sample.lead.read() as connection:
        assert contested(connection) == clash.act_ids
    with pytest.raises(Refused, match="lead"):
        settle(sample.hand("bo"), SOURCES, clash.id, 1, WHY)
    dissolves_and_comes_back(sample, "anna", clash, 2)
    assert version(sample)[1] == "What bo asks?"


def test_setting_the_protocol_is_over_both(sample: Sample) -> None:
    changed_twice(sample)
    with sample.lead.write() as writing:
        writing.append("protocol", "protocol", body_of(writing.connection, asking("Both?")))
    assert clashes(sample) == []
    assert version(sample)[1] == "Both?"


def test_taking_a_version_back_leaves_the_one_that_came_after_it(sample: Sample) -> None:
    for person in ("anna", "bo"):
        with sample.hand(person).write() as writing:
            made = asking(f"What {person} asks?")
            writing.append("protocol", "protocol", body_of(writing.connection, made))
    undo_last(sample.hand("anna"))
    assert clashes(sample) == []
    assert version(sample)[1] == "What bo asks?"
    undo_last(sample.hand("bo"))
    assert clashes(sample) == []
    assert version(sample)[1] == ""


def test_two_versions_that_are_alike_do_not_compete(sample: Sample) -> None:
    base, _question = version(sample)
    for person in ("anna", "bo"):
        body = {"parent": base, "also": [], "protocol": to_data(asking("One question?"))}
        act_apart(sample, person, "protocol", "protocol", body)
    assert clashes(sample) == []
    assert version(sample)[1] == "One question?"


# --- consensus -----------------------------------------------------------------------------------


def agreed_twice(sample: Sample) -> Place:
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    place = fill(sample, "bo", study, {**CHARACTERISTICS, "participants_n": 119})
    two_entries.settle(sample.hand("anna"), place, {"participants_n": Choice("first")})
    body = last_act(sample, CONSENSUS_ACT, "anna").body
    values = {**body["values"], "participants_n": {"value": 119, "status": "reported"}}
    del values["funding"]
    act_apart(sample, "bo", CONSENSUS_ACT, study.id, {**body, "values": values, "over": []})
    return place


def agreed(sample: Sample, place: Place) -> dict[str, Any] | None:
    with sample.lead.read() as connection:
        of_place = entries(connection)[place]
        (study,) = agreed_studies(connection)
    if CONSENSUS not in of_place:
        assert not study.characteristics
        return None
    return {path: one.value for path, one in of_place[CONSENSUS].values.items()}


def test_a_place_agreed_on_twice_is_not_agreed_until_settled(sample: Sample) -> None:
    place = agreed_twice(sample)
    clash = the_clash(sample, "consensus")
    assert agreed(sample, place) is None
    assert "119" in clash.says[1].says
    assert "120" in clash.says[0].says
    assert "Parents of children" not in clash.says[0].says
    dissolves_and_comes_back(sample, "bo", clash, 2)
    held = agreed(sample, place)
    assert held is not None
    assert held["participants_n"] == 119
    assert "funding" not in held, "a consensus holds whole: nothing of the other is left in it"


def test_agreeing_again_takes_both_over(sample: Sample) -> None:
    place = agreed_twice(sample)
    two_entries.settle(sample.hand("bo"), place, {"participants_n": Choice("second")})
    assert clashes(sample) == []
    held = agreed(sample, place)
    assert held is not None
    assert (held["participants_n"], held["funding"]) == (119, "Research council")


def test_no_entry_is_opened_again_while_two_consensuses_clash(sample: Sample) -> None:
    place = agreed_twice(sample)
    for person in ("anna", "bo"):
        with pytest.raises(Refused, match="agreed"):
            working.finish(sample.hand(person), f"s-{place.study}", place.form, done=False)
    with sample.lead.read() as connection:
        assert is_open(entries(connection)[place])
    for person in ("bo", "anna"):
        undo_last(sample.hand(person))
    working.finish(sample.hand("anna"), f"s-{place.study}", place.form, done=False)
    assert clashes(sample) == []


# --- all of them ---------------------------------------------------------------------------------


def test_clashes_do_not_depend_on_who_acted_last(sample: Sample) -> None:
    first, second = pair(sample)
    for kind, person in ((MERGE, "anna"), (DIFFERENT, "bo")):
        act_apart(sample, person, kind, first, {"other": second})
    assert not together(sample)
    changed_twice(sample)
    settled_twice(sample)
    found = clashes(sample)
    assert [one.kind for one in found] == ["settlement", "duplicates", "protocol"]
    with sample.lead.read() as connection:
        data = as_data(all_clashes(connection, SOURCES))
    assert [side["number"] for side in data["clashes"][0]["sides"]] == [1, 2]
    assert notice(len(found)) == "3 clashes wait: `review clashes`"
    assert notice(0) == ""


def last_act(sample: Sample, kind: str = "", person: str = "") -> Act:
    """Return the newest act, of a kind and by a person where these are named."""
    with sample.lead.read() as connection:
        found = [
            act for act in load_all(connection) if kind in {"", act.kind} and person in {"", act.by}
        ]
    return found[-1]
