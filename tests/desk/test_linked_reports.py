"""Linked reports in the desk: listed under duplicates, offered as one study where data go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.desk.screens.one_study import OneStudyScreen
from review.duplicates.judging import judge
from review.studies import all_studies
from tests.desk.driving import begin, desk, drive, include, press, said, seen
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = begin(tmp_path, 4)
    judge(made.hand("anna"), "link", ("acc-0", "acc-1"), "Protocol and trial.")
    judge(made.hand("anna"), "link", ("acc-2", "acc-3"), "Abstract and paper.")
    yield made
    made.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_one_key_makes_one_study_of_linked_reports(sample: Sample, size: tuple[int, int]) -> None:
    include(sample, 4)

    async def script(pilot: Pilot[None]) -> None:
        assert "2 pairs of linked reports" in seen(pilot)
        await press(pilot, "l")
        assert isinstance(pilot.app.screen, OneStudyScreen)
        assert "1 of 2" in seen(pilot)
        assert "One study?" in " ".join(seen(pilot).split())
        await press(pilot, "s")
        assert "1 of 1" in seen(pilot), "the next pair is in view"
        assert "Abstract and paper" in seen(pilot)
        await press(pilot, "d")
        assert not isinstance(pilot.app.screen, OneStudyScreen)
        assert "linked reports" not in seen(pilot)
        await press(pilot, "l")
        assert "No two included reports are linked" in said(pilot)

    drive(desk(sample, "anna", "extract"), script, size)
    with sample.lead.read() as connection:
        assert sorted(len(study.reports) for study in all_studies(connection)) == [1, 1, 2]


def test_links_are_listed_before_anything_is_included_and_say_why_they_wait(
    sample: Sample,
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "v", "v")
        assert "Linked 2" in seen(pilot)
        await press(pilot, "enter")
        assert "Protocol and trial" in seen(pilot)
        await press(pilot, "n")
        assert "Abstract and paper" in seen(pilot)
        await press(pilot, "s")
        assert "not both included" in said(pilot)
        await press(pilot, "escape")
        assert "Linked 2" in seen(pilot)

    drive(desk(sample, "bo", "duplicates"), script)
