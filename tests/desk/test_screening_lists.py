"""Filters, the later pile, tags, search in all records, and many decisions at once, by keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.protocol import TITLE_ABSTRACT
from review.records.tags import Tag, tags_on
from screening.cards import Own, cards
from screening.filters import Progress
from screening.piles import pile
from tests.desk.seat import Seat, drawn, play, press, ready, told, write
from tests.sample import Sample, record


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(f"{tmp_path}/review.db")
    made.add("ERIC", [record(20, title="Pupils and meals", abstract="")])
    yield made
    made.close()


async def narrow(app: Seat, pilot: Pilot[None], **lines: str) -> None:
    """Fill the form of the filter."""
    await press(app, pilot, "F")
    for name in ("text", "source", "from", "to", "tag", "bare"):
        line = app.screen.query_one(f"#line-{name}", Input)
        line.value = lines.get(name, "")
    app.screen.query_one("#line-bare", Input).focus()
    await press(app, pilot, "enter")


def own(sample: Sample, accession: int) -> Own | None:
    key = sample.record(accession).set_id
    with sample.lead.read() as connection:
        return cards(connection, "bo", TITLE_ABSTRACT, [key])[key].mine


def test_a_filter_narrows_the_list_and_goes_again(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await narrow(app, pilot, text="family")
        assert "with “family”  1 of 1" in drawn(app)
        assert "Family therapy after a crisis" in drawn(app)
        await narrow(app, pilot, **{"from": "2004", "to": "2006"})
        assert "from 2004 on, up to 2006  1 of 3" in drawn(app)
        await narrow(app, pilot, source="ERIC")
        assert "Pupils and meals" in drawn(app)
        await narrow(app, pilot, bare="yes")
        assert "without an abstract  1 of 1" in drawn(app)
        await press(app, pilot, "backspace")
        assert "To decide  11 of 11" in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_a_filter_that_nothing_fits_says_how_to_leave_it(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await narrow(app, pilot, text="zebra")
        assert "Nothing in this list fits: with “zebra”." in drawn(app)
        assert "Backspace takes it away" in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_what_is_wrong_in_the_filter_is_said_in_words(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await narrow(app, pilot, source="Nowhere")
        assert "The sources are: ERIC, PsycINFO." in drawn(app)
        await press(app, pilot, "escape")
        await narrow(app, pilot, to="last")
        assert "Write a year, such as 2015." in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_records_without_abstract_are_marked_in_the_queue(sample: Sample) -> None:
    async def story(app: Seat, _pilot: Pilot[None]) -> None:
        (line,) = (line for line in drawn(app).split("\n") if "Surname20 2020" in line)
        assert "no abstr." in line

    play(sample.hand("bo"), "screen", story)


def test_the_later_pile_is_kept_for_the_next_sitting(sample: Sample) -> None:
    async def put_off(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "l")
        assert "PsycINFO acc-1 " in drawn(app)

    async def next_day(app: Seat, pilot: Pilot[None]) -> None:
        assert "PsycINFO acc-1 " in drawn(app)
        await press(app, pilot, "S", "5")
        assert "Put off for later  1 of 1" in drawn(app)
        assert "PsycINFO acc-0 " in drawn(app)
        await press(app, pilot, "l")
        assert "In its place again." in told(app)
        assert "Nothing in this list." in drawn(app)

    play(sample.hand("bo"), "screen", put_off)
    with sample.lead.read() as connection:
        assert pile(connection, "bo", TITLE_ABSTRACT) == [sample.record(0).set_id]
    play(sample.hand("bo"), "screen", next_day)
    with sample.lead.read() as connection:
        assert pile(connection, "bo", TITLE_ABSTRACT) == []


def test_putting_off_is_undone(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "l", "u")
        assert "PsycINFO acc-0 " in drawn(app)
        assert "To decide  1 of 11" in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_tags_are_edited_apart_from_notes_and_filtered_by(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "t")
        await write(app, pilot, "teenagers, ask cem")
        assert "tags: ask cem (bo), teenagers (bo)" in drawn(app)
        await press(app, pilot, "t")
        await write(app, pilot, "teenagers")
        assert "tags: teenagers (bo)" in drawn(app)
        await press(app, pilot, "j", "t")
        assert "So far you used: ask cem, teenagers." in drawn(app)
        await press(app, pilot, "escape")
        await narrow(app, pilot, tag="teenagers")
        assert "tagged “teenagers”  1 of 1" in drawn(app)

    play(sample.hand("bo"), "screen", story)
    with sample.lead.read() as connection:
        key = sample.record(0).set_id
        assert tags_on(connection, "bo", key) == [Tag("teenagers", "bo")]
        assert tags_on(connection, "anna", key) == []


def test_words_are_found_in_all_records_and_one_is_gone_to(sample: Sample) -> None:
    sample.decide("bo", 7, "exclude")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "G")
        await pilot.press(*"reading")
        await press(app, pilot, "enter")
        assert "1 found" in drawn(app)
        await press(app, pilot, "enter")
        assert "PsycINFO acc-7 " in drawn(app)
        assert "All records" in drawn(app)

    play(sample.hand("bo"), "screen", story)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_many_are_decided_by_a_filter_shown_first_and_undone_as_one(
    sample: Sample, size: tuple[int, int]
) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "M")
        assert "none is set" in told(app)
        await narrow(app, pilot, to="2002")
        await press(app, pilot, "M", "2", "4", "enter")
        assert "exclude: up to 2002: 3 records" in drawn(app)
        assert "Surname1: Group training" in drawn(app)
        assert own(sample, 0) is None
        await press(app, pilot, "y")
        assert "3 decided at once; one u takes all of them back." in told(app)
        assert own(sample, 0) == Own("exclude", ("population",), ("population",))
        assert "To decide  1 of 8" in drawn(app)
        await press(app, pilot, "u")
        await ready(app, pilot)
        assert " of 11" in drawn(app)

    play(sample.hand("bo"), "screen", story, size)
    assert own(sample, 0) is None
    assert own(sample, 2) is None


def test_nothing_is_decided_when_the_list_of_many_is_left(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await narrow(app, pilot, to="2002")
        await press(app, pilot, "M", "1", "n")
        assert "up to 2002  1 of 3" in drawn(app)

    play(sample.hand("bo"), "screen", story)
    assert own(sample, 0) is None


def test_a_filter_that_takes_long_tells_how_far_it_is_and_is_stopped(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sifting, go_on = Event(), Event()

    def slow(_c: object, sets: Sequence[str], _wanted: object, progress: Progress) -> list[str]:
        sifting.set()
        for done in range(200):
            go_on.wait(0.05)
            progress(done, 200)
        return list(sets[:1])

    monkeypatch.setattr("screening.filters._fitting", slow)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "F")
        app.screen.query_one("#line-text", Input).value = "home"
        app.screen.query_one("#line-bare", Input).focus()
        await pilot.press("enter")
        while "backspace: stop" not in drawn(app):
            await pilot.pause(0.02)
        assert sifting.is_set()
        await pilot.press("c")
        assert app.screen.has_class("-criteria"), "the desk goes on meanwhile"
        app.screen.reload()  # type: ignore[attr-defined]
        await press(app, pilot, "backspace")
        assert "To decide  1 of 11" in drawn(app)
        assert "backspace: stop" not in drawn(app)

    play(sample.hand("bo"), "screen", story)
