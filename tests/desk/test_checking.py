"""Checking by a second at the desk: right, corrected, put off, added, finished; who did what."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.pilot import Pilot

from extraction.entry import CONSENSUS
from extraction.queries import Place, entries
from extraction.screens.checking import CheckScreen
from extraction.value import Value
from review.desk.widgets.rows import RowList
from review.ledger.undoing import undo_last
from review.protocol import DEFAULT
from review.reports.retrieving import record_retrieval
from tests.desk.driving import (
    CHARACTERISTICS,
    desk,
    drive,
    fill,
    include,
    press,
    said,
    seen,
    settled,
    type_in,
)
from tests.pdfs import written_pdf
from tests.sample import Sample

QUOTED = {"value": 118, "page": "2", "quote": "118 parents were analysed"}


NUMBER = 17  # values that anna gave


def begun(tmp_path: Path) -> tuple[Sample, Place]:
    """Return a review with one study that anna extracted, for bo to check."""
    made = Sample.begin(
        str(tmp_path / "review.db"), protocol=replace(DEFAULT, extraction="checked")
    )
    (study,) = include(made, 1)
    pages = ("Methods of the trial.", "In all, 118 parents were analysed\nafter a year.")
    paper = written_pdf(tmp_path / "trial.pdf", *pages)
    record_retrieval(made.lead, "acc-0", "retrieved", file=paper)
    given = {**CHARACTERISTICS, "participants_n": QUOTED}
    del given["funding"]
    place = fill(made, "anna", study, {**given, "funding": "not-reported"})
    return made, place


async def checks(pilot: Pilot[None]) -> None:
    assert f"? check 0 of {NUMBER}" in seen(pilot)
    await press(pilot, "enter", "1")
    assert isinstance(pilot.app.screen, CheckScreen)
    assert "anna extracted, bo checks" in seen(pilot)
    assert "118 parents were analysed" not in seen(pilot)
    await press(pilot, "c")
    assert f"{NUMBER} values are not checked yet" in said(pilot)
    await press(pilot, "l", "y")  # the first is put off, the second right
    assert f"1 of {NUMBER} values checked, 1 put off." in seen(pilot)
    rows = pilot.app.screen.query_one("#values", RowList)
    rows.go_to("participants_n")
    await settled(pilot)
    assert "after a year" in seen(pilot), "the report opens where the quote stands"
    await press(pilot, "e")
    await type_in(pilot, "0")
    await press(pilot, "enter")
    assert "needs an answer and a reason" in seen(pilot)
    pilot.app.screen.query_one("#why").focus()
    await type_in(pilot, "table 1")
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, CheckScreen)
    assert "1 corrected" in seen(pilot)
    rows.go_to("participants_n")
    await settled(pilot)
    assert "why: table 1" in seen(pilot)


async def finishes(pilot: Pilot[None]) -> None:
    await press(pilot, "enter", "1")
    rows = pilot.app.screen.query_one("#values", RowList)
    assert f"1 of {NUMBER} values checked, 1 put off." in seen(pilot)
    rows.go_to("participants_n")
    await press(pilot, "y", "d")
    assert "no row of a group" in said(pilot)
    rows.go_to("results[0].claim")
    await press(pilot, "d")
    await type_in(pilot, "not ours")
    await press(pilot, "enter")
    assert "1 row left out" in seen(pilot)
    rows.go_to("results[0].claim")
    await settled(pilot)
    assert "x left out" in seen(pilot)
    assert "the row is left out, because: not ours" in seen(pilot)
    await press(pilot, "r", "y")
    assert f"{NUMBER} of {NUMBER} values checked, 1 row left out; c finishes" in seen(pilot)
    await press(pilot, "a", "1")
    await type_in(pilot, "Home")
    pilot.app.screen.query_one("#why").focus()
    await type_in(pilot, "left out")
    await press(pilot, "enter", "c")
    assert "extracted by anna, checked by bo, 1 corrected" in said(pilot)
    assert "7 extract" in seen(pilot)
    await press(pilot, "enter", "1")
    assert "= extracted by anna, checked by bo" in seen(pilot)


def test_another_s_entry_is_checked_value_by_value(tmp_path: Path) -> None:
    made, place = begun(tmp_path)
    drive(desk(made, "bo", "extract"), checks, (120, 40))
    undo_last(made.hand("bo"))
    drive(desk(made, "bo", "extract"), finishes)
    with made.lead.read() as connection:
        agreed = entries(connection)[place][CONSENSUS].values
    assert agreed["participants_n"].value == 118
    assert not any(path.startswith("results") for path in agreed)
    assert Value("Home") in agreed.values()

    async def extractor(pilot: Pilot[None]) -> None:
        assert "= agreed" in seen(pilot)

    drive(desk(made, "anna", "extract"), extractor)
    made.close()
