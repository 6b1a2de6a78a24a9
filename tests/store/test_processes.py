"""Several processes on one review: nothing lost, nothing refused, no half-seen ballot."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import func, select

from review.ledger.proving import broken_hashes, stale_projections
from review.store import tables
from screening.conflicts import conflicts
from tests.sample import Sample, record

RECORDS = 60

# Decides on every record as one person, and says each time what has been saved.
WORKER = """
import sys
from dataclasses import replace
from review.__main__ import projectors
from review.ledger.ledger import Review
from review.records.lookup import resolve
from review.store.engine import open_store
from screening.deciding import Wish, decide
location, person, verdict, count = sys.argv[1:]
review = Review(open_store(location), projectors(), person)
for number in range(int(count)):
    with review.read() as connection:
        found = resolve(connection, f"acc-{number}")
    decide(review, found, "title-abstract", Wish(verdict))
    print(number, flush=True)
"""


def start(sample: Sample, person: str, verdict: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WORKER, sample.lead.store.location, person, verdict]
    return subprocess.Popen([*command, str(RECORDS)], stdout=subprocess.PIPE, text=True)


@pytest.fixture
def crowded(location: str) -> Iterator[Sample]:
    made = Sample.begin(location, 0)
    made.add("PsycINFO", [record(number, title=f"Title {number}") for number in range(RECORDS)])
    yield made
    made.close()


def test_two_reviewers_at_once_lose_nothing_and_reveal_once(crowded: Sample) -> None:
    workers = [start(crowded, "anna", "include"), start(crowded, "bo", "exclude")]
    for worker in workers:
        out, _ = worker.communicate(timeout=300)
        assert worker.returncode == 0
        assert len(out.split()) == RECORDS
    with crowded.lead.read() as connection:
        assert len(conflicts(connection)) == RECORDS
        reveals = select(func.count()).where(tables.act.c.kind == "reveal")
        assert connection.scalar(reveals) == 1, "the last decision revealed the round, once"
        assert broken_hashes(connection) == []
    assert stale_projections(crowded.lead) == []


def test_a_killed_process_loses_nothing_that_it_called_saved(crowded: Sample) -> None:
    worker = start(crowded, "anna", "include")
    assert worker.stdout is not None
    saved = [int(worker.stdout.readline()) for _ in range(10)]
    worker.kill()
    saved += [int(line) for line in worker.stdout.read().split()]
    worker.wait()
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with crowded.lead.read() as connection:
            kept = connection.scalar(select(func.count()).select_from(tables.decision)) or 0
        if kept >= len(saved):
            break
        time.sleep(0.1)
    assert kept in {len(saved), len(saved) + 1}
    with crowded.lead.read() as connection:
        assert broken_hashes(connection) == []
    assert stale_projections(crowded.lead) == []
