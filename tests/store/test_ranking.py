"""Ranked screening by two blind reviewers: batches, what teaches the model, and the stop."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from review.__main__ import projectors
from review.acts import Act, load_all
from review.flow.queries import flow
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import TITLE_ABSTRACT, Protocol, Terms
from review.records.lookup import shown_of
from review.refusal import Refused
from review.store.engine import open_store
from screening.conflicts import conflicts
from screening.queue import progress
from screening.ranking.acts import STOP
from screening.ranking.evidence import evidence
from screening.ranking.learning import labels_at
from screening.ranking.queueing import released_sets
from screening.ranking.releases import release
from screening.ranking.second_look import second_look
from screening.ranking.stop_clashes import clashes, settle_clash
from screening.ranking.stopping import Goal
from screening.ranking.stops import go_on, left_records, sample_of_rest, stop
from screening.ranking.ways import choose_way, name_seeds, switches
from screening.screens.gathering import Want, gather
from screening.screens.lines import nothing_left
from screening.settling import Proposal, settle
from screening.workload import workload
from tests.clashing import act_apart
from tests.ranked import invented_records, learning_here, next_one, queue, say, say_all
from tests.sample import Sample

SIZE, INCLUDES = 60, 12
PROTOCOL = Protocol(
    question="Do nurse home visits help parents of infants?", terms=Terms(include=("famil",))
)


@pytest.fixture(autouse=True)
def _here() -> Iterator[None]:
    with learning_here():
        yield


def begun(location: str) -> Sample:
    made = Sample.begin(location, 0, PROTOCOL)
    records, _labels = invented_records(SIZE, INCLUDES)
    made.add("PsycINFO", records)
    choose_way(made.hand("anna"), "ranked", goal=Goal(0.8, 0.8))
    return made


@pytest.fixture
def anywhere(location: str) -> Iterator[Sample]:
    """The review on SQLite and on PostgreSQL."""
    made = begun(location)
    yield made
    made.close()


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("ranking") / "review.db"
    begun(str(place)).close()
    return place


@pytest.fixture
def ranked(fresh: Path, tmp_path: Path) -> Iterator[Sample]:
    """The review on SQLite alone: the rules are the same."""
    shutil.copy(fresh, tmp_path / "review.db")
    store = open_store(str(tmp_path / "review.db"))
    yield Sample(Review(store, projectors(), "anna"))
    store.close()


def relevant(sample: Sample, set_id: str) -> bool:
    return truth(sample, [set_id])[set_id] == "include"


def truth(sample: Sample, sets: Collection[str]) -> dict[str, str]:
    with sample.lead.read() as connection:
        found = shown_of(connection, sets)
    return {one: ("exclude", "include")[int(found[one].accession[1:]) < INCLUDES] for one in sets}


def screen(sample: Sample, person: str, number: int) -> list[str]:
    """Let `person` decide what is next, as the truth has it, so many times."""
    hand, done = sample.hand(person), list[str]()
    while len(done) < number and next_one(hand):
        some = queue(hand)[: number - len(done)]
        say_all(hand, truth(sample, some))
        done += some
    return done


def labels(sample: Sample) -> dict[str, bool]:
    with sample.lead.read() as connection:
        return labels_at(connection, TITLE_ABSTRACT)


def test_both_have_the_same_batch_each_in_an_order_of_their_own(ranked: Sample) -> None:
    first = next_one(ranked.hand("anna"))
    assert first
    hers, his = queue(ranked.hand("anna")), queue(ranked.hand("bo"))
    assert sorted(hers) == sorted(his)
    assert hers != his
    assert len(hers) == 10
    # The protocol's words alone put what is relevant first.
    assert sum(relevant(ranked, one) for one in hers) >= 8


def test_a_batch_teaches_once_both_have_decided_all_of_it(anywhere: Sample) -> None:
    done = screen(anywhere, "anna", 10)
    screen(anywhere, "bo", 9)
    assert labels(anywhere) == {}
    screen(anywhere, "bo", 1)
    assert labels(anywhere) == {one: relevant(anywhere, one) for one in done}


def test_whoever_is_ahead_goes_on_and_the_other_follows_in_the_same_batches(
    ranked: Sample,
) -> None:
    hers = screen(ranked, "anna", 35)
    assert len(set(hers)) == 35
    his = screen(ranked, "bo", 35)
    assert [sorted(hers[at : at + 10]) for at in (0, 10, 20)] == [
        sorted(his[at : at + 10]) for at in (0, 10, 20)
    ]


def test_batches_grow_from_ten_to_twenty_five(ranked: Sample) -> None:
    screen(ranked, "anna", 60)
    with ranked.lead.read() as connection:
        numbers = [number for number, _place in released_sets(connection, TITLE_ABSTRACT).values()]
    assert [numbers.count(n) for n in range(6)] == [10, 10, 10, 10, 10, 10]
    assert next_one(ranked.hand("anna")) is None


def test_a_conflict_teaches_once_it_is_settled(ranked: Sample) -> None:
    done = screen(ranked, "anna", 10)
    for set_id in queue(ranked.hand("bo")):
        wrong = set_id == done[0]
        say(
            ranked.hand("bo"),
            set_id,
            "include" if relevant(ranked, set_id) is not wrong else "exclude",
        )
    assert done[0] not in labels(ranked)
    with ranked.lead.read() as connection:
        (conflict,) = conflicts(connection, TITLE_ABSTRACT)
    proposal = Proposal("include", "third-reviewer", "fits", "", ())
    settle(ranked.hand("cem"), conflict.record, TITLE_ABSTRACT, proposal)
    assert labels(ranked)[done[0]] is True


def test_a_batch_never_depends_on_who_has_decided_on_its_records(ranked: Sample) -> None:
    """What one decided outside the batches is released too; else its absence would tell."""
    first = next_one(ranked.hand("anna"))
    assert first
    with ranked.lead.read() as connection:
        before = set(released_sets(connection, TITLE_ABSTRACT))
    outside = next(
        one for one in (f"k{n}" for n in range(SIZE)) if ranked.record(one).set_id not in before
    )
    ranked.decide("bo", outside, "include")
    screen(ranked, "anna", 60)
    with ranked.lead.read() as connection:
        assert len(released_sets(connection, TITLE_ABSTRACT)) == SIZE


def test_no_number_of_the_other_while_records_are_ranked(ranked: Sample) -> None:
    screen(ranked, "anna", 3)
    with ranked.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).others == ()
        _made, loads = workload(connection, "bo", TITLE_ABSTRACT)
    # Not told is not none: nobody is said to have decided nothing.
    assert {load.name: load.decided for load in loads} == {"anna": None, "bo": 0}
    choose_way(ranked.hand("anna"), "source")
    with ranked.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).others == (("anna", 3),)


def test_the_order_of_chance_is_one_for_both_and_the_switches_are_kept(ranked: Sample) -> None:
    choose_way(ranked.hand("anna"), "random", seed=4, why="to compare")
    by_chance = queue(ranked.hand("anna"))
    assert by_chance == queue(ranked.hand("bo"))
    choose_way(ranked.hand("anna"), "source")
    assert by_chance != queue(ranked.hand("bo"))
    assert sorted(by_chance) == sorted(queue(ranked.hand("bo")))
    with ranked.lead.read() as connection:
        assert [one.way for one in switches(connection, TITLE_ABSTRACT)] == [
            "ranked",
            "random",
            "source",
        ]
    with pytest.raises(Refused):
        choose_way(ranked.hand("bo"), "ranked")


def test_known_records_come_first_and_teach_before_any_decision(ranked: Sample) -> None:
    odd = ranked.record("k40")
    name_seeds(ranked.hand("anna"), ["k40"])
    assert labels(ranked) == {odd.set_id: True}
    next_one(ranked.hand("anna"))
    with ranked.lead.read() as connection:
        assert released_sets(connection, TITLE_ABSTRACT)[odd.set_id] == (0, 0)


def both(sample: Sample, number: int) -> None:
    while number:
        some = min(10, number)
        screen(sample, "anna", some)
        screen(sample, "bo", some)
        number -= some


def test_the_stop_counts_in_the_flow_and_screening_can_go_on(anywhere: Sample) -> None:
    lead = anywhere.hand("anna")
    with pytest.raises(Refused):
        stop(lead)
    both(anywhere, 40)
    with anywhere.lead.read() as connection:
        found = evidence(connection, TITLE_ABSTRACT)
        before = flow(connection)
    assert (found.screened, found.found, found.enough) == (40, INCLUDES, True)
    assert before.excluded_automatic == 0
    behind = {number: set(found.behind(number)) for number in ("screened", "included", "left")}
    assert [len(sets) for sets in behind.values()] == [40, INCLUDES, SIZE - 40]
    assert behind["included"] < behind["screened"]
    assert not behind["left"] & behind["screened"]
    done = stop(lead)
    assert done.left == SIZE - 40
    with anywhere.lead.read() as connection:
        now = flow(connection)
        assert now.excluded_automatic == SIZE - 40
        assert evidence(connection, TITLE_ABSTRACT) == found
        assert now.screened == 40
        assert not now.pending.title_abstract
        assert len(left_records(connection, TITLE_ABSTRACT)) == SIZE - 40
        assert len(sample_of_rest(connection, TITLE_ABSTRACT, 5)) == 5
        assert not broken_hashes(connection)
        want = Want("bo", TITLE_ABSTRACT, "to-decide", None, "", None, (), 0, 5)
        seen = gather(connection, want, lambda _done, _of: None)
    assert seen
    empty = nothing_left(
        seen.progress, all_lists=False, switch="s", place="5", unscreened=seen.unscreened
    )
    assert "Screening was stopped, with 20 records left unscreened." in empty
    assert not stale_projections(anywhere.lead)
    assert next_one(anywhere.hand("bo")) is None
    undo_last(lead)
    assert next_one(anywhere.hand("bo"))
    redo_last(lead)
    assert next_one(anywhere.hand("bo")) is None
    go_on(lead, "a reader asked")
    with anywhere.lead.read() as connection:
        assert flow(connection).excluded_automatic == 0
        assert left_records(connection, TITLE_ABSTRACT) == []
    assert len(screen(anywhere, "bo", 10)) == 10
    assert not stale_projections(anywhere.lead)


def test_two_copies_that_stop_apart_clash_and_screening_goes_on_until_one_is_taken(
    ranked: Sample,
) -> None:
    lead = ranked.hand("anna")
    both(ranked, 40)
    stop(lead)
    (first,) = said(ranked)
    apart = {**first.body, "records": first.body["records"][:5], "screened": 35, "why": "enough"}
    act_apart(ranked, "bo", STOP, TITLE_ABSTRACT, apart)
    with ranked.lead.read() as connection:
        assert flow(connection).excluded_automatic == 0, "neither holds, whoever was last"
        assert left_records(connection, TITLE_ABSTRACT) == []
        (clash,) = clashes(connection)
    assert [side.by for side in clash.says] == ["anna", "bo"]
    assert next_one(ranked.hand("bo"))
    assert not stale_projections(ranked.lead)
    with pytest.raises(Refused, match="lead"):
        settle_clash(ranked.hand("bo"), clash, 1, "x")
    settle_clash(lead, clash, 1, "the longer one")
    with ranked.lead.read() as connection:
        assert clashes(connection) == []
        assert flow(connection).excluded_automatic == SIZE - 40
    go_on(lead)
    with ranked.lead.read() as connection:
        assert clashes(connection) == []
        assert flow(connection).excluded_automatic == 0
    assert not stale_projections(ranked.lead)


def said(sample: Sample) -> list[Act]:
    with sample.lead.read() as connection:
        return [act for act in load_all(connection) if act.kind == STOP]


def test_nothing_is_left_on_which_one_has_decided(ranked: Sample) -> None:
    both(ranked, 40)
    screen(ranked, "bo", 1)
    with pytest.raises(Refused) as refused:
        stop(ranked.hand("anna"), why="enough")
    assert "bo" not in str(refused.value)


def test_a_goal_set_afterwards_and_one_not_reached_need_a_reason(ranked: Sample) -> None:
    both(ranked, 30)
    lead = ranked.hand("anna")
    with pytest.raises(Refused, match="set beforehand"):
        stop(lead, Goal(0.5, 0.5))
    with pytest.raises(Refused):
        stop(ranked.hand("bo"), why="enough")
    assert stop(lead, Goal(0.95, 0.99), why="time is up").evidence.p > 0.01


def test_a_second_look_finds_what_does_not_fit(ranked: Sample) -> None:
    with pytest.raises(Refused):
        second_look(ranked.hand("bo"), 5)
    wrong = ranked.record("k3").set_id
    for person in ("anna", "bo"):
        while next_one(ranked.hand(person)):
            said = truth(ranked, queue(ranked.hand(person)))
            say_all(ranked.hand(person), said | dict.fromkeys(said.keys() & {wrong}, "exclude"))
    found = second_look(ranked.hand("bo"), 5)
    assert wrong in {one.set_id for one in found.excluded}
    assert not found.included


def test_a_batch_that_another_released_meanwhile_holds(
    ranked: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ranked import ask_here

    def slowly(*arguments: object) -> object:
        with monkeypatch.context() as patch:
            patch.setattr("screening.ranking.releases.ask", ask_here)
            release(ranked.hand("bo"))
        return ask_here(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr("screening.ranking.releases.ask", slowly)
    assert release(ranked.hand("anna")) is None
    assert len(queue(ranked.hand("anna"))) == 10
