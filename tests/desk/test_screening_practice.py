"""Practice in the desk: begun, screened in, judged and left, without a trace in the review."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from review.ledger.proving import stale_projections
from review.protocol import TITLE_ABSTRACT
from screening.queue import progress
from screening.revealing import reveal
from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.sample import Sample


def test_practice_from_beginning_to_end(tmp_path: Path) -> None:
    sample = Sample.begin(str(tmp_path / "review.db"))
    sample.both(0, "include", "include")
    sample.both(1, "exclude", "exclude")
    reveal(sample.lead, TITLE_ABSTRACT)

    async def story(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("4")
        await shows(pilot, "To decide  1 of 8")
        await pilot.press("Y")
        await shows(pilot, "Practise", "Folder")
        await pilot.press("enter")
        await shows(pilot, "Practice: Sample", "To decide  1 of 10")
        await pilot.press("x")
        await shows(pilot, "1 of 10 decided")
        await pilot.press("x")
        await shows(pilot, "2 of 10 decided")
        await pilot.press("Y", "1")
        await shows(pilot, "You decided 2 records", "you said the same of 1")
        assert "1 record that you excluded was included there" in drawn(pilot)
        await pilot.press("escape", "Y", "3")
        await shows(pilot, "To decide  1 of 8")
        assert "Practice" not in drawn(pilot).splitlines()[0]
        await until(pilot, lambda: "Nothing of the practice is in it" in said(pilot))

    drive(desk(tmp_path, "bo"), story, (80, 24))
    assert not (tmp_path / "practice").exists()
    with sample.lead.read() as connection:
        assert progress(connection, "bo", TITLE_ABSTRACT).mine == 2
    assert stale_projections(sample.lead) == []
    sample.close()
