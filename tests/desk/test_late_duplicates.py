"""Marking a duplicate from where one happens to see it, and being asked again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.desk.screens.same_report import FindOtherScreen, SameReportScreen
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.reports.retracting import take_list
from review.reports.retraction import unanswered
from screening.revealing import reveal
from screening.screens import WORKSPACES
from tests.desk import seat
from tests.desk.driving import begin, drive, press, said, seen, settled, type_in
from tests.desk.seat import Seat
from tests.sample import Sample, record


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = begin(tmp_path, 4)
    made.add("Scopus", [record(0, accession="S-0", title="Home visits for new parents: a trial")])
    yield made
    made.close()


def desk(sample: Sample, person: str, first: str) -> Seat:
    return Seat(sample.hand(person), WORKSPACES, first)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_duplicate_is_marked_from_the_screening_desk(
    sample: Sample, size: tuple[int, int]
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "D")
        assert isinstance(pilot.app.screen, FindOtherScreen)
        assert "Home visits for new parents: a trial" in seen(pilot), "the likest title is offered"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, SameReportScreen)
        assert "acc-0" in seen(pilot)
        assert "S-0" in seen(pilot)
        await press(pilot, "s")
        assert "are one report now" in said(pilot)
        assert "also" in seen(pilot)
        await press(pilot, "u")
        assert "also" not in seen(pilot)

    drive(desk(sample, "bo", "screen"), script, size)


def test_the_other_record_is_found_by_words_and_by_accession(sample: Sample) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "D")
        await type_in(pilot, "surname3 mentors")
        await settled(pilot)
        assert "No title is like" in seen(pilot), "the words of two records find none"
        await press(pilot, *["backspace"] * 16)
        await type_in(pilot, "acc-3")
        await settled(pilot)
        assert "Family therapy" in seen(pilot)
        await press(pilot, "enter", "l")
        assert "linked as related" in said(pilot)

    drive(desk(sample, "anna", "screen"), script)
    assert sample.record(0).set_id != sample.record(3).set_id


def test_it_is_marked_at_full_text_and_in_conflicts_too(sample: Sample) -> None:
    for accession in (0, 1, 2, 3, "S-0"):
        sample.both(accession, "include", "exclude" if accession == 1 else "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    sample.both("S-0", "include", "include", FULL_TEXT)

    async def conflicts(pilot: Pilot[None]) -> None:
        await press(pilot, "D")
        assert isinstance(pilot.app.screen, FindOtherScreen)
        await press(pilot, "escape")

    drive(desk(sample, "anna", "conflicts"), conflicts)

    async def full_text(pilot: Pilot[None]) -> None:
        await press(pilot, "D", "enter", "s")
        assert "are one report now" in said(pilot)

    drive(desk(sample, "anna", "fulltext"), full_text)
    assert sample.record(0).set_id == sample.record("S-0").set_id


def test_a_retracted_report_waits_among_the_conflicts_until_it_is_decided_anew(
    sample: Sample,
) -> None:
    sample.add("Embase", [record(8, accession="E-8", doi="10.9999/eight")])
    for stage in (TITLE_ABSTRACT, FULL_TEXT):
        for accession in ("E-8", 1):
            sample.both(accession, "include", "include", stage)
        reveal(sample.lead, stage)
    take_list(sample.lead, b"10.9999/eight\n", "list.txt")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "! RETRACTED" in seat.drawn(app)
        assert "retracted since: decide anew" in seat.drawn(app)
        await seat.press(app, pilot, "i")
        await seat.press(app, pilot, "1")
        await seat.write(app, pilot, "its data are not used")
        assert "No conflict is open" in seat.drawn(app)

    seat.play(sample.hand("anna"), "conflicts", story)
    with sample.lead.read() as connection:
        assert unanswered(connection) == []


def test_who_differed_from_themselves_is_asked_again_and_nobody_else(sample: Sample) -> None:
    sample.decide("anna", 0, "include")
    sample.decide("anna", "S-0", "exclude")
    for number in (1, 2, 3):
        sample.decide("anna", number, "include")

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "s", "D", "enter", "s")
        assert "decided differently on two records" in " ".join(seen(pilot).split())
        await press(pilot, "i")
        assert "decided differently" not in seen(pilot)

    drive(desk(sample, "anna", "screen"), script, (120, 40))
