"""The matrix of completeness: its numbers and cells open to studies, values and quotes."""

from __future__ import annotations

import json
from pathlib import Path

from textual.pilot import Pilot

from extraction import two_entries, working
from extraction.screens.behind import BehindScreen
from extraction.screens.filling import FormScreen
from extraction.tidier import ITEMS
from tests.desk.driving import begin, desk, drive, include, press, seen


def test_every_cell_opens_to_its_value_and_every_number_to_its_studies(tmp_path: Path) -> None:
    sample = begin(tmp_path)
    (study,) = include(sample, 1)
    answers = {item: {"status": "not-reported"} for item in ITEMS}
    answers["why"] = {"value": "Attachment theory", "page": "4", "quote": "rests on attachment"}
    answers["how"] = {"value": "Visits", "status": "partly-reported"}
    text = json.dumps({"values": answers, "part": "Home visits"})
    for person in ("anna", "bo"):
        working.fill_from_file(
            sample.hand(person), f"s-{study.id}", "tidier", text, part="", name="t", done=True
        )
    two_entries.agree(
        sample.hand("anna"), f"s-{study.id}", "tidier", '{"values": {}}', part="Home visits"
    )

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "t")
        told = seen(pilot)
        assert told.index("Described in full") < told.index("Score of the item")
        assert told.index("Score of the item") < told.index("Home visits"), "profile before total"
        assert "3/24" in told
        await press(pilot, "right", "right", "right", "enter")
        assert isinstance(pilot.app.screen, BehindScreen), "how many describe item 2 in full"
        assert "2 WHY: in full" in seen(pilot)
        await press(pilot, "escape", "end", "enter")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "page 4   “rests on attachment”" in seen(pilot)

    drive(desk(sample, "anna", "extract"), script, (120, 40))
    sample.close()
