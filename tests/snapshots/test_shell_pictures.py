"""Pictures of the desk's own screens, at both sizes; the README shows some of them."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from review.desk.settings import Settings
from tests.desk.shelling import desk, picture
from tests.sample import Sample, record

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
Compare = Callable[..., bool]
DAY = "2026-03-02T09:00:00.000Z"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return the folder of a review whose ids and times are the same each time."""
    numbers = itertools.count(1)
    monkeypatch.setattr(
        "review.ids.uuid.uuid4", lambda: uuid.uuid5(uuid.NAMESPACE_OID, str(next(numbers)))
    )
    monkeypatch.setattr("review.acts.now", lambda: DAY)
    monkeypatch.setattr("review.ledger.now", lambda: DAY)
    monkeypatch.delenv("NO_COLOR", raising=False)
    sample = Sample.begin(str(tmp_path / "review.db"), 40)
    sample.add("SocINDEX", [record(n, accession=f"soc-{n}") for n in range(40, 52)])
    sample.add("Handsearch", [record(60, title="A note [b]without[/b] an abstract", abstract="")])
    for number in range(6):
        sample.decide("anna", number, "include" if number % 2 else "exclude")
    for number in range(4):
        sample.decide("bo", number, "include")
    yield tmp_path
    sample.close()


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
