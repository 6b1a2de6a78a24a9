"""Random histories in three copies, exchanged in any order, end the same everywhere."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from extraction import working
from extraction.form_adding import add_form
from extraction.queries import Place
from review.beginning import change_team
from review.duplicates.judging import judge, split_off
from review.duplicates.running import run as dedupe
from review.flow.queries import flow
from review.ledger.proving import broken_hashes, stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import STAGES, TITLE_ABSTRACT
from review.protocols.versions import body_of, current
from review.records.lookup import Found, resolve
from review.records.tags import put_tag
from review.refusal import Refused
from review.reports.retrieving import remove_record
from review.store import tables
from review.studies import all_studies
from screening.again import WHICH, Meant, again
from screening.allocating import allocate, hand_over
from screening.bulk import decide_all, meant
from screening.closing import close
from screening.deciding import Wish, decide
from screening.filters import Filter
from screening.piles import put_off
from screening.remarks import remark
from screening.revealing import reveal
from screening.round_acts import CHOICES
from screening.rounds import draw
from screening.sending_back import send_back
from screening.settling import Proposal, settle
from screening.shares import EVERYONE, Shares
from tests.sample import Sample, record
from tests.store.copies import Copy, copies, exchange_until_still, one_database, shared_view
from tests.store.databases import fresh_database

PEOPLE = ("anna", "bo", "dina")
SHARES = (
    EVERYONE,
    Shares(2, tuple((name, 1.0) for name in PEOPLE)),
    Shares(0, (("anna", 2.0), ("dina", 1.0))),
    Shares(3, tuple((name, 1.0) for name in PEOPLE), seed=5),
)
FORM = """
id = "short"
version = 1
scope = "study"
names = { en = "Short" }
[[fields]]
id = "country"
kind = "text"
names = { en = "Country" }
"""

Step = tuple[int, str, int, int]
WHAT = (
    *("decide",) * 8,
    *("exchange",) * 5,
    *("undo", "redo", "import", "dedupe", "merge", "different", "split"),
    *("settle", "settle", "reveal", "protocol", "retire", "entry", "entry", "done", "remove"),
    *("draw", "close", "close", "again", "allocate", "allocate", "hand over", "send back"),
    *("tag", "tag", "later", "remark", "many", "many"),
)
STEPS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(WHAT), st.integers(0, 99), st.integers(0, 99)),
    min_size=5,
    max_size=45,
)


def begin(folder: Path) -> Sample:
    """A review with two included studies, more records to screen, and a form to fill."""
    sample = Sample.begin(str(folder / "anna" / "review.db"), count=0)
    change_team(sample.lead, "dina", None, active=True, new=True)
    sample.add("PsycINFO", [record(number) for number in range(7)])
    for number in (0, 1):
        for stage in STAGES:
            sample.both(number, "include", "include", stage)
            reveal(sample.lead, stage)
    add_form(sample.lead, FORM, "short.toml")
    return sample


def found(copy: Copy, number: int) -> Found:
    with copy.hand.read() as connection:
        return resolve(connection, f"acc-{number % 9}", "")


def act(copy: Copy, made: list[Copy], what: str, one: int, two: int) -> None:
    """Let the copy's person do one thing; what the rules refuse is refused."""
    verdict = ("include", "exclude", "maybe")[two % 3]
    doing: dict[str, Callable[[], Any]] = {
        "decide": lambda: decide(copy.hand, found(copy, one), TITLE_ABSTRACT, Wish(verdict)),
        "exchange": lambda: copy.take_from(made[one % 3]),
        "undo": lambda: undo_last(copy.hand),
        "redo": lambda: redo_last(copy.hand),
        "import": lambda: bring(copy, one % 2),
        "dedupe": lambda: dedupe(copy.hand),
        "merge": lambda: judge(copy.hand, "merge", pair(one, two)),
        "different": lambda: judge(copy.hand, "different", pair(one, two)),
        "split": lambda: split_off(copy.hand, f"acc-{one % 9}"),
        "settle": lambda: settle_one(copy, one, two),
        "reveal": lambda: reveal(copy.hand, TITLE_ABSTRACT),
        "protocol": lambda: amend(copy),
        "retire": lambda: change_team(
            copy.hand, PEOPLE[1 + one % 2], None, active=bool(two % 2), new=False
        ),
        "entry": lambda: fill(copy, one, f"Country {two % 3}"),
        "done": lambda: working.finish(copy.hand, study(copy, one), "short"),
        "draw": lambda: draw(copy.hand, f"round {one % 3}", 1 + two % 2, TITLE_ABSTRACT, two),
        "close": lambda: close(
            copy.hand, TITLE_ABSTRACT, f"round {one % 3}", CHOICES[two % 2], "enough"
        ),
        "again": lambda: again(
            copy.hand, TITLE_ABSTRACT, "amended", Meant(which=WHICH[two % len(WHICH)])
        ),
        "allocate": lambda: allocate(copy.hand, TITLE_ABSTRACT, SHARES[two % len(SHARES)]),
        "hand over": lambda: hand_over(copy.hand, PEOPLE[1 + one % 2], PEOPLE[two % 3]),
        "send back": lambda: send_back(copy.hand, found(copy, one), "look again"),
        "tag": lambda: put_tag(copy.hand, found(copy, one), f"tag {two % 2}", on=two % 3 > 0),
        "later": lambda: put_off(copy.hand, found(copy, one)),
        "remark": lambda: remark(copy.hand, found(copy, one), "a word"),
        "many": lambda: decide_all(
            copy.hand, TITLE_ABSTRACT, waiting_for(copy, 2000 + one % 9), Wish(verdict)
        ),
        "remove": lambda: remove_record(
            copy.hand, f"acc-{one % 9}", ("automation", "other")[two % 2], "left out"
        ),
    }
    with suppress(Refused):
        doing[what]()


def waiting_for(copy: Copy, year: int) -> list[Found]:
    with copy.hand.read() as connection:
        return meant(connection, copy.person, TITLE_ABSTRACT, Filter(to_year=year))


def pair(one: int, two: int) -> tuple[str, str]:
    return f"acc-{one % 9}", f"acc-{(one + 1 + two) % 9}"


def bring(copy: Copy, number: int) -> None:
    fresh = Sample(copy.hand)
    fresh.add(f"Source {number}", [record(7 + number), record(2 + number, accession="")])


def amend(copy: Copy) -> None:
    with copy.hand.write() as writing:
        if copy.person != "anna":
            raise Refused("Only the lead.")
        _version, protocol = current(writing.connection)
        writing.append("protocol", "protocol", body_of(writing.connection, protocol))


def settle_one(copy: Copy, one: int, two: int) -> None:
    outcome = ("include", "exclude")[two % 2]
    settle(copy.hand, found(copy, one), TITLE_ABSTRACT, Proposal(outcome, "discussion", "talked"))


def study(copy: Copy, number: int) -> str:
    with copy.hand.read() as connection:
        studies = all_studies(connection)
    if not studies:
        raise Refused("No study.")
    return f"s-{studies[number % len(studies)].id}"


def fill(copy: Copy, number: int, country: str) -> None:
    place = Place(study(copy, number).removeprefix("s-"), "short", "")
    working.write_values(copy.hand, place, {"country": {"value": country}})


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Callable[[Path, bool], str]:
    def location(folder: Path, server: bool) -> str:
        if not server:
            return str(folder / "whole.db")
        return fresh_database(request.getfixturevalue("postgres"))

    return location


SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"


@settings(
    deadline=None,
    max_examples=300 if SOAK else 12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(steps=STEPS, server=st.booleans())
def test_copies_end_the_same(
    database: Callable[[Path, bool], str], steps: list[Step], server: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        first = begin(folder)
        with copies(folder, first, *PEOPLE) as made:
            for who, what, one, two in steps:
                act(made[who], made, what, one, two)
            exchange_until_still(made)
            agree(made, database(folder, server))
        first.close()


def agree(made: list[Copy], location: str) -> None:
    """Assert that all copies hold the same, and so does one database with all of their acts."""
    shared = one_database(location, made)
    everywhere = [copy.sample for copy in made] + [shared]
    opened = set.intersection(
        *({row[1] for row in copy.rows(tables.opened)} | _open_kinds(copy) for copy in made)
    )
    views, flows, hashes = [], [], []
    for sample in everywhere:
        with sample.lead.read() as connection:
            views.append(shared_view(connection, opened))
            flows.append(flow(connection))
            hashes.append(set(connection.execute(select(tables.act.c.id, tables.act.c.hash))))
            assert broken_hashes(connection) == []
        assert stale_projections(sample.lead) == []
    for view, numbers, chain in zip(views[1:], flows[1:], hashes[1:], strict=True):
        for table, rows in views[0].items():
            assert view[table] == rows, table
        assert numbers == flows[0]
        assert chain == hashes[0]
    shared.close()


def _open_kinds(copy: Copy) -> set[str]:
    body = tables.act_body
    with copy.sample.lead.read() as connection:
        return set(connection.scalars(select(body.c.act_id).where(body.c.owner == "")))
