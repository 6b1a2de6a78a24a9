"""Forms built and changed in the desk, and the entries that a change leaves to look at again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from extraction.form import Form
from extraction.looking_again import left_behind
from extraction.queries import forms
from extraction.screens.forms_list import FormsScreen
from review.ledger.undoing import undo_last
from tests.desk.driving import (
    CHARACTERISTICS,
    again,
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


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    monkeypatch.setenv("REVIEW_DRAFTS", str(tmp_path / "drafts"))
    made = begin(tmp_path)
    yield made
    made.close()


def form_of(sample: Sample, name: str) -> Form:
    with sample.lead.read() as connection:
        return forms(connection)[name]


def test_a_form_is_built_previewed_kept_and_saved(sample: Sample) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "a")
        await type_in(pilot, "Setting")
        await again(pilot, "enter", 4)  # name, none in Norwegian, id of the name, each study
        assert "setting: Setting" in seen(pilot)
        await press(pilot, "c")
        assert "there are no fields" in said(pilot)
        await press(pilot, "a")
        await type_in(pilot, "Kind of clinic")
        await again(pilot, "enter", 3)
        await type_in(pilot, "choice")
        await again(pilot, "enter", 12)
        assert "nothing can be chosen" in seen(pilot), "what is wrong is said in the dialog"
        await type_in(
            pilot, "home; clinic = Clinic / Klinikk"
        )  # the line that is wrong has the keys
        await again(pilot, "enter", 11)
        assert "kind_of_clinic" in seen(pilot)
        await press(pilot, "p")
        assert "[ ] Clinic" in seen(pilot)
        await press(pilot, "l")
        assert "[ ] Klinikk" in seen(pilot)
        await press(pilot, "escape", "escape", "y")
        assert isinstance(pilot.app.screen, FormsScreen)

    drive(desk(sample, "anna", "extract"), script)

    async def later(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "a")
        await type_in(pilot, "Setting")
        await again(pilot, "enter", 4)
        assert "is here" in said(pilot), "what was not saved outlives the desk"
        await press(pilot, "c", "y")
        assert "setting has version 1" in said(pilot)

    drive(desk(sample, "anna", "extract"), later)
    (one,) = form_of(sample, "setting").fields
    assert (one.id, one.kind) == ("kind_of_clinic", "choice")
    assert [option.id for option in one.options] == ["home", "clinic"]


def test_a_change_leaves_entries_whole_and_lists_them(sample: Sample) -> None:
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS, done=False)
    before = form_of(sample, "characteristics")

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "b", "down", "enter")
        assert "characteristics: Characteristics" in seen(pilot)
        await press(pilot, "down", "down", "d", "y", "left_square_bracket")
        await press(pilot, "c")
        assert "setting is gone" in seen(pilot)
        await press(pilot, "y")
        assert "1 entry to look at again" in said(pilot)
        await press(pilot, "escape")
        assert "! 1" in seen(pilot)
        await press(pilot, "l")
        assert "Nothing of it has to change" in seen(pilot)
        await press(pilot, "c")
        assert "stands under version" in said(pilot)

    drive(desk(sample, "anna", "extract"), script)
    after = form_of(sample, "characteristics")
    assert after.version == before.version + 1
    assert after.find("setting") is None
    with sample.lead.read() as connection:
        assert not left_behind(connection, "anna")
    undo_last(sample.hand("anna"))
    with sample.lead.read() as connection:
        (behind,) = left_behind(connection, "anna")
    assert set(behind.found.entry.values) >= {"design", "funding"}
