"""The workspace for full texts, key by key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.protocol import DEFAULT, FULL_TEXT, Criterion
from screening.cards import Card, Own, cards
from tests.desk.seat import Seat, drawn, play, press, told, write
from tests.pdfs import written_pdf
from tests.sample import Sample

PROTOCOL = replace(DEFAULT, criteria=(Criterion("adults", "Adult caregivers", "", "population"),))


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(f"{tmp_path}/review.db", count=4, protocol=PROTOCOL)
    for n in range(4):
        made.both(n, "include", "include")
    yield made
    made.close()


def card(sample: Sample, accession: int, person: str = "bo") -> Card:
    key = sample.record(accession).set_id
    with sample.lead.read() as connection:
        return cards(connection, person, FULL_TEXT, [key])[key]


def test_an_exclusion_asks_for_one_reason_by_its_number(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "Full text: sought" in drawn(app)
        await press(app, pilot, "x")
        assert "4  Wrong population" in drawn(app)
        await press(app, pilot, "escape")
        assert "0 of 4 decided" in drawn(app)
        await press(app, pilot, "x", "3")
        assert "1 of 4 decided" in drawn(app)
        await press(app, pilot, "i", "m")
        assert "3 of 4 decided" in drawn(app)

    play(sample.hand("bo"), "fulltext", story)
    assert card(sample, 0).mine == Own("exclude", ("study-design",))
    assert card(sample, 1).mine == Own("include")
    assert card(sample, 2).mine == Own("maybe")
    assert app_is_blind(sample)


def app_is_blind(sample: Sample) -> bool:
    """Tell that anna's cards show nothing of bo's decisions."""
    return all(card(sample, n, "anna").mine is None for n in range(4))


def test_ticked_criteria_spare_the_question(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "f", "1", "enter", "x")
        assert "1 of 4 decided" in drawn(app)

    play(sample.hand("bo"), "fulltext", story)
    assert card(sample, 0).mine == Own("exclude", ("population",), ("adults",))


def test_requests_and_retrievals_are_logged(sample: Sample, tmp_path: Path) -> None:
    pdf = tmp_path / "one.pdf"
    pdf.write_bytes(b"%PDF-1.4 invented")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "r")
        await write(app, pilot, "the library")
        assert "Full text: requested, not here yet" in drawn(app)
        assert "requested: the library" in drawn(app)
        await press(app, pilot, "e")
        await write(app, pilot, str(pdf))
        assert "Full text: retrieved" in drawn(app)
        await press(app, pilot, "u")
        assert "Full text: requested, not here yet" in drawn(app)
        await press(app, pilot, "e")
        await write(app, pilot, "/nowhere.pdf")
        assert "There is no file /nowhere.pdf." in drawn(app)
        assert app.screen.query_one(Input).value == "/nowhere.pdf", "to be put right"

    play(sample.hand("bo"), "fulltext", story)
    assert card(sample, 0).retrieval == "requested"


def test_what_cannot_be_got_is_asked_of_nobody(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "w")
        await write(app, pilot, "asked twice")
        assert "To decide  1 of 3" in drawn(app)
        await press(app, pilot, "s")
        assert "To retrieve  1 of 3" in drawn(app)

    play(sample.hand("bo"), "fulltext", story)
    assert card(sample, 0).retrieval == "not-retrieved"


def test_the_file_is_opened_or_its_path_copied(
    sample: Sample, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "there")
    pdf = tmp_path / "one.pdf"
    pdf.write_bytes(b"%PDF-1.4 invented")
    copied = []

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "p")
        assert "No file is attached." in told(app)
        await press(app, pilot, "e")
        await write(app, pilot, str(pdf))
        await press(app, pilot, "p")
        copied.append(app.clipboard)

    play(sample.hand("bo"), "fulltext", story)
    assert Path(copied[0]).read_bytes() == pdf.read_bytes()


def test_a_report_can_await_classification(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "a", "1", "1")
        await write(app, pilot, "to be translated")
        assert "To decide  1 of 3" in drawn(app)
        await press(app, pilot, "u")
        assert "To decide  1 of 4" in drawn(app)

    play(sample.hand("bo"), "fulltext", story)
    assert card(sample, 0).state == "pending"


def test_before_any_include_it_says_what_comes_first(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/other.db", count=2)

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        assert "No full text is sought yet." in drawn(app)
        await press(app, pilot, *"ixmrtwpaouh", "escape")
        assert "No full text is sought yet." in drawn(app)

    play(sample.hand("bo"), "fulltext", story)
    sample.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_pdf_is_read_in_the_desk_page_by_page_and_searched(
    sample: Sample, tmp_path: Path, size: tuple[int, int]
) -> None:
    pdf = written_pdf(tmp_path / "one.pdf", "Visits at home", "", "Results: eleven families")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "v")
        assert "No file is attached." in told(app)
        await press(app, pilot, "e")
        await write(app, pilot, str(pdf))
        await press(app, pilot, "v")
        assert "page 1 of 3" in drawn(app)
        assert "Visits at home" in drawn(app)
        await press(app, pilot, "n")
        assert "This page has no text" in drawn(app)
        await press(app, pilot, "slash")
        await write(app, pilot, "ELEVEN families")
        assert "page 3 of 3" in drawn(app)
        await press(app, pilot, "slash")
        await write(app, pilot, "zebra")
        assert "is nowhere in this text" in told(app)
        await press(app, pilot, "g")
        await write(app, pilot, "1")
        assert "page 1 of 3" in drawn(app)
        await press(app, pilot, "escape")
        assert "Full text: retrieved" in drawn(app)

    play(sample.hand("bo"), "fulltext", story, size)


def test_a_file_that_is_no_pdf_is_told_in_words(sample: Sample, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"<html>Log in</html>")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "e")
        await write(app, pilot, str(broken))
        await press(app, pilot, "v")
        assert "cannot be read as a PDF" in drawn(app)
        await press(app, pilot, "escape")
        assert "Full text: retrieved" in drawn(app)

    play(sample.hand("bo"), "fulltext", story)


def test_a_report_is_sent_back_a_stage_and_that_is_undone(sample: Sample) -> None:
    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "b")
        await write(app, pilot, "it is about schools")
        assert "0 of 3 decided" in drawn(app)
        await press(app, pilot, "5")
        await press(app, pilot, "u")
        await press(app, pilot, "6")
        for _ in range(30):  # what only follows others is read once in a while
            await pilot.pause(0.1)
            if "0 of 4 decided" in drawn(app):
                break
        assert "0 of 4 decided" in drawn(app)

    play(sample.hand("bo"), "fulltext", story)
