"""The workspace for titles and abstracts, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.protocol import DEFAULT, TITLE_ABSTRACT, Criterion, Protocol, Terms
from screening.cards import Own, cards
from tests.desk.seat import Seat, drawn, play, press, ready, told, write
from tests.sample import Sample, record

PROTOCOL = replace(
    DEFAULT,
    question="Do visits help families?",
    criteria=(
        Criterion("adults", "The caregivers are adults", "", "population"),
        Criterion("control", "There is a control group", "", "study-design"),
    ),
    terms=Terms(("invented",), ("number",)),
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(f"{tmp_path}/review.db", protocol=PROTOCOL)
    yield made
    made.close()


def own(sample: Sample, person: str, accession: str | int) -> Own | None:
    key = sample.record(accession).set_id
    with sample.lead.read() as connection:
        return cards(connection, person, TITLE_ABSTRACT, [key])[key].mine


def shows(app: Seat, accession: int) -> bool:
    return f"PsycINFO acc-{accession} " in drawn(app)


def test_each_verdict_is_kept_and_the_next_record_is_shown(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert shows(app, 0)
        await press(app, pilot, "i")
        assert shows(app, 1)
        await press(app, pilot, "x", "m")
        assert shows(app, 3)
        assert "3 of 10 decided, 7 left" in drawn(app)

    play(sample.hand("bo"), "screen", story)
    said = [own(sample, "bo", n) for n in range(4)]
    assert [one.verdict if one else "" for one in said] == ["include", "exclude", "maybe", ""]
    assert own(sample, "anna", 0) is None


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_record_is_readable_at_both_sizes(sample: Sample, size: tuple[int, int]) -> None:
    async def story(app: Seat, _pilot: Pilot[None]) -> None:
        text = drawn(app)
        for part in ("Home visits for new parents", "Surname0, Given", "2000. Journal of Invented"):
            assert part in text
        assert "Invented abstract number 0." in text
        assert "i include" in text
        assert "? help" in text

    play(sample.hand("bo"), "screen", story, size)


def test_undo_takes_the_decision_back_and_shows_the_record_again(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "i", "x", "u")
        assert shows(app, 1)
        assert "1 of 10 decided, 9 left" in drawn(app)
        await press(app, pilot, "u")
        assert shows(app, 0)
        assert "not decided yet" in drawn(app)
        await press(app, pilot, "u")
        assert "nothing of yours left to undo" in told(app)

    play(sample.hand("bo"), "screen", story)
    assert own(sample, "bo", 0) is None


def test_moving_and_the_later_pile(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "j", "j", "k")
        assert shows(app, 1)
        await press(app, pilot, "l")
        assert shows(app, 2)
        await press(app, pilot, "end" if app.screen.focused is app.screen.queue else "j")
        for _ in range(8):
            await press(app, pilot, "j")
        assert shows(app, 1)
        assert "later" in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_what_was_put_off_comes_up_again_at_the_end(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "l", *"xxxxxxxxx")
        assert shows(app, 0)
        await press(app, pilot, "i")
        assert "You have decided everything here." in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_a_note_is_kept_with_the_decision(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "n")
        await write(app, pilot, "ask the authors")
        assert "note: ask the authors" in drawn(app)
        await press(app, pilot, "m")

    play(sample.hand("bo"), "screen", story)
    assert own(sample, "bo", 0) == Own("maybe", note="ask the authors")


def test_a_note_can_be_added_to_a_decision_before_the_reveal(sample: Sample) -> None:
    sample.decide("bo", 0, "exclude", fails=["adults"])

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "s", "n")
        await write(app, pilot, "mothers of 16")
        assert shows(app, 0)

    play(sample.hand("bo"), "screen", story)
    assert own(sample, "bo", 0) == Own("exclude", ("population",), ("adults",), "mothers of 16")


def test_letters_typed_into_a_note_decide_nothing(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "n", "i", "x", "m", "u", "4", "q", "escape")
        assert shows(app, 0)

    play(sample.hand("bo"), "screen", story)
    assert own(sample, "bo", 0) is None


def test_ticked_criteria_give_the_reason(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f", "1", "2", "enter")
        assert "fails: The caregivers are adults, There is a control group" in drawn(app)
        await press(app, pilot, "i")
        assert "You ticked that it fails" in told(app)
        assert shows(app, 0)
        await press(app, pilot, "x")

    play(sample.hand("bo"), "screen", story)
    # In the protocol's order, not in that of the criteria.
    assert own(sample, "bo", 0) == Own(
        "exclude", ("study-design", "population"), ("adults", "control")
    )


def test_ones_own_decision_can_be_changed(sample: Sample) -> None:
    sample.decide("bo", 0, "exclude", fails=["adults"])

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "s")
        assert "Decided by me, not revealed  1 of 1" in drawn(app)
        assert "x exclude (Wrong population)" in drawn(app)
        await press(app, pilot, "i")
        assert "+ include" in drawn(app)

    play(sample.hand("bo"), "screen", story)
    assert own(sample, "bo", 0) == Own("include")


def test_jumping_to_a_record(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "g")
        await write(app, pilot, "acc-7")
        assert shows(app, 7)
        await press(app, pilot, "g")
        await write(app, pilot, sample.record(3).shown)
        assert shows(app, 3)
        await press(app, pilot, "g")
        await write(app, pilot, "acc-77")
        assert "There is no record acc-77." in told(app)
        assert shows(app, 3)

    play(sample.hand("bo"), "screen", story)


def test_jumping_to_what_is_not_in_the_list_shows_all(sample: Sample) -> None:
    sample.decide("bo", 5, "maybe")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "g")
        await write(app, pilot, "acc-5")
        assert shows(app, 5)
        assert "All records  6 of 10" in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_searching_within_the_record(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "slash")
        await write(app, pilot, "abstract")
        assert app.screen.paper.matches == 1
        await press(app, pilot, "j")
        assert app.screen.paper.matches == 1
        await press(app, pilot, "slash")
        await write(app, pilot, "zebra")
        assert "“zebra” is not in this record" in told(app)

    play(sample.hand("bo"), "screen", story)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_protocol_is_shown_on_demand(sample: Sample, size: tuple[int, int]) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "Do visits help families?" not in drawn(app)
        await press(app, pilot, "c")
        assert "Do visits help families?" in drawn(app)
        assert "The caregivers are adults" in drawn(app)
        assert "Invented abstract number 0." in drawn(app)
        await press(app, pilot, "c")
        assert "Do visits help families?" not in drawn(app)

    play(sample.hand("bo"), "screen", story, size)


def test_a_link_is_copied_where_no_browser_would_appear(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "there")
    sample.add("Web", [record(20, doi="10.1000/x", title="With a DOI")])

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "o")
        assert "no DOI and no link" in told(app)
        await press(app, pilot, "g")
        await write(app, pilot, "acc-20")
        await press(app, pilot, "o")
        assert app.clipboard == "https://doi.org/10.1000/x"
        assert "https://doi.org/10.1000/x" in told(app)

    play(sample.hand("bo"), "screen", story)


def test_a_run_of_the_same_key_is_noticed(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/review.db", count=20)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await pilot.press(*"x" * 14)
        await ready(app, pilot)
        assert "is a key stuck" not in told(app)
        await press(app, pilot, "x")
        assert "15 times exclude" in told(app)

    play(sample.hand("bo"), "screen", story)
    sample.close()


def test_the_last_ballot_of_a_round_reveals_it(sample: Sample) -> None:
    for n in range(10):
        sample.decide("anna", n, "include")
    for n in range(9):
        sample.decide("bo", n, "include")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert shows(app, 9)
        await press(app, pilot, "x")
        assert "The round is complete: 10 ballots revealed." in told(app)
        assert "Everything here is decided and revealed." in drawn(app)
        await press(app, pilot, "g")
        await write(app, pilot, "acc-9")
        await press(app, pilot, "i")
        assert "revealed and frozen: conflict" in told(app)

    play(sample.hand("bo"), "screen", story)
    assert own(sample, "bo", 9) == Own("exclude")


def test_only_the_lead_reveals_and_is_warned(sample: Sample) -> None:
    for n in range(3):
        sample.both(n, "include", "exclude")

    async def as_bo(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "R")
        assert "Only the lead reveals." in told(app)

    async def as_anna(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "R")
        assert "This cannot be taken back." in drawn(app)
        await press(app, pilot, "n", "R", "y")
        assert "3 ballots revealed; 7 are still open." in told(app)

    play(sample.hand("bo"), "screen", as_bo)
    play(sample.hand("anna"), "screen", as_anna)


def test_data_is_never_markup(sample: Sample) -> None:
    sample.add("Web", [record(20, title="[/b] [red]p[0.05]\x1b[31m", abstract="")])

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "g")
        await write(app, pilot, "acc-20")
        assert "[/b] [red]p[0.05]" in drawn(app)
        assert "\x1b" not in drawn(app)
        assert "! No abstract in the export." in drawn(app)

    play(sample.hand("bo"), "screen", story)


def test_one_who_may_not_screen_is_told(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "i")
        assert "cem is not screener" in told(app)
        assert shows(app, 0)

    play(sample.hand("cem"), "screen", story)


def test_an_empty_review_says_what_comes_first(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/review.db", count=0, protocol=Protocol())

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "Nothing to screen yet." in drawn(app)
        await press(app, pilot, *"ixmnfuljkscog", "escape", "R")
        assert "Nothing to screen yet." in drawn(app) or "s shows the next list" in drawn(app)

    play(sample.hand("bo"), "screen", story)
    sample.close()
