"""Linked reports in the desk: listed under duplicates, offered as one study where data go."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.desk.screens.study_suggestions import StudySuggestionsScreen
from review.duplicates.judging import judge
from review.ledger.undoing import undo_last
from review.studies import all_studies
from tests.desk.driving import begin, desk, drive, include, press, said, seen, settled
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = begin(tmp_path, 4)
    judge(made.hand("anna"), "link", ("acc-0", "acc-1"), "Protocol and trial.")
    judge(made.hand("anna"), "link", ("acc-2", "acc-3"), "Abstract and paper.")
    yield made
    made.close()


def test_reports_that_may_be_of_one_study_are_answered_by_a_key(sample: Sample) -> None:
    include(sample, 4)

    async def script(pilot: Pilot[None]) -> None:
        assert "2 pairs of reports may be of one study" in seen(pilot)
        await press(pilot, "l")
        assert isinstance(pilot.app.screen, StudySuggestionsScreen)
        assert "2 pairs of included reports" in seen(pilot)
        assert "Protocol and trial" in seen(pilot)
        await press(pilot, "s")
        assert "1 pair of included reports" in seen(pilot), "the next pair is in view"
        assert "Abstract and paper" in seen(pilot)
        await press(pilot, "d")
        assert "No reports look like reports of one study" in seen(pilot)
        undo_last(sample.hand("anna"))
        pilot.app.screen.reload()
        await settled(pilot)
        assert "Abstract and paper" in seen(pilot), "what is undone is asked again"
        await press(pilot, "d", "escape")
        assert "may be of one study" not in seen(pilot)
        assert "3 included studies" in seen(pilot)
        await press(pilot, "s", "2", "enter")
        assert "4 included studies" in seen(pilot)
        await press(pilot, "m", "1", "enter")
        assert "3 included studies" in seen(pilot)

    drive(desk(sample, "anna", "extract"), script)
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
