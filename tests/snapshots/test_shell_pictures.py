"""Pictures of the desk's own screens, at both sizes; the README shows some of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.__main__ import projectors
from review.desk.settings import Settings
from review.ledger.ledger import Review
from review.records.editing import edit_record
from review.store.engine import open_store
from tests.desk.shelling import desk, picture
from tests.sample import Sample, record
from tests.snapshots.same import Made, made_once

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
Compare = Callable[..., bool]


def make(folder: Path) -> None:
    sample = Sample.begin(str(folder / "review.db"), 40)
    sample.add("SocINDEX", [record(n, accession=f"soc-{n}") for n in range(40, 52)])
    sample.add("Handsearch", [record(60, title="A note [b]without[/b] an abstract", abstract="")])
    for number in range(6):
        sample.decide("anna", number, "include" if number % 2 else "exclude")
    for number in range(4):
        sample.decide("bo", number, "include")
    sample.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made_once(tmp_path_factory.mktemp("made"), make)


@pytest.fixture
def folder(made: Made, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a review whose ids and times are the same each time."""
    return made.again(monkeypatch)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["dark", "light", "none"])
def test_overview(
    folder: Path,
    snap_compare: Compare,
    size: tuple[int, int],
    theme: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    app = desk(folder, "anna", Settings(theme=theme))
    steps = picture(("records left for you", ""))
    assert snap_compare(app, terminal_size=size, run_before=steps)


SCREENS: dict[str, tuple[tuple[str, str], ...]] = {
    "who": (("Records found", "f2"), ("Who sits here?", "")),
    "help": (("Records found", "question_mark"), ("In the list", "")),
    "palette": (("Records found", "ctrl+p"), ("Go to duplicates", "")),
    "behind": (("Records found", "enter"), ("Records found: 53", "")),
    "record": (("Records found", "enter"), ("Records found: 53", "enter"), ("History", "")),
    "sources": (("Records found", "2"), ("40 found, 40 imported", "")),
    "import": (("Records found", "2"), ("PsycINFO", "i"), ("Import an export", "")),
    "export": (("Records found", "e"), ("Export records", "")),
    "flow": (("Records found", "9"), ("Records identified", "")),
    "undo": (("Records found", "u"), ("anna 5 decided", "")),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(folder: Path, snap_compare: Compare, size: tuple[int, int], name: str) -> None:
    steps = picture(*SCREENS[name])
    assert snap_compare(desk(folder, "anna"), terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES)
def test_start(tmp_path: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(tmp_path)
    app.why_start = "There is no review in /home/anna."
    assert snap_compare(app, terminal_size=size, run_before=picture(("Make a new review", "")))


TABLE = (
    "Title;Authors;Year;Abstract;DOI;Shelf\n"
    "Sleep in [b]infancy[/b];Solberg, Kari;2018;;10.9999/s1;A1\n"
    "Crying at night;Hart, Jo;2019;;10.9999/s2;A2\n"
    ";;2020;;;A3\n"
)
LOOKS: dict[str, tuple[tuple[str, str], ...]] = {
    "look": (("to import", ""),),
    "columns": (("to import", "c"), ("Which column", "")),
    "stored": (("to import", "enter"), ("Stored.", "")),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", LOOKS)
def test_import_look(folder: Path, snap_compare: Compare, size: tuple[int, int], name: str) -> None:
    (folder / "library.csv").write_text(TABLE)
    found = (("Records found", "2"), ("PsycINFO", "i"), ("Import an export", ""))
    filled = {"file": "library.csv", "source": "Library", "kind": "other", "hits": "4"}

    async def steps(pilot: Pilot[None]) -> None:
        await picture(*found)(pilot)
        for line, text in filled.items():
            pilot.app.screen.query_one(f"#line-{line}", Input).value = text
        pilot.app.screen.query_one("#line-why").focus()
        await pilot.pause()
        await pilot.press("enter")
        await picture(*LOOKS[name])(pilot)

    assert snap_compare(desk(folder, "anna"), terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["source", "edited"])
def test_source(folder: Path, snap_compare: Compare, size: tuple[int, int], name: str) -> None:
    here = (("Records found", "2"), ("PsycINFO", "end"), ("Handsearch.ris", "enter"))
    steps = {
        "source": (*here, ("found here only", "")),
        "edited": (*here, ("found here only", "enter"), ("records: 1", "enter"), ("Edited", "")),
    }
    if name == "edited":
        sample = Sample(Review(open_store(str(folder / "review.db")), projectors(), "bo"))
        edit_record(sample.lead, "acc-60", {"abstract": "Found on paper.", "year": "2019"}, "print")
        sample.close()
    assert snap_compare(desk(folder, "anna"), terminal_size=size, run_before=picture(*steps[name]))
