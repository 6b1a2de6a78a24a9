"""Certainty in the desk: judged, adopted and agreed on by keys, and opened to its studies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from extraction.certainty import queries
from review.desk.forms import FormScreen
from review.protocol_setting import set_protocol
from review.versions import current
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
