"""Entries at the desk: blank ones written, filled elsewhere, taken in; a form from a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from extraction.entry import CONSENSUS, Entry
from extraction.queries import entries, forms
from extraction.screens.form_build import FormBuildScreen
from tests.desk.driving import (
    CHARACTERISTICS,
    begin,
    desk,
    drive,
    fill,
    include,
    press,
    said,
    seen,
    type_in,
)
from tests.sample import Sample


def of(made: Sample, person: str, form: str) -> Entry:
    with made.lead.read() as connection:
        found = entries(connection)
    (entry,) = (by[person] for place, by in found.items() if place.form == form and person in by)
    return entry


def test_a_form_from_a_table_is_filled_elsewhere_and_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = begin(tmp_path)
    (study,) = include(made, 1)
    (tmp_path / "coded.csv").write_text("Study,Visits,Nurse\nA,12,yes\nB,9,no\n")

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "t")
        await type_in(pilot, "coded.csv")
        await press(pilot, "enter")
        await type_in(pilot, "visits")
        await press(pilot, "enter")
        await type_in(pilot, "Study")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FormBuildScreen)
        assert "2 fields not saved" in seen(pilot)
        await press(pilot, "c", "y", "escape", "escape")
        await press(pilot, "E")
        assert "Export entries" in seen(pilot)
        await press(pilot, "f2")
        assert "1 entry of characteristics written" in said(pilot)
        assert (tmp_path / "characteristics.xlsx").stat().st_size > 0
        await press(pilot, "E", "f2")
        assert "exists already" in seen(pilot), "nothing is written over"
        await press(pilot, "escape")
        rows = f"study_id,visits,nurse\ns-{study.id},many,yes\n"
        (tmp_path / "filled.csv").write_text(rows)
        await press(pilot, "T")
        await type_in(pilot, "filled.csv")
        await press(pilot, "enter")
        await type_in(pilot, "visits")
        await press(pilot, "f2")
        assert "2 answers found, 1 would be imported" in seen(pilot)
        assert "rejected 1" in seen(pilot), "each that is rejected is listed with its reason"
        assert "line 2 visits" in seen(pilot)
        await press(pilot, "enter")
        assert "1 answer taken into 1 entry, 1 rejected" in said(pilot)

    drive(desk(made, "anna", "extract"), script, (120, 40))
    with made.lead.read() as connection:
        assert forms(connection)["visits"].at("visits") is not None
    assert {path: one.value for path, one in of(made, "anna", "visits").values.items()} == {
        "nurse": "yes"
    }
    made.close()


def test_what_two_agreed_on_elsewhere_is_looked_at_and_taken_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = begin(tmp_path, 2)
    one, two = include(made, 2)
    for person, number in (("anna", 120), ("bo", 118)):
        fill(made, person, one, {**CHARACTERISTICS, "participants_n": number})
    fill(made, "anna", two, CHARACTERISTICS)
    rows = f"study_id,participants_n\ns-{one.id},119\ns-{two.id},120\n"
    (tmp_path / "agreed.csv").write_text(rows)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "A")
        await type_in(pilot, "agreed.csv")
        await press(pilot, "enter")
        await type_in(pilot, "characteristics")
        await press(pilot, "f2")
        assert "Say why, in a few words." in seen(pilot)
        await type_in(pilot, "talked")
        await press(pilot, "f2")
        assert "2 rows found, 1 would be agreed, 1 rejected" in seen(pilot)
        assert "Not both entries are complete." in seen(pilot)
        await press(pilot, "enter")
        assert "1 entry agreed, 1 rejected" in said(pilot)

    drive(desk(made, "anna", "extract"), script, (120, 40))
    assert of(made, CONSENSUS, "characteristics").values["participants_n"].value == 119
    made.close()
