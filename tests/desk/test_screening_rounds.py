"""Rounds and agreement in the desk: drawn, revealed, closed, each number opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.protocol import DEFAULT, TITLE_ABSTRACT
from review.protocols.setting import set_protocol
from screening.cards import listed
from screening.queue import progress
from screening.rounds import draw, rounds
from tests.desk.seat import Seat, drawn, play, press, ready, told, write
from tests.sample import Sample

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(f"{tmp_path}/review.db")
    yield made
    made.close()


def piloted(sample: Sample) -> None:
    """Draw a round of four and have both screen it; they differ on two."""
    draw(sample.lead, "pilot", 4, TITLE_ABSTRACT, 7)
    with sample.lead.read() as connection:
        sets = listed(connection, "bo", TITLE_ABSTRACT, "to-decide")[:4]
    for place, one in enumerate(sets):
        sample.both(f"r-{one}", "include" if place < 2 else "exclude", "include")


@pytest.mark.parametrize("size", SIZES)
def test_the_lead_draws_a_round_and_it_comes_first(sample: Sample, size: tuple[int, int]) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "n")
        for name, value in (("name", "pilot"), ("size", "4"), ("seed", "7")):
            app.screen.query_one(f"#line-{name}", Input).value = value
        app.screen.query_one("#line-seed", Input).focus()
        await press(app, pilot, "enter")
        assert "Calibration round “pilot”: 4 records, 4 drawn at random with seed 7" in told(app)
        assert "pilot (calibration)" in drawn(app)
        await press(app, pilot, "escape")
        assert "To decide  1 of 10   round “pilot”: 4 left" in drawn(app)
        await press(app, pilot, "x", "i", "x")
        assert "round “pilot”: 1 left" in drawn(app)
        await press(app, pilot, "i")
        assert "You have decided all of round “pilot”" in told(app)
        assert "round" not in drawn(app).splitlines()[1], "the main round"
        await press(app, pilot, "u")
        assert "round “pilot”: 1 left" in drawn(app)

    play(sample.hand("anna"), "screen", story, size)


def test_what_is_wrong_with_a_round_is_said(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "n")
        app.screen.query_one("#line-seed", Input).focus()
        await press(app, pilot, "enter")
        assert "Give it a name." in drawn(app)
        await press(app, pilot, "escape", "c")
        assert "The main round ends by itself." in told(app)

    play(sample.hand("anna"), "screen", story)


def test_only_the_lead_draws(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "n")
        app.screen.query_one("#line-name", Input).value = "mine"
        app.screen.query_one("#line-size", Input).value = "2"
        app.screen.query_one("#line-seed", Input).focus()
        await press(app, pilot, "enter")
        assert "bo is not lead" in told(app)

    play(sample.hand("bo"), "screen", story)


@pytest.mark.parametrize("size", SIZES)
def test_agreement_of_a_round_is_opened_down_to_its_records(
    sample: Sample, size: tuple[int, int]
) -> None:
    piloted(sample)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "enter")
        assert "Round “pilot” at title-abstract: 4 records drawn" in drawn(app)
        await press(app, pilot, "o")
        assert "anna include, bo include: 2" in drawn(app)
        assert "anna exclude, bo include: 2" in drawn(app)
        await press(app, pilot, "2")
        assert "anna exclude, bo include: 2" in drawn(app)
        assert "PsycINFO" in drawn(app)
        await press(app, pilot, "escape", "end")

    play(sample.hand("bo"), "screen", story, size)


def test_a_sentence_for_the_methods_stands_under_the_figures(sample: Sample) -> None:
    piloted(sample)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "enter")
        figures = str(app.screen.query_one("#figures").visual)
        assert "For the methods section:" in figures
        assert "anna and bo" in figures

    play(sample.hand("anna"), "screen", story)


def test_a_round_is_closed_with_a_stored_choice_and_a_reason(sample: Sample) -> None:
    piloted(sample)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "c", "2")
        await write(app, pilot, "criteria were unclear")
        assert "its decisions discarded: 4 records will be screened again" in told(app)
        assert "discarded" in drawn(app)
        await press(app, pilot, "u")
        assert "discarded" not in drawn(app).replace("kept or discarded", "")
        await press(app, pilot, "c", "1")
        await write(app, pilot, "good enough")
        assert "the decisions on 4 records kept" in told(app)

    play(sample.hand("anna"), "screen", story)
    with sample.lead.read() as connection:
        assert next(one for one in rounds(connection) if one.name == "pilot").closed == "keep"


def test_decisions_under_older_criteria_are_asked_for_again(sample: Sample) -> None:
    sample.decide("bo", 0, "include")
    set_protocol(sample.lead, replace(DEFAULT, question="Another one?"))

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "a", "1")
        await write(app, pilot, "the question changed")
        assert "The decisions on 1 record made under versions before" in told(app)

    play(sample.hand("anna"), "screen", story)
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).left == 10


def test_a_round_is_revealed_by_the_lead_alone_and_after_a_warning(sample: Sample) -> None:
    sample.both(0, "include", "exclude")

    async def as_anna(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "R")
        assert "This cannot be taken back." in drawn(app)
        await press(app, pilot, "n", "R", "y")
        assert "1 ballot revealed; 9 are still open." in told(app)

    async def as_bo(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "O", "R", "y")
        assert "bo is not lead" in told(app)

    play(sample.hand("bo"), "screen", as_bo)
    play(sample.hand("anna"), "screen", as_anna)


def test_before_a_reveal_there_is_no_number_to_open(sample: Sample) -> None:
    sample.both(0, "include", "exclude")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "A", "o")
        assert "There is no number to open yet." in told(app)

    play(sample.hand("bo"), "screen", story)


def test_a_round_drawn_by_the_lead_comes_first_at_a_desk_that_is_open(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "PsycINFO acc-0 " in drawn(app)
        draw(sample.lead, "pilot", 3, TITLE_ABSTRACT, 7)
        with sample.lead.read() as connection:
            first = listed(connection, "bo", TITLE_ABSTRACT, "to-decide")[:3]
        await pilot.pause(1)
        app.sit_down(sample.hand("bo"))
        await ready(app, pilot)
        assert list(app.screen.queue.ids[:3]) == first  # type: ignore[attr-defined]

    play(sample.hand("bo"), "screen", story)
