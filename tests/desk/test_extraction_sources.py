"""Quotes from a report's text beside the form; rows, parts of answers and drafts by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from extraction.entry import Entry
from extraction.queries import entries
from extraction.screens.editor import EditValue
from extraction.screens.filling import FormScreen
from extraction.value import Value
from review.desk.widgets.passage import Passage
from review.ledger.undoing import undo_last
from review.reports.retrieving import record_retrieval
from review.studies import Study, all_studies
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
from tests.desk.terminal import Terminal
from tests.pdfs import written_pdf
from tests.sample import Sample

FIRST = (
    "Home visits in two towns.\nOf 140 families, 120 took\npart in the trial. They had toddlers."
)
SECOND = "Funding came from a research\ncouncil. No author had interests."


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written_pdf(tmp_path_factory.mktemp("pdf") / "trial.pdf", FIRST, SECOND)


@pytest.fixture
def sample(tmp_path: Path, paper: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    monkeypatch.setenv("REVIEW_DRAFTS", str(tmp_path / "drafts"))
    made = begin(tmp_path)
    include(made, 1)
    record_retrieval(made.hand("anna"), "acc-0", "retrieved", file=paper)
    yield made
    made.close()


@pytest.fixture
def study(sample: Sample) -> Study:
    with sample.lead.read() as connection:
        return all_studies(connection)[0]


def values(sample: Sample) -> dict[str, Value]:
    with sample.lead.read() as connection:
        found: list[Entry] = [by["anna"] for by in entries(connection).values() if "anna" in by]
    return dict(found[0].values) if found else {}


def test_a_passage_becomes_quote_page_and_report_of_the_field_by_one_key(
    sample: Sample, study: Study
) -> None:
    fill(sample, "anna", study, {"participants": "Toddlers' parents"}, done=False)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1")
        await again(pilot, "down", 5)
        await press(pilot, "p")
        assert "Home visits in two towns." in seen(pilot)
        assert "page 1 of 2" in seen(pilot)
        assert "Toddlers' parents" in seen(pilot), "the form stays in sight"
        await press(pilot, "slash")
        await type_in(pilot, "120 took part")
        await press(pilot, "enter")
        assert pilot.app.screen.query_one(Passage).chosen == "120 took part"
        await press(pilot, "s", "enter")
        assert "page 1   “Of 140 families, 120 took" in seen(pilot)

    drive(desk(sample, "anna", "extract"), script)
    assert values(sample)["participants"] == Value(
        "Toddlers' parents",
        page="1",
        quote="Of 140 families, 120 took part in the trial.",
        report=sample.record(0).shown,
    )


def test_words_of_the_text_are_answers_and_answers_lead_back_to_them(
    sample: Sample, study: Study
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1")
        await again(pilot, "down", 6)
        await press(pilot, "p", "slash")
        await type_in(pilot, "families,")
        await press(pilot, "enter", "a")
        assert "is not a number" in said(pilot)
        await press(pilot, "right", "a")
        assert values(sample)["participants_n"].value == 120
        assert values(sample)["participants_n"].quote == "120"
        # Without an answer, the field is opened with the quote in it.
        await again(pilot, "down", 4)
        await press(pilot, "p", "n", "space", "right", "enter")
        assert isinstance(pilot.app.screen, EditValue)
        await type_in(pilot, "A council")
        await press(pilot, "enter")
        await again(pilot, "up", 4)
        await press(pilot, "g")
        passage = pilot.app.screen.query_one(Passage)
        assert "page 1 of 2" in seen(pilot)
        assert passage.chosen == "120"
        await pilot.mouse_down(passage, offset=(2, 0))
        await pilot.hover(passage, offset=(9, 0))
        await pilot.mouse_up(passage, offset=(9, 0))
        assert passage.chosen == "Home visits", "drawn over with the mouse"
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, FormScreen)
        assert "page 1 of 2" not in seen(pilot), "Escape puts the report away first"

    drive(desk(sample, "anna", "extract"), script, (120, 40))
    assert values(sample)["funding"] == Value(
        "A council", page="2", quote="Funding came", report=sample.record(0).shown
    )


def test_parts_of_an_answer_have_a_key_each_and_one_field_leads_to_the_next(
    sample: Sample, study: Study
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", "down", "enter")
        await type_in(pilot, "Norway")
        await press(pilot, "ctrl+n")
        assert isinstance(pilot.app.screen, EditValue)
        await type_in(pilot, "Clinics")
        await press(pilot, "enter", "s", "2", "o")
        await type_in(pilot, "Manual")
        await press(pilot, "enter", "t")
        await type_in(pilot, "asked")
        await press(pilot, "enter", "f")
        assert "Data collected from" in seen(pilot).split("─")[-1], "the next empty field"

    drive(desk(sample, "anna", "extract"), script)
    assert values(sample)["countries"].value == ("NO",)
    whole = Value("Clinics", "partly-reported", other="Manual", note="asked")
    assert values(sample)["setting"] == whole
    assert "the answer at setting" in undo_last(sample.hand("anna"))
    assert values(sample)["setting"] == replace(whole, note=""), "undo takes one part back"


def test_rows_are_copied_by_name_and_put_into_order(sample: Sample, study: Study) -> None:
    fill(sample, "anna", study, CHARACTERISTICS, done=False)

    async def script(pilot: Pilot[None]) -> None:
        await press(pilot, "enter", "1", "end", "y")
        assert values(sample)["results[1].outcome"].value == "Parenting stress"
        assert "results[1].direction" not in values(sample), "its effect is not copied"
        await press(pilot, "n")  # the field after what was copied: the intervention's arm
        arm = "results[1].intervention_arm"
        assert values(sample)[arm].status == "not-reported"
        await press(pilot, "left_square_bracket")
        assert values(sample)["results[0].intervention_arm"].status == "not-reported"
        assert values(sample)["results[1].direction"].value == "favours-intervention"
        await press(pilot, "left_square_bracket")
        assert "This is the first row." in said(pilot)

    drive(desk(sample, "anna", "extract"), script)


def form_of(anna: Terminal) -> None:
    """Go to the form of the only study by keys, and to its third field."""
    anna.shows("Sample")
    anna.press("7")
    anna.shows("Characteristics")
    anna.press("\r")
    anna.shows("1  Characteristics")
    anna.press("1")
    anna.shows("Setting", "Data collected from")
    anna.press("jj")


def test_what_is_being_typed_outlives_a_killed_program(sample: Sample, study: Study) -> None:
    sample.close()
    folder = Path(sample.lead.store.location).parent
    typed = "Clinics"
    anna = Terminal(folder, "--as", "anna")
    try:
        form_of(anna)
        anna.press("\r")
        anna.shows("Ctrl+O: save")
        for end in range(1, len(typed) + 1):
            anna.press(typed[end - 1])
            anna.shows(typed[:end])
    finally:
        anna.kill()
    later = Terminal(folder, "--as", "anna")
    try:
        form_of(later)
        later.shows("typed")
        later.press("\r")
        later.shows(typed[:-1], "is here again")  # at most the key being pressed is lost
    finally:
        later.kill()
