"""Writing records to a file from the overview."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(str(tmp_path / "review.db"), 3)
    yield made
    made.close()


async def _type(pilot: Pilot[None], *lines: str) -> None:
    """Type each line and go on to the next."""
    for line in lines:
        for letter in line:
            await pilot.press({".": "full_stop", "-": "minus"}.get(letter, letter))
        await pilot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_records_are_written_as_the_person_may_see_them(
    sample: Sample, tmp_path: Path, size: tuple[int, int]
) -> None:
    sample.decide("anna", 0, "exclude", note="a note of anna's")
    file = tmp_path / "mine.csv"

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("e")
        await shows(pilot, "Export records", "Standing")
        await _type(pilot, "csv", "", "", "nb", "mine.csv")
        await until(pilot, lambda: "3 records written" in said(pilot))
        await pilot.press("e")
        await shows(pilot, "Export records")
        await _type(pilot, "csv", "", "", "", "mine.csv")
        await shows(pilot, "mine.csv exists already")

    drive(desk(tmp_path, "bo"), script, size)
    text = file.read_text("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines(), delimiter=";"))
    assert [row["accession"] for row in rows] == ["acc-0", "acc-1", "acc-2"]
    assert "anna" not in text


def test_an_unknown_format_is_told_in_the_form(sample: Sample, tmp_path: Path) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("e")
        await shows(pilot, "Export records")
        await _type(pilot, "docx", "", "", "", "")
        await shows(pilot, "Formats: csv, json")
        assert "Traceback" not in drawn(pilot)

    drive(desk(tmp_path, "anna"), script)
