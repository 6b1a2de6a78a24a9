"""Random histories of ranked screening: what bo sees owes nothing to what bo has not decided.

Two copies of one review go through the same history, but for what anna says of records that bo has
not decided by its end: there she says the opposite. After every step all that bo may see is the
same in both.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from review.__main__ import projectors, run
from review.ledger.ledger import Review
from review.ledger.undoing import undo_last
from review.protocol import TITLE_ABSTRACT, Protocol, Terms
from review.refusal import Refused
from review.store.engine import open_store
from screening.cards import cards, listed
from screening.conflicts import conflicts
from screening.queue import progress
from screening.ranking.evidence import evidence
from screening.ranking.learning import known
from screening.ranking.stops import stop
from screening.ranking.ways import choose_way
from screening.revealing import reveal
from screening.settling import Proposal, settle
from tests.ranked import invented_records, learning_here, next_one, queue, say
from tests.sample import Sample

SIZE, INCLUDES = 40, 8
SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
COMMANDS = (
    "next --stage title-abstract --json",
    "status --json",
    "rank status --json",
    "rank words --json",
    "records --format csv",
    "conflicts --json",
    "prisma --format json",
    "stop --sample 3",
)
OPPOSITE = {"include": "exclude", "exclude": "include", "maybe": "exclude"}
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ][\d:.]+Z?")  # of a switch, say
Step = tuple[str, str, int]


def histories() -> st.SearchStrategy[list[Step]]:
    what = ("anna",) * 5 + ("bo",) * 5 + ("undo", "settle", "reveal", "order", "stop")
    step = st.tuples(
        st.sampled_from(what), st.sampled_from(("include", "exclude", "maybe")), st.integers(1, 12)
    )
    return st.lists(step, min_size=6, max_size=14)


@pytest.fixture(scope="module")
def base() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.db"
        protocol = Protocol(question="home visits of nurses", terms=Terms(include=("famil",)))
        made = Sample.begin(str(path), 0, protocol)
        records, _labels = invented_records(SIZE, INCLUDES)
        made.add("PsycINFO", records)
        choose_way(made.hand("anna"), "ranked")
        made.close()
        yield path


@dataclass
class World:
    """One copy of the review, with what each has decided in it."""

    path: Path
    lead: Review
    flips: frozenset[str]
    decided: dict[str, set[str]]

    def hand(self, person: str) -> Review:
        return Review(self.lead.store, self.lead.projectors, person)

    def step(self, what: str, verdict: str, number: int) -> None:
        with contextlib.suppress(Refused):
            self._step(what, verdict, number)

    def _step(self, what: str, verdict: str, number: int) -> None:
        if what in ("anna", "bo"):
            for _time in range(number):
                if set_id := next_one(self.hand(what)):
                    flipped = what == "anna" and set_id in self.flips
                    say(self.hand(what), set_id, OPPOSITE[verdict] if flipped else verdict)
                    self.decided[what].add(set_id)
        elif what == "undo":
            undo_last(self.hand("anna" if number % 2 else "bo"))
        elif what == "reveal":
            reveal(self.hand("anna"), TITLE_ABSTRACT)
        elif what == "order":
            choose_way(self.hand("anna"), ("ranked", "random", "source")[number % 3])
        elif what == "stop":
            stop(self.hand("anna"), why="enough")
        else:
            with self.lead.read() as connection:
                found = conflicts(connection, TITLE_ABSTRACT)
            for one in found[:number]:
                proposal = Proposal("include", "third-reviewer", "fits", "", ())
                settle(self.hand("cem"), one.record, TITLE_ABSTRACT, proposal)

    def seen_by_bo(self) -> dict[str, Any]:
        review = self.hand("bo")
        with review.read() as connection:
            whiches = ("to-decide", "later", "mine", "all")
            lists = {one: listed(connection, "bo", TITLE_ABSTRACT, one) for one in whiches}
            shown = cards(connection, "bo", TITLE_ABSTRACT, lists["all"])
            return {
                "queue": queue(review),
                "lists": lists,
                "cards": {key: repr(card) for key, card in shown.items()},
                "progress": repr(progress(connection, "bo", TITLE_ABSTRACT)),
                "evidence": repr(evidence(connection, TITLE_ABSTRACT)),
                "known": sorted(known(connection, TITLE_ABSTRACT).labels.items()),
            }

    def printed_for_bo(self) -> dict[str, tuple[int, str, str]]:
        found = {}
        for line in COMMANDS:
            out, err = io.TextIOWrapper(io.BytesIO()), io.StringIO()
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                code = run([*line.split(), "--review", str(self.path), "--as", "bo"])
            out.flush()
            said = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
            found[line] = (code, _TIME.sub("", said), err.getvalue())
        return found


@contextlib.contextmanager
def world(base: Path, flips: frozenset[str] = frozenset()) -> Iterator[World]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.db"
        shutil.copy(base, path)
        store = open_store(str(path))
        try:
            yield World(path, Review(store, projectors(), ""), flips, {"anna": set(), "bo": set()})
        finally:
            store.close()


@settings(
    max_examples=60 if SOAK else 3,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(history=histories())
def test_a_decision_on_what_bo_has_not_decided_changes_nothing_for_bo(
    base: Path, history: list[Step]
) -> None:
    with learning_here(), world(base) as one:
        before = []
        for step in history:
            one.step(*step)
            before.append(one.seen_by_bo())
        printed = one.printed_for_bo()
        flips = frozenset(one.decided["anna"] - one.decided["bo"])
        with world(base, flips) as other:
            for step, seen in zip(history, before, strict=True):
                other.step(*step)
                assert other.seen_by_bo() == seen
            assert other.printed_for_bo() == printed
