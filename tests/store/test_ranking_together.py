"""Two people rank one review together: two processes on one database, and two copies apart."""

from __future__ import annotations

import csv
import multiprocessing
import time
from pathlib import Path

import pytest

from review.__main__ import projectors
from review.flow.queries import flow
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.protocol import TITLE_ABSTRACT, Protocol, Terms
from review.record import Record
from review.refusal import Refused
from review.reports.unscreened import holding_stop
from review.store import tables
from review.store.engine import open_store
from screening.queue import progress
from screening.ranking.evidence import evidence
from screening.ranking.learning import labels_at
from screening.ranking.queueing import released_sets
from screening.ranking.releases import FIRST
from screening.ranking.stopping import Goal
from screening.ranking.stops import stop
from screening.ranking.ways import choose_way
from tests.ranked import accession, invented_records, learning_here, next_one, queue, say, say_all
from tests.sample import Sample
from tests.store.copies import copies, exchange_until_still

NSAIDS = Path(__file__).parents[2] / ".." / "shared" / "data" / "screening" / "NSAIDS.csv"
# Processes of their own, begun from one that has the learning libraries: they are slow to import.
APART = multiprocessing.get_context("forkserver")
APART.set_forkserver_preload(["screening.ranking.worker", __name__])
PATIENCE = 240.0
LOOK_AGAIN = 0.15  # seconds: looking costs as much as deciding


def screen_to_the_stop(location: str, person: str, truth: dict[str, bool]) -> None:
    """Screen batch after batch until the lead's stop, seeing nothing before its time."""
    review = Review(open_store(location), projectors(), person)
    own: set[str] = set()
    begun = time.monotonic()
    with learning_here():
        while time.monotonic() - begun < PATIENCE:
            with review.read() as connection:
                if holding_stop(connection, TITLE_ABSTRACT):
                    break
                assert progress(connection, person, TITLE_ABSTRACT).others == ()
                learned = set(labels_at(connection, TITLE_ABSTRACT))
                seen = evidence(connection, TITLE_ABSTRACT)
            assert learned <= own, "nothing is learned from what one has not decided oneself"
            if not queue(review) and own - learned:
                time.sleep(LOOK_AGAIN)  # the other is at this batch still
                continue
            if person == "anna" and seen.enough:
                try:
                    stop(review)
                    break
                except Refused:
                    time.sleep(LOOK_AGAIN)
                    continue
            if person != "anna" and seen.enough:
                time.sleep(LOOK_AGAIN)
                continue
            set_id = next_one(review)
            if set_id is None:
                break
            say(review, set_id, "include" if truth[accession(review, set_id)] else "exclude")
            own.add(set_id)
    review.store.close()


def together(folder: Path, records: list[Record], truth: dict[str, bool], goal: Goal) -> None:
    place = str(folder / "review.db")
    sample = Sample.begin(
        place, 0, Protocol(question="home visits, arthritis pain", terms=Terms(("famil", "coxib")))
    )
    sample.add("PsycINFO", records)
    choose_way(sample.hand("anna"), "ranked", goal=goal)
    running = [
        APART.Process(target=screen_to_the_stop, args=(place, person, truth))
        for person in ("anna", "bo")
    ]
    for one in running:
        one.start()
    for one in running:
        one.join(PATIENCE)
    assert [one.exitcode for one in running] == [0, 0]
    with sample.lead.read() as connection:
        row = holding_stop(connection, TITLE_ABSTRACT)
        assert row
        now, found = flow(connection), evidence(connection, TITLE_ABSTRACT)
        decisions = connection.execute(tables.decision.select()).all()
        assert not broken_hashes(connection)
    assert not stale_projections(sample.lead)
    assert len(decisions) == 2 * found.screened  # nothing was seen by one alone
    assert now.excluded_automatic == len(records) - found.screened
    assert now.left_unscreened == now.excluded_automatic
    assert now.screened == found.screened
    assert now.sought == found.found
    assert found.found >= goal.target * sum(truth.values())
    sample.close()


def test_two_processes_screen_ranked_batches_to_the_stop(tmp_path: Path) -> None:
    records, labels = invented_records(45, 12)
    together(tmp_path, records, labels, Goal(0.8, 0.8))


@pytest.mark.shared
def test_two_processes_screen_a_published_review_to_the_stop(tmp_path: Path) -> None:
    if not NSAIDS.exists():
        pytest.skip("the shared corpora are not here")
    with NSAIDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = [
        Record(title=row["title"], abstract=row["abstract"], accession=row["record_id"])
        for row in rows
    ]
    truth = {row["record_id"]: row["label_included"] == "1" for row in rows}
    together(tmp_path, records, truth, Goal(0.95, 0.95))


def test_two_copies_release_apart_and_come_to_the_same(tmp_path: Path) -> None:
    first = Sample.begin(str(tmp_path / "review.db"), 0, Protocol(terms=Terms(("famil", "nurse"))))
    records, labels = invented_records(40, 12)
    first.add("PsycINFO", records)
    choose_way(first.hand("anna"), "ranked")
    with learning_here(), copies(tmp_path, first, "anna", "bo") as made:
        for copy, number in zip(made, (20, 10), strict=True):
            for _batch in range(number // FIRST):
                assert next_one(copy.hand)
                said = {one: labels[accession(copy.hand, one)] for one in queue(copy.hand)}
                say_all(copy.hand, {one: "include" if said[one] else "exclude" for one in said})
        exchange_until_still(made)
        seen = []
        for copy in made:
            with copy.hand.read() as connection:
                seen.append(
                    (
                        labels_at(connection, TITLE_ABSTRACT),
                        released_sets(connection, TITLE_ABSTRACT),
                    )
                )
            assert not stale_projections(copy.hand)
        assert seen[0] == seen[1]
        assert len(seen[0][0]) == 10
        # What anna is ahead with is offered to bo, and nothing of it is learned from.
        assert sorted(queue(made[1].hand)) == sorted(set(seen[0][1]) - set(seen[0][0]))
    first.close()
