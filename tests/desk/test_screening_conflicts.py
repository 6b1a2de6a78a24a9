"""The workspace for conflicts, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Stage
from screening.cards import cards
from screening.conflicts import conflicts, reasons_differ
from screening.rounds import draw
from tests.desk.seat import Seat, drawn, play, press, told, write
from tests.sample import Sample, record


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(f"{tmp_path}/review.db", count=5)
    made.decide("anna", 0, "include", note="mothers of [17]")
    made.decide("bo", 0, "exclude", fails=["population"], note="too young")
    made.both(1, "exclude", "maybe")
    made.decide("anna", 2, "exclude", fails=["population"])
    made.decide("bo", 2, "exclude", fails=["language"])
    made.both(3, "include", "include")
    made.both(4, "include", "maybe")
    yield made
    made.close()


def state(sample: Sample, accession: int, stage: Stage = TITLE_ABSTRACT) -> tuple[str, str]:
    key = sample.record(accession).set_id
    with sample.lead.read() as connection:
        card = cards(connection, "bo", stage, [key])[key]
    return card.state, card.reason


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_both_decisions_stand_side_by_side(sample: Sample, size: tuple[int, int]) -> None:
    async def story(app: Seat, _pilot: Pilot[None]) -> None:
        lines = drawn(app).split("\n")
        (names,) = (line for line in lines if "anna" in line and "bo " in line.split("│")[1])
        assert names.index("anna") < names.index("bo ")
        (verdicts,) = (line for line in lines if "+ include" in line and "x exclude" in line)
        assert verdicts.index("+ include") < verdicts.index("x exclude")
        text = "\n".join(lines)
        assert "note: mothers of [17]" in text
        assert "note: too young" in text
        assert "Wrong population" in text
        assert "Conflicts  1 of 2" in text

    play(sample.hand("bo"), "conflicts", story, size)


def test_settling_by_discussion_takes_three_keys_and_a_why(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "i")
        assert "1  discussion" in drawn(app)
        await press(app, pilot, "1")
        await write(app, pilot, "")
        assert "Why, in a few words" in drawn(app)
        await write(app, pilot, "the mean age is 21")
        assert "Conflicts  1 of 1" in drawn(app)
        await press(app, pilot, "x", "1")
        await write(app, pilot, "no families")
        assert "No conflict is open." in drawn(app)
        await press(app, pilot, "u")
        assert "Conflicts  1 of 1" in drawn(app)

    play(sample.hand("bo"), "conflicts", story)
    assert state(sample, 0) == ("forward", "")
    assert state(sample, 1) == ("conflict", "")


def test_an_adjudicator_settles_as_the_third_reviewer(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "x")
        assert "1  third reviewer" in drawn(app)
        await press(app, pilot, "1")
        await write(app, pilot, "the protocol says adults")
        assert "Conflicts  1 of 1" in drawn(app)

    play(sample.hand("cem"), "conflicts", story)
    assert state(sample, 0)[0] == "excluded"


def test_a_screener_cannot_settle_as_the_third_reviewer(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "x")
        assert "discussion" in drawn(app)
        assert "third reviewer" not in drawn(app)

    play(sample.hand("bo"), "conflicts", story)


def test_discussing_later_moves_it_to_the_end(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "d")
        assert "PsycINFO acc-1" in drawn(app)
        await press(app, pilot, "j")
        assert "PsycINFO acc-0" in drawn(app)
        assert "put off" in drawn(app)
        await press(app, pilot, "k")
        assert "PsycINFO acc-1" in drawn(app)

    play(sample.hand("bo"), "conflicts", story)


def test_reasons_that_differ_stand_apart_and_are_settled_by_rule(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "s: 1 agreed, reasons differ" in drawn(app)
        await press(app, pilot, "s")
        assert "Reasons that differ  1 of 1" in drawn(app)
        assert "by rule: Wrong language" in drawn(app)
        await press(app, pilot, "r", "n")
        assert "Reasons that differ  1 of 1" in drawn(app)
        await press(app, pilot, "r", "y")
        assert "1 settled by rule" in told(app)
        assert "No exclusion has reasons that differ." in drawn(app)
        await press(app, pilot, "s")
        assert "Conflicts  1 of 2" in drawn(app)

    play(sample.hand("bo"), "conflicts", story)
    with sample.lead.read() as connection:
        assert not reasons_differ(connection)
        assert len(conflicts(connection)) == 2
    assert state(sample, 2)[0] == "excluded"


def test_at_full_text_an_exclusion_is_settled_with_a_reason(sample: Sample) -> None:
    sample.both(3, "include", "exclude", FULL_TEXT)
    sample.both(4, "exclude", "exclude", FULL_TEXT)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, *"jjj")
        assert "full text: conflict" in drawn(app)
        await press(app, pilot, "x", "1", "5")
        await write(app, pilot, "the control group got it too")
        assert "full text: conflict" not in drawn(app)

    play(sample.hand("bo"), "conflicts", story)
    assert state(sample, 3, FULL_TEXT) == ("excluded", "intervention")


def test_a_report_can_be_settled_as_awaiting(sample: Sample) -> None:
    sample.both(3, "include", "exclude", FULL_TEXT)
    sample.both(4, "exclude", "exclude", FULL_TEXT)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "w")
        assert "That is a state of full texts." in told(app)
        await press(app, pilot, *"jjj", "w", "1", "1")
        await write(app, pilot, "asked the authors")

    play(sample.hand("bo"), "conflicts", story)
    assert state(sample, 3, FULL_TEXT)[0] == "awaiting"


def test_agreement_in_counts_and_figures(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "a")
        text = drawn(app)
        assert "n = 5; a maybe is counted as forward" in text
        assert "anna (down) and bo (across)" in text
        # anna includes 0, 3, 4 and excludes 1, 2; bo excludes 0 and 2, and goes on with the rest.
        assert "agreement 0.600" in text
        await press(app, pilot, "m")
        assert "a maybe is a category of its own" in drawn(app)
        await press(app, pilot, "s")
        assert "Agreement at full-text: n = 0" in drawn(app)
        await press(app, pilot, "escape")
        assert "Conflicts  1 of 2" in drawn(app)

    play(sample.hand("bo"), "conflicts", story)


def test_a_calibration_round_is_shown_with_its_target_and_differences(sample: Sample) -> None:
    sample.add("More", [record(number) for number in (6, 7)])
    draw(sample.lead, "warm-up", 2, TITLE_ABSTRACT, 1)
    for number in (6, 7):
        sample.both(number, "include", "exclude")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "a")
        assert "warm-up" not in drawn(app)
        await press(app, pilot, "r")
        assert "Round “warm-up” at title-abstract: 2 records drawn" in drawn(app)
        await press(app, pilot, "end")
        assert "no criterion named: 2 records" in drawn(app)
        await press(app, pilot, "r")
        assert "warm-up" not in drawn(app)

    play(sample.hand("bo"), "conflicts", story)


def test_history_shows_both_decisions_after_the_reveal(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "h")
        text = drawn(app)
        assert "History" in text
        assert "anna" in text

    play(sample.hand("bo"), "conflicts", story)


def test_without_a_reveal_there_is_nothing(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/other.db", count=3)
    sample.both(0, "include", "exclude")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "No conflict is open." in drawn(app)
        await press(app, pilot, *"ixdjkwruaosc", "escape", "h")
        assert "x exclude" not in drawn(app).replace("x exclude  d later", "")

    play(sample.hand("cem"), "conflicts", story)
    sample.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_thread_of_remarks_stands_under_the_record(sample: Sample, size: tuple[int, int]) -> None:
    async def bo(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "n")
        await write(app, pilot, "Is 17 an [adult]?")

    async def cem(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "pagedown")
        assert "Is 17 an [adult]?" in drawn(app)
        await press(app, pilot, "n")
        await write(app, pilot, "Not by the protocol.")
        await press(app, pilot, "pagedown", "end")
        assert "Not by the protocol." in drawn(app)
        await press(app, pilot, "u", "end")
        assert "Not by the protocol." not in drawn(app)

    play(sample.hand("bo"), "conflicts", bo, size)
    play(sample.hand("cem"), "conflicts", cem, size)
