"""Clashes on the desk: found from anywhere, sides beside each other, one taken and taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tests.clashing import apart_and_merged, settled_twice
from tests.desk.shelling import desk, drawn, drive, said, shows
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(f"{tmp_path}/review.db", count=5)
    yield made
    made.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_side_is_taken_with_a_reason_and_taken_back(
    sample: Sample, tmp_path: Path, size: tuple[int, int]
) -> None:
    settled_twice(sample)
    apart_and_merged(sample)

    async def story(pilot: Pilot[None]) -> None:
        await shows(pilot, "2 clashes between copies to settle: F4.")
        await pilot.press("5")
        await shows(pilot, "settled twice, differently: F4")
        await pilot.press("f4")
        await shows(pilot, "settlement: r-", "> 1  anna", "2  bo", "anna thinks so")
        (names,) = (line for line in drawn(pilot).split("\n") if "> 1  anna" in line)
        assert names.index("anna") < names.index("bo"), "beside each other"
        await pilot.press("j", "t")
        await shows(pilot, "Take side 2, of bo")
        await pilot.press("enter")
        await shows(pilot, "Take side 2, of bo")
        pilot.app.screen.query_one(Input).value = "bo is right"
        await pilot.press("enter")
        await shows(pilot, "duplicates: r-", "two reports: other sample")
        assert "settled as exclude" in said(pilot)
        assert "settlement" not in drawn(pilot)
        await pilot.press("u")
        await shows(pilot, "settlement")
        await pilot.press("escape")
        await shows(pilot, "settled twice, differently: F4")

    drive(desk(tmp_path, "bo"), story, size)


def test_without_clashes_it_says_what_would_stand_there(sample: Sample, tmp_path: Path) -> None:
    sample.both(0, "include", "exclude")

    async def story(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        assert "clash" not in drawn(pilot)
        await pilot.press("f4")
        await shows(pilot, "No clash waits.")
        await pilot.press("t", "f4", "escape")
        await shows(pilot, "Records found")

    drive(desk(tmp_path, "bo"), story)
