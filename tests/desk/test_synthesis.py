"""The synthesis workspace, driven by keys: tables, what is behind a row, and files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from extraction import two_entries
from extraction.screens.behind import BehindScreen, studies_in
from extraction.screens.grid import Grid
from review.studies import Study
from tests.desk.driving import CHARACTERISTICS, begin, desk, drive, fill, include, press, said, seen
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = begin(tmp_path)
    yield made
    made.close()


@pytest.fixture
def agreed(sample: Sample) -> list[Study]:
    studies = include(sample, 2)
    for person in ("anna", "bo"):
        place = fill(sample, person, studies[0], CHARACTERISTICS)
    two_entries.settle(sample.hand("anna"), place, {})
    return studies


def test_a_table_is_chosen_and_a_row_opens_its_studies(sample: Sample, agreed: list[Study]) -> None:
    async def script(pilot: Pilot[None]) -> None:
        assert "characteristics of included studies" in seen(pilot)
        await press(pilot, "enter")
        assert agreed[0].name in seen(pilot)
        assert "Individually randomised trial" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, BehindScreen)
        assert "Home visits for new parents" in seen(pilot)
        assert "Research council" in seen(pilot)
        await press(pilot, "escape", "down", "enter")
        assert "Nothing is agreed about it yet" in seen(pilot)

    drive(desk(sample, "anna", "synthesis"), script, (120, 40))


def test_the_first_column_stays_while_the_others_move(sample: Sample, agreed: list[Study]) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        assert "Design" in seen(pilot)
        await press(pilot, *["right"] * 9)
        text = seen(pilot)
        assert "Design" not in text
        assert "Funding" in text
        assert agreed[0].name in text
        await press(pilot, *["left"] * 9)
        assert "Design" in seen(pilot)

    drive(desk(sample, "anna", "synthesis"), script)


def test_tables_speak_norwegian(sample: Sample, agreed: list[Study]) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "l")
        assert "Individuelt randomisert studie" in seen(pilot)

    drive(desk(sample, "anna", "synthesis"), script, (120, 40))


def test_cells_marks_and_sums_open_to_their_studies_and_choices_are_kept(
    sample: Sample, agreed: list[Study]
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "down", "down", "enter", "right", "right", "right", "enter")
        assert "Home visiting, Treatment as usual, Parenting stress, Favours" in seen(pilot)
        assert "▲ Parenting stress, 6 months: Favours intervention" in seen(pilot)
        await press(pilot, "escape", "right", "enter")
        assert "No study stands behind this cell" in said(pilot)
        await press(pilot, "t", "end", "up", "up", "enter")
        assert "Included studies by year of publication" in seen(pilot)
        await press(pilot, "enter")
        assert "1 study" in seen(pilot)
        assert agreed[0].name in seen(pilot)
        await press(pilot, "escape", "t", "end", "enter", "o", "2")
        assert "1 of the one study that measured parenting stress (2 included)" in seen(pilot)
        await press(pilot, "s", "1")
        assert agreed[0].name in seen(pilot)
        await press(pilot, "escape", "c", *"basis", "enter", *"claim", "enter", *"asked", "enter")
        assert "Counted by what the authors claim" in seen(pilot)
        assert "Basis of the counts: authors' claim. Reason: asked (anna" in seen(pilot)

    drive(desk(sample, "anna", "synthesis"), script, (120, 40))


@pytest.mark.parametrize(("number", "ending"), [("1", "docx"), ("2", "xlsx"), ("3", "csv")])
def test_a_table_is_written_and_a_file_is_not_replaced_unasked(
    sample: Sample, agreed: list[Study], tmp_path: Path, number: str, ending: str
) -> None:
    target = tmp_path / f"table.{ending}"

    async def write(pilot: Pilot[None]) -> None:
        await press(pilot, "w", number)
        pilot.app.screen.query_one(Input).value = str(target)
        await press(pilot, "enter")

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter")
        await write(pilot)
        assert target.stat().st_size
        target.write_bytes(b"mine")
        await write(pilot)
        await press(pilot, "n")
        assert target.read_bytes() == b"mine"
        await write(pilot)
        await press(pilot, "y")
        assert target.read_bytes() != b"mine"

    drive(desk(sample, "anna", "synthesis"), script)


def test_a_file_that_cannot_be_written_is_said_in_words(
    sample: Sample, agreed: list[Study], tmp_path: Path
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "w", "3")
        pilot.app.screen.query_one(Input).value = str(tmp_path)
        await press(pilot, "enter", "y")
        assert "cannot be written" in said(pilot)
        assert pilot.app.screen.query_one(Grid).has_focus

    drive(desk(sample, "anna", "synthesis"), script)


def test_studies_are_found_by_whole_names() -> None:
    studies = [Study("1", "Berg 2019", ()), Study("2", "Berg 2019a", ()), Study("3", "Å (2)", ())]
    assert [one.id for one in studies_in(["favours: Berg 2019a, Å (2)"], studies)] == ["2", "3"]
    assert [one.id for one in studies_in(["Berg 2019"], studies)] == ["1"]
    assert studies_in(["no study"], studies) == []
