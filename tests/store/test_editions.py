"""Editions: frozen and read back, what comes after them, and work done elsewhere."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from review.acts import Act, canonical, load_all
from review.clashes.clashing import kept_in
from review.clashes.clashing import settle as settle_any
from review.duplicates.judging import judge
from review.editions import closing
from review.editions.closing import close, kept_flow
from review.editions.edition import editions
from review.editions.past import read_back, unlike
from review.elsewhere.entering import Work, enter, take_back
from review.flow.checks import check
from review.flow.counts import Flow
from review.flow.opening import rows_behind
from review.flow.queries import flow
from review.flow.units import Reports, total
from review.ledger.ledger import Review
from review.ledger.proving import stale_projections
from review.ledger.senseless import SenselessError, sense
from review.ledger.undoing import undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, Reason
from review.protocols.versions import PROTOCOL, body_of
from review.refusal import Refused
from review.reports.linking import link
from review.store import tables
from screening.again import Meant, again
from screening.queue import next_set
from tests.opened import every_line_opens
from tests.sample import Sample, record
from tests.store.copies import Copy, copies, exchange_until_still

pytestmark = pytest.mark.long

EXCLUDED = Meant(which="excluded")


def counted(review: Review) -> Flow:
    with review.read() as connection:
        found = flow(connection)
        assert [p.message for p in check(found) if p.level == "error"] == []
        every_line_opens(found, lambda key: rows_behind(connection, key))
    return found


def screen(sample: Sample, include: list[int | str], exclude: list[int | str]) -> None:
    for number in include:
        sample.both(number, "include", "include")
    for number in exclude:
        sample.both(number, "exclude", "exclude")


def settled(sample: Sample) -> None:
    """Screen all ten records: 0 to 3 are sought, 0 and 1 included, 2 and 3 excluded."""
    screen(sample, [0, 1, 2, 3], [4, 5, 6, 7, 8, 9])
    for number in (0, 1, 2, 3):
        verdict = "include" if number < 2 else "exclude"
        sample.both(number, verdict, verdict, FULL_TEXT)


def test_a_closed_edition_stays_as_it_was(sample: Sample) -> None:
    settled(sample)
    before = counted(sample.lead)
    close(sample.lead, 1)
    assert counted(sample.lead) == before  # nothing has come since: the diagram is still its own
    sample.add("Update", [record(20, title="A new trial of home visits", accession="new-1")])
    screen(sample, ["new-1"], [])
    with sample.lead.read() as connection:
        assert kept_flow(connection, 1) == before
        with read_back(sample.lead, connection, 1) as then:
            assert flow(then) == before
            assert len(rows_behind(then, "records_screened").rows) == 10
    assert unlike(sample.lead) == []
    assert stale_projections(sample.lead) == []


def test_an_update_counts_what_is_new_and_what_was_before(sample: Sample) -> None:
    settled(sample)
    close(sample.lead, 1)
    sample.add(
        "Update",
        [
            record(0, accession="again-0"),
            record(4, accession="again-4"),
            record(20, title="A new trial of home visits", accession="new-1"),
            record(21, title="Two years after the visits", accession="new-2"),
        ],
    )
    judge(sample.hand("anna"), "merge", ("acc-0", "again-0"))
    judge(sample.hand("anna"), "merge", ("acc-4", "again-4"))
    now = counted(sample.lead)
    assert now.databases == {"Update": 4}
    assert (now.duplicates, now.already_assessed, now.screened) == (2, 2, 2)
    assert now.pending.title_abstract == 2
    with sample.lead.read() as connection:
        assert next_set(connection, "anna", TITLE_ABSTRACT) == sample.record("new-1").set_id
    for number in ("new-1", "new-2"):
        sample.both(number, "include", "include")
    for number in ("new-1", "new-2"):
        sample.both(number, "include", "include", FULL_TEXT)
    link(sample.hand("anna"), ["acc-0", "new-2"])
    now = counted(sample.lead)
    assert (now.previous_studies, now.previous_reports) == (2, 2)
    assert (now.new_studies, now.new_reports, now.reports_of_previous) == (1, 1, 1)
    assert (now.total_studies, now.total_reports) == (3, 4)
    close(sample.lead, 2)
    with sample.lead.read() as connection:
        assert kept_flow(connection, 2).total_studies == 3
        assert [edition.number for edition in editions(connection)] == [1, 2]
    assert unlike(sample.lead) == []


def test_changed_criteria_ask_anew_and_old_decisions_count_no_longer(sample: Sample) -> None:
    reasons = (Reason("population", "Wrong population"), Reason("design", "Wrong design"))
    with sample.lead.write() as writing:
        protocol = Protocol(reasons=reasons)
        writing.append(PROTOCOL.name, "protocol", body_of(writing.connection, protocol))
    settled(sample)
    close(sample.lead, 1)
    with pytest.raises(Refused, match="No decision at full-text"):
        again(sample.lead, FULL_TEXT, "wider criteria", EXCLUDED)
    with sample.lead.write() as writing:
        protocol = Protocol(title="Wider", reasons=reasons)
        writing.append(PROTOCOL.name, "protocol", body_of(writing.connection, protocol))
    population = Meant(reason="population")
    assert again(sample.lead, FULL_TEXT, "wider criteria", population).records == 2
    now = counted(sample.lead)
    assert (now.reassessed, now.pending.full_text + now.pending.retrieval) == (2, 2)
    sample.decide("anna", 2, "include", FULL_TEXT)
    assert counted(sample.hand("bo")).new_studies == 0  # blind anew
    sample.decide("bo", 2, "include", FULL_TEXT)
    sample.both(3, "exclude", "exclude", FULL_TEXT)
    now = counted(sample.lead)
    assert (now.reassessed, now.screened, now.sought, now.assessed) == (2, 2, 2, 2)
    assert (now.new_studies, now.total_studies, total(Reports, *now.excluded.values())) == (1, 3, 1)
    assert stale_projections(sample.lead) == []


def test_a_study_that_is_out_now_is_withdrawn(sample: Sample) -> None:
    settled(sample)
    close(sample.lead, 1)
    again(sample.lead, FULL_TEXT, "retracted by the journal", Meant(["acc-0"]))
    assert counted(sample.lead).withdrawn_studies == 1  # not included while it is asked about
    sample.both(0, "exclude", "exclude", FULL_TEXT)
    now = counted(sample.lead)
    assert (now.previous_studies, now.withdrawn_studies, now.withdrawn_reports) == (2, 1, 1)
    assert (now.total_studies, now.total_reports) == (1, 1)


def test_what_was_open_goes_on_in_the_next_edition(sample: Sample) -> None:
    screen(sample, [], [5, 6, 7])
    with pytest.raises(Refused, match="undecided"):
        close(sample.lead, 1)
    close(sample.lead, 1, "the funder's deadline")
    screen(sample, [0], [1, 2, 3, 4, 8, 9])
    now = counted(sample.lead)
    assert (now.databases, now.reassessed, now.screened) == ({}, 10, 10)
    assert now.records_excluded == 9


def test_editions_are_closed_in_turn_by_the_lead(sample: Sample) -> None:
    settled(sample)
    for number, why in ((2, "Edition 1 is next"), (1, "")):
        if why:
            with pytest.raises(Refused, match=why):
                close(sample.lead, number)
        else:
            with pytest.raises(Refused, match="lead"):
                close(sample.hand("bo"), number)
            close(sample.lead, number)
    with pytest.raises(Refused, match="Nothing has come"):
        close(sample.lead, 2)
    with pytest.raises(Refused, match="is closed"):
        close(sample.lead, 1)
    undo_last(sample.lead)
    with sample.lead.read() as connection:
        assert editions(connection) == []


def test_two_closings_of_one_number_clash_until_one_is_taken(sample: Sample) -> None:
    settled(sample)
    close(sample.lead, 1)
    with sample.lead.write() as writing:
        with sample.lead.read() as connection:
            kept = editions(connection)[0]
        body = {
            "number": 1,
            "why": "in the other copy",
            "over": [],
            "acts": dict(kept.acts),
            "files": [],
            "studies": [],
            "standings": {},
            "logged": [],
            "sealed": [],
            "flow": dict(kept.flow),
        }
        writing.append("edition", "0" * 32, body)
    with sample.lead.read() as connection:
        (clash,) = closing.clashes(connection)
        assert editions(connection) == []
        assert flow(connection).previous_studies is None
    with pytest.raises(Refused, match="clashes"):
        close(sample.lead, 2)
    source = kept_in("review.editions.closing", "edition")
    settle_any(sample.lead, {"edition": source}, clash.id, 1, "it has the whole search")
    with sample.lead.read() as connection:
        assert closing.clashes(connection) == []
        assert len(editions(connection)[0].studies) == 2


def test_work_done_elsewhere_counts_and_says_so(sample: Sample) -> None:
    settled(sample)
    lead = sample.lead
    enter(lead, Work("duplicates-removed", 120, "removed in EndNote", "PsycINFO"))
    enter(lead, Work("never-exported", 30, "over the export limit", "Scopus", "database"))
    enter(lead, Work("screened-out", 400, "screened in another tool", "PsycINFO"))
    enter(lead, Work("excluded", 5, "read in print", "PsycINFO", reason="population"))
    enter(lead, Work("screened-out", 20, "looked at in the browser", "Site", "website"))
    enter(lead, Work("previous-studies", 7, "the version of 2019"))
    last = enter(lead, Work("previous-reports", 9, "the version of 2019"))
    now = counted(lead)
    assert now.databases == {"PsycINFO": 10 + 120 + 400 + 5, "Scopus": 30}
    assert (now.duplicates, now.excluded_other, now.screened) == (120, 30, 415)
    assert now.records_excluded == 406
    assert now.excluded == {"population": 7}
    assert now.other is not None
    assert (now.other.results, now.other.records_excluded) == ({"website": 20}, 20)
    assert (now.previous_studies, now.total_studies, now.total_reports) == (7, 9, 11)
    take_back(lead, last.partition(":")[0])
    assert counted(lead).previous_reports is None
    undo_last(lead)
    assert counted(lead).previous_studies is None
    assert stale_projections(lead) == []


@pytest.mark.parametrize(
    ("entry", "why"),
    [
        (Work("magic", 1, "why", "PsycINFO"), "cannot be entered"),
        (Work("excluded", 1, "why", "PsycINFO"), "for a reason"),
        (Work("screened-out", 0, "why", "PsycINFO"), "not a number"),
        (Work("screened-out", 1, " ", "PsycINFO"), "says why"),
        (Work("screened-out", 1, "why", "Nowhere"), "Nothing was imported"),
        (Work("screened-out", 1, "why", "PsycINFO", "website"), "is a database"),
        (Work("automation", 1, "why", "Site", "website"), "no box"),
    ],
)
def test_entries_that_do_not_fit_are_refused(sample: Sample, entry: Work, why: str) -> None:
    with pytest.raises(Refused, match=why):
        enter(sample.lead, entry)


def test_an_entry_belongs_to_the_edition_that_it_was_entered_for(sample: Sample) -> None:
    settled(sample)
    said = enter(sample.lead, Work("duplicates-removed", 120, "in EndNote", "PsycINFO"))
    close(sample.lead, 1)
    with pytest.raises(Refused, match="edition 1"):
        take_back(sample.lead, said.partition(":")[0])
    sample.add("Update", [record(20, title="A new trial", accession="new-1")])
    now = counted(sample.lead)
    assert (now.databases, now.duplicates) == ({"Update": 1}, 0)


def test_an_earlier_versions_reports_are_previous(sample: Sample) -> None:
    sample.add(
        "Version 2019", [record(0, accession="p-0"), record(30, accession="p-1")], "previous"
    )
    judge(sample.hand("anna"), "merge", ("acc-0", "p-0"))
    now = counted(sample.lead)
    assert (now.previous_studies, now.previous_reports) == (2, 2)
    assert (now.duplicates, now.already_assessed, now.screened) == (1, 1, 9)
    assert now.other is None
    screen(sample, [], [1, 2, 3, 4, 5, 6, 7, 8, 9])
    now = counted(sample.lead)
    assert not now.interim
    assert (now.new_studies, now.total_studies, now.total_reports) == (0, 2, 2)
    assert stale_projections(sample.lead) == []


def test_two_copies_that_close_an_edition_clash_and_end_the_same(
    sample: Sample, tmp_path: Path
) -> None:
    settled(sample)
    with sample.lead.write() as writing:
        roles = {"roles": ["lead", "screener"], "active": True}
        writing.append("team", "bo", roles)
    with copies(tmp_path / "copies", sample, "anna", "bo") as (anna, bo):
        close(anna.hand, 1)
        bo.sample.add("Late", [record(30, title="A late hit", accession="late-1")])
        screen_as(bo, "exclude")
        close(bo.hand, 1, "anna's decision is not here")
        exchange_until_still([anna, bo])
        for copy in (anna, bo):
            with copy.hand.read() as connection:
                (clash,) = closing.clashes(connection)
                assert {side.by for side in clash.says} == {"anna", "bo"}
        side = next(number for number, one in enumerate(clash.says, 1) if one.by == "anna")
        source = kept_in("review.editions.closing", "edition")
        settle_any(bo.hand, {"edition": source}, clash.id, side, "anna's was whole")
        exchange_until_still([anna, bo])
        assert anna.rows(tables.edition) == bo.rows(tables.edition)
        for copy in (anna, bo):
            now = counted(copy.hand)
            assert (now.databases, now.previous_studies) == ({"Late": 1}, 2)
            assert unlike(copy.hand) == []
            assert stale_projections(copy.hand) == []


def test_what_was_sealed_at_the_closing_is_sealed_when_it_is_read_back(
    sample: Sample, tmp_path: Path
) -> None:
    with copies(tmp_path / "copies", sample, "anna", "bo") as (anna, bo):
        for copy in (anna, bo):
            for number in range(10):
                copy.sample.decide(copy.person, number, "exclude")
        anna.take_from(bo)  # names bo's decisions in a reveal, and cannot read them yet
        close(anna.hand, 1, "bo's file is awaited")
        exchange_until_still([anna, bo])
        for copy in (anna, bo):
            assert counted(copy.hand).records_excluded == 10
            assert unlike(copy.hand) == []


def screen_as(copy: Copy, verdict: str) -> None:
    copy.sample.decide(copy.person, "late-1", verdict)


def test_what_was_reopened_is_blind_in_the_other_copy_too(sample: Sample, tmp_path: Path) -> None:
    settled(sample)
    with copies(tmp_path / "copies", sample, "anna", "bo") as (anna, bo):
        again(anna.hand, FULL_TEXT, "wider criteria", Meant(["acc-2"]))
        anna.sample.decide("anna", 2, "include", FULL_TEXT)
        exchange_until_still([anna, bo])
        assert counted(bo.hand).pending.full_text + counted(bo.hand).pending.retrieval == 1
        bo.sample.decide("bo", 2, "include", FULL_TEXT)
        exchange_until_still([anna, bo])
        assert counted(anna.hand).new_studies == counted(bo.hand).new_studies == 3


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("edition", {"number": 1, "why": "", "over": [], "acts": {}, "files": [], "studies": []}),
        ("elsewhere", {"what": "automation", "number": 1, "kind": "website"}),
        ("elsewhere", {"what": "screened-out", "number": -1, "kind": "database"}),
        ("again", {"stage": "full-text"}),
    ],
)
def test_acts_that_make_no_sense_are_set_aside(
    sample: Sample, kind: str, body: dict[str, object]
) -> None:
    act = replace(made_act(sample, kind), body=body, text=canonical(body))
    with sample.lead.read() as connection, pytest.raises(SenselessError), sense(act):
        sample.lead.projectors.kinds[kind].apply(connection, act)


def made_act(sample: Sample, kind: str) -> Act:
    with sample.lead.read() as connection:
        return replace(load_all(connection)[-1], kind=kind)
