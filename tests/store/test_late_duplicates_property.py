"""Random histories of decisions, merges and splits: nothing lost, nothing shown too early."""

from __future__ import annotations

import itertools
import os
import re
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from review.__main__ import slices
from review.duplicates.judging import judge, split_off
from review.flow.checks import check as check_flow
from review.flow.queries import flow
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.overview import overview
from review.overview_text import overview_text
from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT
from review.records.listing import listed
from review.refusal import Refused
from review.reports.retrieving import record_retrieval
from review.store import tables
from screening.agreement import report
from screening.conflicts import conflicts
from screening.decisions.exporting import export_csv
from screening.queue import progress
from screening.revealing import reveal
from screening.settling import Proposal, settle
from screening.twice import asked_again
from tests.sample import Sample, record
from tests.store.databases import fresh_database

COUNT = 6
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
WHAT = (
    *("decide",) * 8,
    *("full-text",) * 3,
    *("merge",) * 4,
    *("split", "different", "undo", "redo", "reveal", "settle", "retrieve"),
)
Step = tuple[str, str, int, int]


def steps(what: tuple[str, ...], least: int) -> st.SearchStrategy[list[Step]]:
    person, number = st.sampled_from(("anna", "bo")), st.integers(0, COUNT - 1)
    step = st.tuples(st.sampled_from(what), person, number, number)
    return st.lists(step, min_size=least, max_size=16)


def act(sample: Sample, what: str, person: str, one: int, two: int) -> None:
    """Let a person do one thing; what the rules refuse is refused."""
    hand, verdict = sample.hand(person), ("include", "exclude", "maybe")[two % 3]
    pair = (f"acc-{one}", f"acc-{two}")
    outcome = Proposal(("include", "exclude")[two % 2], "discussion", "talked", "")
    doing: dict[str, Callable[[], Any]] = {
        "decide": lambda: sample.decide(person, one, verdict),
        "full-text": lambda: sample.decide(person, one, verdict, FULL_TEXT),
        "merge": lambda: judge(hand, "merge", pair),
        "different": lambda: judge(hand, "different", pair),
        "split": lambda: split_off(hand, pair[0]),
        "undo": lambda: undo_last(hand),
        "redo": lambda: redo_last(hand),
        "reveal": lambda: reveal(sample.lead, STAGES[two % 2]),
        "settle": lambda: settle(hand, sample.record(one), TITLE_ABSTRACT, outcome),
        "retrieve": lambda: record_retrieval(hand, pair[0], "retrieved", via="library"),
    }
    with suppress(Refused):
        doing[what]()


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Callable[[Path, bool], str]:
    def location(folder: Path, server: bool) -> str:
        if not server:
            return str(folder / f"{uuid.uuid4().hex}.db")
        return fresh_database(request.getfixturevalue("postgres"))

    return location


def begin(location: str) -> Sample:
    sample = Sample.begin(location, 0)
    sample.add("PsycINFO", [record(number) for number in range(COUNT)])
    return sample


few = settings(
    deadline=None,
    max_examples=200 if SOAK else 4,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


@few
@given(history=steps(WHAT, 8), server=st.booleans())
def test_nothing_is_lost_and_all_that_is_derived_holds(
    database: Callable[[Path, bool], str], history: list[Step], server: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        sample = begin(database(Path(name), server))
        try:
            for step in history:
                act(sample, *step)
                if step[0] in {"merge", "split", "undo", "reveal"}:
                    holds(sample)
            holds(sample)
            assert stale_projections(sample.lead) == []
        finally:
            sample.close()


def holds(sample: Sample) -> None:
    with sample.lead.read() as connection:
        assert broken_hashes(connection) == []
        kept = set(connection.scalars(select(tables.act.c.id).where(tables.act.c.kind == "decide")))
        gone = set(connection.scalars(select(tables.withdrawal.c.act_id)))
        assert kept - gone == set(connection.scalars(select(tables.decision.c.act_id)))
        errors = [found for found in check_flow(flow(connection)) if found.level == "error"]
        assert errors == []
        sets = [row.record.set_id for row in listed(connection, "")]
        imported = COUNT if sets else 0  # an import that is undone takes all of its records along
        assert flow(connection).duplicates == imported - len(sets)
        for stage in STAGES:
            found = report(connection, stage)
            assert found["n"] <= len(sets)
            ballot = tables.ballot
            asked = {
                one for person in ("anna", "bo") for one in asked_again(connection, person, stage)
            }
            states = connection.execute(
                select(ballot.c.set_id, ballot.c.state).where(ballot.c.stage == stage)
            )
            assert all(state == "pending" for set_id, state in states if set_id in asked)


BLIND = (*("decide",) * 8, *("merge",) * 5, "split", "different")


@few
@given(
    history=steps(BLIND, 8),
    turned=st.lists(st.integers(0, 2), min_size=30, max_size=30),
    server=st.booleans(),
)
def test_no_merge_tells_one_what_the_other_decided(
    database: Callable[[Path, bool], str], history: list[Step], turned: list[int], server: bool
) -> None:
    """Whatever Anna's verdicts are, Bo sees the same: in counts, lists, orders and messages."""
    with tempfile.TemporaryDirectory() as name:
        places = [database(Path(name), server) for _ in range(2)]
        one = seen_by_bo(places[0], history, [0] * len(turned))
        other = seen_by_bo(places[1], history, turned)
    assert one == other


def seen_by_bo(location: str, history: list[Step], turned: list[int]) -> list[str]:
    numbers = itertools.count(1)
    views = []
    # The same ids in both reviews: where a set is cut depends on them.
    with patch("review.ids.uuid.uuid4", lambda: uuid.UUID(int=next(numbers), version=4)):
        sample = begin(location)
        try:
            for place, (what, person, number, two) in enumerate(history):
                # One record that nobody touches keeps the round open: nothing is revealed.
                first, second = number % (COUNT - 1), two % (COUNT - 1)
                if what == "decide":
                    second = two + (turned[place] if person == "anna" else 0)
                act(sample, what, person, first, second)
                if what in {"merge", "split"}:
                    views.append(view(sample))
        finally:
            sample.close()
    return views


def view(sample: Sample) -> str:
    hand = sample.hand("bo")
    with sample.lead.read() as connection:
        rows = listed(connection, "bo")
        text = "\n".join(
            [
                overview_text(overview(connection, hand, slices())),
                export_csv(connection, "bo", None),
                repr([(row.cells(), row.standing) for row in rows]),
                repr(progress(connection, "bo", TITLE_ABSTRACT)),
                repr(flow(connection)),
                repr(report(connection, TITLE_ABSTRACT)),
                repr(conflicts(connection)),
            ]
        )
    return re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+Z", "then", text)
