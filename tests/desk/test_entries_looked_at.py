"""Entries looked at again at the desk: under an older form, and field by field where two differ."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from extraction.checks import outdated
from extraction.form_adding import add_form
from extraction.screens.filling import FormScreen
from extraction.screens.looking_again import LookingAgainScreen
from tests.desk.driving import begin, desk, drive, include, press, said, seen
from tests.store.test_form_versions import FORM, NEXT, fill


def test_numbers_open_to_studies_and_an_older_form_is_told_to_its_owner(tmp_path: Path) -> None:
    made = begin(tmp_path)
    one, two = include(made, 2)
    add_form(made.lead, FORM, "short.toml")
    for person, first, second in (("anna", 7, 9), ("bo", 7, 8)):
        fill(made, person, one, first, done=True)
        fill(made, person, two, second, done=True)

    async def agreement(pilot: Pilot[None]) -> None:
        await press(pilot, "a")
        assert "Short: anna and bo, 2 entries each" in seen(pilot)
        assert "50.0" in seen(pilot)
        await press(pilot, "down", "enter")
        assert "Number: 1 difference in 2 answers" in seen(pilot)
        assert "anna: 9" in seen(pilot)
        assert "bo: 8" in seen(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormScreen)
        await press(pilot, "escape", "escape", "escape")
        assert "2 included studies" in seen(pilot)

    drive(desk(made, "anna", "extract"), agreement)
    made.close()

    (tmp_path / "own").mkdir()
    made = begin(tmp_path / "own")
    (study,) = include(made, 1)
    add_form(made.lead, FORM, "short.toml")
    fill(made, "anna", study, 7, done=True)
    add_form(made.lead, NEXT, "short.toml")
    with made.lead.read() as connection:
        assert outdated(connection, "") == outdated(connection, "bo") == []
        assert [one.rule for one in outdated(connection, "anna")] == ["form-version"]

    async def again(pilot: Pilot[None]) -> None:
        assert "1 entry is under an older version of the form: v" in seen(pilot)
        assert "+ complete (old)" in seen(pilot)
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, LookingAgainScreen)
        await press(pilot, "c")
        assert "stands under version 2 of short" in said(pilot)
        await press(pilot, "escape")
        assert "(old)" not in seen(pilot)

    drive(desk(made, "anna", "extract"), again)

    async def other(pilot: Pilot[None]) -> None:
        assert "older" not in seen(pilot)

    drive(desk(made, "bo", "extract"), other)
    made.close()
