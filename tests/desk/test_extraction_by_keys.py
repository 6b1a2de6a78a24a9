"""Two extractors, each a process in a terminal, from the empty form to what they agree on.

Nothing but keys is sent, and nothing but their screens is read until the end. What each of them saw
is recorded: nothing of the other's before both were complete.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extraction.entry import CONSENSUS
from extraction.form_adding import add_form
from extraction.queries import Place, entries
from review.ledger.proving import broken_hashes, stale_projections
from review.reports.retrieving import record_retrieval
from tests.desk.driving import begin, include
from tests.desk.recording import frames
from tests.desk.terminal import Terminal
from tests.desk.test_screening_by_keys import keep_recordings, sitting
from tests.pdfs import written_pdf

FORM = """
id = "visits"
version = 1
scope = "study"
names = { en = "Visits at home (Visits)" }

[[fields]]
id = "nurses"
kind = "integer"
required = true
names = { en = "Number of nurses" }

[[fields]]
id = "who"
kind = "text"
required = true
names = { en = "Who came" }
"""
SAYS = {"anna": "zebra nurses", "bo": "heron nurses"}
BOTH = "0 of 2 differences settled"


def fill(desk: Terminal, number: str, who: str) -> None:
    """Quote the first field from the report, answer both, and call the entry complete."""
    desk.press("7")
    desk.shows("1 included study")
    desk.press("\r")
    desk.shows("3  Visits: - not begun")
    desk.press("3")
    desk.shows("2 required answers left")
    desk.press("p")
    desk.shows("Six nurses came each week.")
    desk.press("s")
    desk.press("\r")  # the sentence goes into the field, whose editor opens
    desk.shows("save, next", "Six nurses")
    desk.press(f"{number}\r")
    desk.shows("+  Number of nurses", "⏎ open")
    desk.press("m")
    desk.press("\r")
    desk.shows("save, next", "Who came")
    desk.press(f"{who}\r")
    desk.shows("+  Who came")
    desk.press("c")
    desk.shows("omplete")


def to_compare(desk: Terminal) -> None:
    """Go back to the list of studies, and from there into the comparison."""
    desk.press("\x1b")  # puts the report away
    desk.shows("complete and sealed")
    desk.press("\x1b")
    desk.shows("! to compare")
    desk.press("\r")
    desk.shows("3  Visits")
    desk.press("3")
    desk.shows(BOTH)


def test_two_extract_compare_discuss_and_agree_by_keys_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEW_DRAFTS", str(tmp_path / "drafts"))
    sample = begin(tmp_path, 1)
    (study,) = include(sample, 1)
    paper = written_pdf(tmp_path / "trial.pdf", "Six nurses came each week.\nThey were trained.")
    record_retrieval(sample.hand("anna"), "acc-0", "retrieved", file=paper)
    add_form(sample.hand("anna"), FORM, "visits.toml")
    with sitting(tmp_path, "anna", "bo") as (anna, bo):
        anna.shows("Records found")
        bo.shows("Records found")
        fill(anna, "6", SAYS["anna"])
        fill(bo, "16", SAYS["bo"])
        bo.shows("Both entries are complete")
        to_compare(anna)
        to_compare(bo)
        anna.press("d")
        anna.shows("1 to discuss")
        bo.shows("~ discuss", "1 to discuss")
        bo.press("r")
        bo.shows("Everyone in the team reads it.")
        bo.press("six, I misread\r")
        anna.shows("~ discuss (1)")
        anna.press("k")
        anna.shows("six, I misread")
        anna.press("f")
        anna.shows("1 of 2 differences settled")
        anna.press("s")
        anna.shows("All 2 differences are settled")
        anna.press("c")
        anna.shows("= agreed")
        bo.shows("anna has kept what is agreed", "= agreed")
        assert anna.leave() == 0
        assert bo.leave() == 0
    keep_recordings(tmp_path, "extraction")
    for person, other in (("anna", "bo"), ("bo", "anna")):
        texts = [one.text for one in frames(tmp_path / "recording" / f"{person}.cast")]
        met = next(number for number, text in enumerate(texts) if BOTH in text)
        assert not any(SAYS[other] in text for text in texts[:met])
        assert any(SAYS[person] in text for text in texts[:met])
        assert any(SAYS[other] in text for text in texts[met:])
    with sample.lead.read() as connection:
        of_place = entries(connection)[Place(study.id, "visits", "")]
        assert broken_hashes(connection) == []
    assert stale_projections(sample.lead) == []
    sample.close()
    told = {name: [one.value for one in by.values.values()] for name, by in of_place.items()}
    assert told == {
        "anna": [6, SAYS["anna"]],
        "bo": [16, SAYS["bo"]],
        CONSENSUS: [6, SAYS["bo"]],
    }
    assert "Six nurses" in of_place[CONSENSUS].values["nurses"].quote
