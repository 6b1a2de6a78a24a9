"""Importing, sources and edited records in the desk, driven by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from review.queries import imports_of
from review.records.corrections import corrected
from review.records.lookup import as_imported, whole
from tests.desk.shelling import desk, drawn, drive, said, shows, until
from tests.sample import Sample, record

TABLE = "Title;Abstract;Year;Shelf\n" + "".join(
    f"Sleep in infancy {n};Slept {n}.;201{n};A{n}\n" for n in range(4)
)
RIS = (
    "TY  - JOUR\nTI  - Sleep\nAB  - Slept.\nAU  - SÃ¦lÃ¦r, Kari\nER  -\n\n"
    "TY  - JOUR\nPY  - 2018\nER  -\n"
)


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Sample]:
    made = Sample.begin(str(tmp_path / "review.db"))
    made.add("Bare", [record(30, title="Bare record", abstract="", accession="bare")])
    yield made
    made.close()


async def _ask(pilot: Pilot[None], file: str, source: str, **more: str) -> None:
    """Fill the form for an import and wait until the file is read."""
    await shows(pilot, "Records found")
    await pilot.press("2")
    await shows(pilot, "PsycINFO", "Bare")
    await pilot.press("i")
    await shows(pilot, "Import an export")
    for line, text in {"file": file, "source": source, **more}.items():
        pilot.app.screen.query_one(f"#line-{line}").value = text  # type: ignore[attr-defined]
    pilot.app.screen.query_one("#line-why").focus()
    await pilot.pause()
    await pilot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_file_is_judged_by_a_sample_before_it_is_stored_and_told_after(
    sample: Sample, tmp_path: Path, size: tuple[int, int]
) -> None:
    (tmp_path / "odd.ris").write_text(RIS, encoding="utf-8")

    async def script(pilot: Pilot[None]) -> None:
        await _ask(pilot, "odd.ris", "Odd", hits="3")
        await shows(
            pilot, "2 found, 1 to import, 1 rejected", "3 hits", "SÃ¦lÃ¦r", "p puts it right"
        )
        await pilot.press("p")
        await shows(pilot, "Sælær", "repaired")
        with sample.lead.read() as connection:
            assert imports_of(connection, "Odd") == []
        await pilot.press("enter")
        await shows(pilot, "2 found, 1 imported, 1 rejected", "Stored.")
        await pilot.press("escape")
        await shows(pilot, "Odd")
        with sample.lead.read() as connection:
            (file,) = imports_of(connection, "Odd")
        assert (file.found, file.imported, file.encoding, file.by) == (
            2,
            1,
            "utf-8, repaired",
            "anna",
        )

    drive(desk(tmp_path, "anna"), script, size)


def test_columns_are_shown_changed_and_confirmed(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text(TABLE)

    async def script(pilot: Pilot[None]) -> None:
        await _ask(pilot, "table.csv", "Table")
        await shows(pilot, "Columns (c changes", "kept beside: Shelf")
        await pilot.press("c")
        await shows(pilot, "Which column fills which field?")
        await pilot.press("end", "enter")
        await shows(pilot, "What does “Shelf” hold?")
        await pilot.press("2")  # after "none": accession, the first of the fields by name but one
        await until(pilot, lambda: "What does" not in drawn(pilot))
        await pilot.press("c")
        await shows(pilot, "Shelf → ")
        await pilot.press("escape")
        await until(pilot, lambda: "Shelf" not in drawn(pilot))
        with sample.lead.read() as connection:
            assert imports_of(connection, "Table") == []

    drive(desk(tmp_path, "anna"), script)


def test_another_dialect_changes_the_sample_and_what_has_none_is_told(
    sample: Sample, tmp_path: Path
) -> None:
    (tmp_path / "odd.ris").write_text(RIS, encoding="utf-8")

    async def script(pilot: Pilot[None]) -> None:
        await _ask(pilot, "odd.ris", "Odd")
        await shows(pilot, "ris, generic")
        await pilot.press("d")
        await shows(pilot, "Read the files as written by")
        await pilot.press("3")
        await until(
            pilot, lambda: "ris, generic" not in drawn(pilot) and "to import" in drawn(pilot)
        )
        await pilot.press("c")
        await until(pilot, lambda: "no table" in said(pilot))

    drive(desk(tmp_path, "anna"), script)


def test_every_number_of_a_source_opens(sample: Sample, tmp_path: Path) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("2")
        await shows(pilot, "Bare")
        await pilot.press("down", "w")
        await shows(pilot, "without an abstract: 1", "Bare record")
        await pilot.press("escape")
        await shows(pilot, "rejected")
        await pilot.press("enter")
        await shows(pilot, "found here only", "without abstract", "Bare.ris: imported of 1")
        await pilot.press("enter")
        await shows(pilot, "Bare: records: 1", "Bare record")

    drive(desk(tmp_path, "anna"), script)


def test_what_is_known_of_a_source_is_corrected(sample: Sample, tmp_path: Path) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("2")
        await shows(pilot, "Bare")
        await pilot.press("e")
        await shows(pilot, "What is known of PsycINFO")
        pilot.app.screen.query_one("#line-hits").value = "12"  # type: ignore[attr-defined]
        pilot.app.screen.query_one("#line-why").focus()
        await pilot.pause()
        await pilot.press("enter")
        await shows(pilot, "12 hits", "10 records")

    drive(desk(tmp_path, "anna"), script)


def test_a_missing_abstract_is_added_from_the_record(sample: Sample, tmp_path: Path) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await shows(pilot, "Records found")
        await pilot.press("2")
        await shows(pilot, "Bare")
        await pilot.press("down", "w")
        await shows(pilot, "Bare record")
        await pilot.press("enter")
        await shows(pilot, "came without an abstract")
        await pilot.press("e")
        await shows(pilot, "What is to be edited?")
        await pilot.press("1")
        await shows(pilot, "The abstract")
        pilot.app.screen.query_one(TextArea).text = "Found on paper."
        await pilot.press("f2")
        await shows(pilot, "Why, in a few words")
        await pilot.press(*"print", "enter")
        await shows(pilot, "Found on paper.", "Edited here; as imported", "abstract: nothing")
        found = sample.record("bare")
        with sample.lead.read() as connection:
            assert whole(connection, found.id).abstract == "Found on paper."
            assert as_imported(connection, found.id).abstract == ""
            assert corrected(connection)[found.id] == {"abstract": "Found on paper."}

    drive(desk(tmp_path, "anna"), script)


def test_a_known_list_asks_why_and_an_unknown_file_is_told(sample: Sample, tmp_path: Path) -> None:
    (tmp_path / "odd.ris").write_text(RIS, encoding="utf-8")

    async def script(pilot: Pilot[None]) -> None:
        await _ask(pilot, "odd.ris", "Odd", stage="full-text")
        await shows(pilot, "Say why these begin at full-text")
        pilot.app.screen.query_one("#line-file").value = "none.ris"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await shows(pilot, "There is no file none.ris")

    drive(desk(tmp_path, "anna"), script)
