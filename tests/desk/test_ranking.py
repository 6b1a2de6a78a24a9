"""Ranked screening at the desk: batch after batch, the words, and the stop."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

from textual.pilot import Pilot

from review.protocol import TITLE_ABSTRACT, Protocol, Terms
from screening.ranking.queueing import released_sets
from screening.ranking.ways import choose_way
from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.ranked import ask_here, invented_records, learning_here
from tests.sample import Sample


def test_one_batch_follows_another_and_the_lead_stops_for_a_reason(tmp_path: Path) -> None:
    sample = Sample.begin(str(tmp_path / "review.db"), 0, Protocol(terms=Terms(("famil",))))
    sample.add("PsycINFO", invented_records(40, 8)[0])
    choose_way(sample.hand("anna"), "ranked")

    async def story(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("4")
        await shows(pilot, "To decide  1 of 10")
        for number in range(1, 11):
            await shows(pilot, f"To decide  {number} of")
            await pilot.press("x")
        # Whoever is faster than the model waits for it, and goes on by themselves.
        await shows(pilot, "10 of 40 decided", "The next records are being ranked.")
        decided.set()
        await shows(pilot, "10 of 40 decided", "To decide  11 of 20")
        await pilot.press("K")
        await shows(pilot, "Records come ranked", "Nothing is double-screened yet.")
        await pilot.press("w")
        await shows(pilot, "What drives the model", "+ famil")
        await pilot.press("escape")
        await until(pilot, lambda: "What drives" not in drawn(pilot))
        await pilot.press("t")
        await shows(pilot, "The goal is not reached")
        await pilot.press(*"enough", "enter")
        await until(pilot, lambda: "wait for the decision" in said(pilot))
        await until(pilot, lambda: "not reached" not in drawn(pilot))
        await pilot.press("o")
        await shows(pilot, "In which order?")
        await pilot.press("2")
        await shows(pilot, "Records come in the order of chance")
        await pilot.press("escape")
        await shows(pilot, "of 40")
        assert "decided, 30 left" in drawn(pilot)

    decided = Event()

    def slowly(*arguments: Any) -> dict[str, Any]:
        if arguments[0]["content"] in asked:
            decided.wait(20)
        asked.add(arguments[0]["content"])
        return ask_here(*arguments)

    asked: set[str] = set()
    with learning_here(), patch("screening.ranking.releases.ask", slowly):
        drive(desk(tmp_path, "anna"), story, (100, 30))
    with sample.lead.read() as connection:
        assert len(released_sets(connection, TITLE_ABSTRACT)) == 20
    sample.close()
