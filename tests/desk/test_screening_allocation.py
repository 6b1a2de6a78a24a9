"""Who screens what, in the desk: shared out, opened, handed over; changes are shown before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.beginning import change_team
from review.protocol import TITLE_ABSTRACT
from review.protocols.versions import current
from screening.allocating import allocated
from screening.queue import to_decide
from tests.desk.seat import Seat, drawn, play, press, told
from tests.sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(f"{tmp_path}/review.db")
    change_team(made.lead, "dina", ["screener"], active=True, new=True)
    yield made
    made.close()


def test_shared_out_opened_handed_over_and_taken_back(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "W")
        assert "Nobody is asked by name" in drawn(app)
        await press(app, pilot, "n")
        app.screen.query_one("#line-to", Input).value = "anna bo"
        app.screen.query_one("#line-seed", Input).focus()
        await press(app, pilot, "enter")
        assert "What will change" in drawn(app)
        assert "not by name" in drawn(app)
        await press(app, pilot, "enter")
        assert "Drawn for anna then: 10" in drawn(app)
        await press(app, pilot, "escape", "y")
        assert "Shared out." in told(app)
        assert "2 reviewers a record" in drawn(app)
        await press(app, pilot, "enter", "1")
        assert "Drawn for anna at title-abstract: 10" in drawn(app)
        await press(app, pilot, "escape", "j", "enter", "3")
        assert "for bo alone to see" in told(app)
        await press(app, pilot, "h", "2", "2")
        assert "10 records at title-abstract" in drawn(app)
        await press(app, pilot, "y")
        assert "followed by dina" in drawn(app)
        with sample.lead.read() as connection:
            assert len(connection.scalars(to_decide("dina", TITLE_ABSTRACT)).all()) == 10
        await press(app, pilot, "u", "u")
        assert "Nobody is asked by name" in drawn(app)

    play(sample.hand("anna"), "screen", story, (80, 24))
    with sample.lead.read() as connection:
        assert not allocated(connection, TITLE_ABSTRACT).shares.weights


def test_the_rule_changes_after_it_is_told_and_wrong_lines_are_said(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "W", "n")
        app.screen.query_one("#line-to", Input).value = "anna=x"
        app.screen.query_one("#line-seed", Input).focus()
        await press(app, pilot, "enter")
        assert "is no share" in drawn(app)
        await press(app, pilot, "escape", "r", "4")
        assert "one decides on every record" in drawn(app)
        await press(app, pilot, "y")
        assert "rule “one”" in drawn(app)
        await press(app, pilot, "g", "2")
        app.screen.query_one(Input).value = "gone"
        await press(app, pilot, "enter")
        assert "No decision of bo is sealed here." in told(app)

    play(sample.hand("anna"), "screen", story)
    with sample.lead.read() as connection:
        assert current(connection)[1].rules[TITLE_ABSTRACT] == "one"
