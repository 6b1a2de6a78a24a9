"""Decisions made elsewhere taken in at the desk: asked, looked at, kept, undone as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from screening.queue import progress
from tests.desk.driving import type_in
from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(str(tmp_path / "review.db"))
    yield made
    made.close()


def test_a_log_is_looked_at_then_taken_in_and_undone_as_one(sample: Sample, tmp_path: Path) -> None:
    lines = ["created_at,user_id,user_email,article_id,key,value"]
    lines += [f"2024-03-01T09:00:0{n}.000Z,11,,acc-{n},included,{n % 2}" for n in range(4)]
    lines.append("2024-03-01T09:00:09.000Z,12,,acc-0,included,-1")
    (tmp_path / "log.csv").write_text("\n".join(lines))

    def mine() -> int:
        with sample.lead.read() as connection:
            return progress(connection, "anna", "title-abstract").mine

    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "10 records left for you")
        await pilot.press("4")
        await shows(pilot, "0 of 10 decided")
        await pilot.press("T")
        await shows(pilot, "Decisions made elsewhere, at title-abstract")
        await pilot.press("enter", "enter", "enter", "enter")
        await shows(pilot, "There is no file")
        await type_in(pilot, "log.csv")
        await pilot.press("enter")
        await type_in(pilot, "11")
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "Write CODE=NAME")
        await pilot.press("equals_sign", *"anna", "enter", "enter", "enter")
        await shows(pilot, "5 found, 4 would be imported, 1 rejected", "known by: 12")
        assert mine() == 0, "looking keeps nothing"
        await pilot.press("escape")
        await shows(pilot, "0 of 10 decided")
        await pilot.press("T")
        await shows(pilot, "Decisions made elsewhere")
        await type_in(pilot, "log.csv")
        await pilot.press("enter")
        await type_in(pilot, "11=anna")
        await pilot.press("enter", "enter", "enter")
        await shows(pilot, "Enter: import")
        await pilot.press("enter")
        await until(pilot, lambda: "4 decisions taken in, 1 left out" in said(pilot))
        await shows(pilot, "4 of 10 decided")
        await pilot.press("u")
        await until(pilot, lambda: "4 acts that were done at once" in said(pilot))
        await shows(pilot, "0 of 10 decided")
        assert "Traceback" not in drawn(pilot)

    drive(desk(tmp_path, "anna"), script)
