"""A desk and a command line on one review: the other's progress arrives, and nothing more."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from textual.pilot import Pilot

from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.sample import Sample

_SOON = 2.0  # seconds from the other's commit to this screen


def test_the_others_progress_appears_within_two_seconds(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/review.db")
    sample.close()

    async def decide(accession: str) -> None:
        words = ("decide", accession, "exclude", "--stage", "title-abstract", "--note", "SECRET")
        other = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "review", "--as", "anna", *words, cwd=tmp_path
        )
        assert await other.wait() == 0

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("4")
        await shows(pilot, "PsycINFO acc-0", "To decide  1 of 10")
        assert "anna" not in drawn(pilot)
        for number in (1, 2):
            await decide(f"acc-{number + 4}")
            await until(pilot, lambda n=number: f"anna {n}" in drawn(pilot), _SOON)  # type: ignore[misc]
        await pilot.press("i")
        await shows(pilot, "PsycINFO acc-1", "1 of 10 decided, 9 left   anna 2")
        assert "SECRET" not in drawn(pilot) + said(pilot)
        assert "Wrong" not in drawn(pilot)

    drive(desk(tmp_path, "bo"), script)
