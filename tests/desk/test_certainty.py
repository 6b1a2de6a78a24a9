"""Certainty in the desk: judged, adopted and agreed on by keys, and opened to its studies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from extraction.certainty import queries
from extraction.certainty.body import to_content
from extraction.certainty.grading import Rating
from extraction.certainty.grading_acts import grade, set_body
from extraction.certainty.judgement import own
from review.desk.forms import FormScreen
from review.protocols.setting import set_protocol
from review.protocols.versions import current
from review.refusal import Refused
from tests.desk.driving import begin, desk, drive, press, said, seen, state_bodies, type_in
from tests.sample import Sample

HERE = ("end", *["up"] * 9, "enter")  # from the list of the synthesis to certainty


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = begin(tmp_path)
    yield made
    made.close()


async def line(pilot: Pilot[None], text: str) -> None:
    await type_in(pilot, text)
    await press(pilot, "enter")


def levels(sample: Sample) -> list[str]:
    with sample.lead.read() as connection:
        return [one.level for one in queries.judged(connection).values()]


def test_a_body_is_judged_with_reasons_and_opens_to_its_studies(sample: Sample) -> None:
    study = state_bodies(sample)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, *HERE)
        assert "not graded" in seen(pilot)
        assert "None of the included studies measured Sleep" not in seen(pilot)
        await press(pilot, "down")
        assert "None of the included studies measured Sleep" in seen(pilot)
        await press(pilot, "up", "enter", "g")
        await press(pilot, "f2")
        assert "Say where it starts" in seen(pilot)
        await line(pilot, "randomised")
        await line(pilot, "-3 none")
        await press(pilot, "f2")
        assert "cannot change the level by -3" in seen(pilot)
        await press(pilot, "ctrl+u")
        await line(pilot, "-1 not concealed")
        await press(pilot, "f2")
        assert "Home visits probably result in a reduction in Parenting stress" in seen(pilot)
        assert "⊕⊕⊕◯ moderate" in seen(pilot)
        assert "−1  risk of bias: not concealed" in seen(pilot)
        assert "118 took part; fewer than 400" in said(pilot)
        assert f"{study.name}, n = 118" in seen(pilot)
        await press(pilot, "l")
        assert "+++0 moderat" in seen(pilot)
        await press(pilot, "s")
        assert "Home visits for new parents" in seen(pilot)
        await press(pilot, "escape", "escape")
        assert "moderate" in seen(pilot)

    drive(desk(sample, "anna", "synthesis"), script, (120, 40))
    assert levels(sample) == ["moderate"]


def test_a_judgement_of_others_is_adopted_as_theirs(sample: Sample) -> None:
    state_bodies(sample)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, *HERE, "enter", "a")
        await line(pilot, "Holt 2020")
        await line(pilot, "very-low")
        await press(pilot, "f2")
        assert "Adopted from Holt 2020: very-low" in seen(pilot)
        assert "The evidence is very uncertain" in seen(pilot)

    drive(desk(sample, "anna", "synthesis"), script)
    assert levels(sample) == ["very-low"]


def test_two_judge_apart_unseen_and_say_which_holds(sample: Sample) -> None:
    state_bodies(sample)
    with sample.lead.read() as connection:
        _version, protocol = current(connection)
    set_protocol(sample.hand("anna"), replace(protocol, certainty="both"))

    async def anna(pilot: Pilot[None]) -> None:
        await press(pilot, *HERE, "enter", "g")
        await line(pilot, "randomised")
        await line(pilot, "-1 SECRET of anna")
        await press(pilot, "f2")
        assert "yours alone until the other has judged it" in said(pilot)
        assert "SECRET of anna" in seen(pilot)

    async def bo(pilot: Pilot[None]) -> None:
        await press(pilot, *HERE, "enter")
        assert "SECRET" not in seen(pilot)
        await press(pilot, "y")
        assert "Whose judgement holds" not in seen(pilot)
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "SECRET" not in seen(pilot)
        await line(pilot, "non-randomised")
        await press(pilot, "f2")
        assert "SECRET of anna" in seen(pilot)
        await press(pilot, "y", "1")
        assert "moderate holds" in said(pilot)

    drive(desk(sample, "anna", "synthesis"), anna, (120, 40))
    assert levels(sample) == []
    drive(desk(sample, "bo", "synthesis"), bo, (120, 40))
    assert levels(sample) == ["moderate"]


def test_bodies_are_added_changed_and_removed_and_each_is_taken_back(sample: Sample) -> None:
    study = state_bodies(sample)

    def bodies() -> dict[str, tuple[str, int]]:
        with sample.lead.read() as connection:
            found = queries.bodies(connection)
        return {one.name: (one.effect, len(one.studies)) for one in found}

    before = bodies()

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, *HERE, "a", "f2")
        assert "Say what was measured" in seen(pilot)
        for text in ("Warmth", "6 months", "Home visits", "Usual services", "smaller"):
            await line(pilot, text)
        await press(pilot, "f2")
        assert "It can be: reduction, increase, no-difference, not-measured" in seen(pilot)
        await press(pilot, "ctrl+u")
        await line(pilot, "increase")
        await press(pilot, "enter", "enter")
        await line(pilot, f"{study.name}=118")
        await press(pilot, "f2")
        assert bodies()["Warmth @ 6 months"] == ("increase", 1)
        await press(pilot, "end", "e")
        assert f"{study.name}=118" in seen(pilot)
        await press(pilot, *["down"] * 4, "ctrl+u", "f2")
        assert bodies()["Warmth @ 6 months"] == ("", 1)
        await press(pilot, "u")
        assert bodies()["Warmth @ 6 months"] == ("increase", 1)
        await press(pilot, "end", "d", "y")
        assert bodies() == before
        await press(pilot, "u")
        assert "Warmth @ 6 months" in seen(pilot)

    drive(desk(sample, "anna", "synthesis"), script, (80, 24))
    assert bodies() == {**before, "Warmth @ 6 months": ("increase", 1)}


def test_a_judged_body_keeps_its_names_and_no_two_have_the_same(sample: Sample) -> None:
    state_bodies(sample)
    anna = sample.hand("anna")
    with sample.lead.read() as connection:
        stress, sleep = queries.bodies(connection)
    grade(anna, stress.shown, own("randomised", [Rating("imprecision", -1, "few")]))
    given = {**to_content(stress), "studies": [[f"s-{stress.studies[0][0]}", 118]]}
    with pytest.raises(Refused, match="is judged"):
        set_body(anna, {**given, "outcome": "Stress"}, stress)
    assert set_body(anna, {**given, "importance": "critical"}, stress).importance == "critical"
    with pytest.raises(Refused, match="already"):
        set_body(anna, {**to_content(sleep), "measured": False})
    assert set_body(anna, {**to_content(sleep), "outcome": "Sleep quality"}, sleep)
    with sample.lead.read() as connection:
        assert [one.outcome for one in queries.bodies(connection)] == [
            "Parenting stress",
            "Sleep quality",
        ]
