"""Pictures of the screening workspaces at both sizes; the README shows some of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from review.__main__ import projectors
from review.desk.settings import Settings
from review.ledger.ledger import Review
from review.protocol import DEFAULT, FULL_TEXT, Criterion, Terms
from review.reports.retrieving import record_retrieval
from review.store.engine import open_store
from tests.clashing import apart_and_merged, settle_apart
from tests.desk.shelling import desk, picture
from tests.desk.test_screening_fulltext import written_pdf
from tests.sample import Sample, record
from tests.snapshots.same import Made, made_once

pytestmark = pytest.mark.long

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
Compare = Callable[..., bool]
PROTOCOL = replace(
    DEFAULT,
    reveal="record",
    question="Do visits at home by trained helpers make families safer?",
    criteria=(
        Criterion("adults", "The caregivers are adults", "", "population"),
        Criterion("visits", "Someone visits the family at home", "", "intervention"),
        Criterion("control", "Some families got something else", "", "comparator"),
    ),
    terms=Terms(("visit", "famil"), ("pupil",)),
)
ABSTRACT = (
    "Objective: to see whether families that are visited at home by a trained helper for a year "
    "come into contact with child protection less often than families that are not. "
    "Methods: 212 families with a child under two were drawn by lot to weekly visits or to the "
    "usual service; pupils of the local school kept the lists. "
    "Results: after two years, 9 of 106 visited families and 21 of 106 others had been reported. "
    "Conclusion: visits may help; the study is invented, as everything here is."
)


def make(folder: Path) -> None:
    sample = Sample.begin(str(folder / "review.db"), 0, PROTOCOL)
    records = [record(n, abstract=ABSTRACT, doi=f"10.1000/invented.{n}") for n in range(20)]
    sample.add("PsycINFO", records)
    sample.decide("anna", 0, "include", note="a year of visits")
    sample.decide("bo", 0, "exclude", fails=["adults"], note="mothers of 15 [and 16]")
    sample.both(1, "exclude", "maybe")
    for n in (2, 3, 4):
        sample.both(n, "include", "include")
    for n in (8, 9, 10):
        sample.decide("anna", n, "maybe")
    sample.decide("bo", 5, "include")
    sample.decide("bo", 6, "exclude", fails=["visits"])
    sample.decide("bo", 2, "include", FULL_TEXT)
    sample.close()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return made_once(tmp_path_factory.mktemp("made"), make)


@pytest.fixture
def folder(made: Made, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a review whose ids and times are the same each time."""
    return made.again(monkeypatch)


SCREENS: dict[str, tuple[tuple[str, str], ...]] = {
    "titles": (("Records found", "4"), ("To decide  1 of", "")),
    "criteria": (("Records found", "4"), ("To decide  1 of", "c"), ("Some families got", "")),
    "mine": (("Records found", "4"), ("To decide  1 of", "s"), ("Decided by me, not", "")),
    "fails": (("Records found", "4"), ("To decide  1 of", "f"), ("What does it fail?", "")),
    "filter": (("Records found", "4"), ("To decide  1 of", "F"), ("No abstract", "")),
    "lists": (("Records found", "4"), ("To decide  1 of", "S"), ("Which list?", "")),
    "tags": (("Records found", "4"), ("To decide  1 of", "t"), ("Short words with", "")),
    "find-record": (("Records found", "4"), ("To decide  1 of", "G"), ("Find a record", "")),
    "rounds": (("Records found", "4"), ("To decide  1 of", "O"), ("title-abstract   main", "")),
    "allocation": (("Records found", "4"), ("To decide  1 of", "W"), ("whoever comes first", "")),
    "practise": (("Records found", "4"), ("To decide  1 of", "Y"), ("Nothing that you", "")),
    "protocol": (("Records found", "4"), ("To decide  1 of", "P"), ("Eligibility criteria", "")),
    "remark": (("Records found", "5"), ("Conflicts  1 of 2", "n"), ("Everyone in the team", "")),
    "conflicts": (("Records found", "5"), ("Conflicts  1 of 2", "")),
    "agreement": (("Records found", "5"), ("Conflicts  1 of 2", "a"), ("kappa", "")),
    "settling": (("Records found", "5"), ("Conflicts  1 of 2", "x"), ("How was it settled", "")),
    "fulltext": (("Records found", "6"), ("Full text: ", "")),
    "reason": (("Records found", "6"), ("Full text: ", "x"), ("Why is it excluded?", "")),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_screen(folder: Path, snap_compare: Compare, size: tuple[int, int], name: str) -> None:
    steps = picture(*SCREENS[name])
    assert snap_compare(desk(folder, "bo"), terminal_size=size, run_before=steps)


@pytest.mark.parametrize("theme", ["light", "none"])
def test_titles_in_other_colours(
    folder: Path, snap_compare: Compare, theme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if theme == "none":
        monkeypatch.setenv("NO_COLOR", "1")
    app = desk(folder, "bo", Settings(theme=theme))
    assert snap_compare(app, terminal_size=(120, 40), run_before=picture(*SCREENS["titles"]))


@pytest.mark.parametrize("size", SIZES)
def test_clashes(folder: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    sample = Sample(Review(open_store(str(folder / "review.db")), projectors(), "anna"))
    settle_apart(sample)
    apart_and_merged(sample)
    sample.close()
    steps = picture(("Records found", "f4"), ("anna thinks so", ""))
    assert snap_compare(desk(folder, "bo"), terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES)
def test_what_sharing_out_will_change(
    folder: Path, snap_compare: Compare, size: tuple[int, int]
) -> None:
    form = ("Share the records out", "enter")
    steps = picture(*SCREENS["allocation"][:2], ("whoever comes first", "n"), *[form] * 4)
    last = picture(("drawn now", ""))

    async def script(pilot: Pilot[None]) -> None:
        await steps(pilot)
        await last(pilot)

    assert snap_compare(desk(folder, "anna"), terminal_size=size, run_before=script)


@pytest.mark.parametrize("size", SIZES)
def test_the_text_of_a_pdf(folder: Path, snap_compare: Compare, size: tuple[int, int]) -> None:
    sample = Sample(Review(open_store(str(folder / "review.db")), projectors(), "bo"))
    pdf = written_pdf(folder / "one.pdf", "Families were visited at home", "", "Eleven families")
    for number in (2, 3, 4):
        record_retrieval(sample.lead, f"acc-{number}", "retrieved", file=pdf)
    sample.close()
    steps = picture(("Records found", "6"), ("Full text: ", "v"), ("page 1 of 3", ""))
    assert snap_compare(desk(folder, "bo"), terminal_size=size, run_before=steps)


@pytest.mark.parametrize("size", SIZES)
def test_many_are_shown_before_they_are_decided(
    folder: Path, snap_compare: Compare, size: tuple[int, int]
) -> None:
    async def script(pilot: Pilot[None]) -> None:
        await picture(("Records found", "4"), ("To decide  1 of", "F"), ("No abstract", ""))(pilot)
        pilot.app.screen.query_one("#line-to", Input).value = "2012"
        pilot.app.screen.query_one("#line-bare", Input).focus()
        await pilot.press("enter")
        await picture(("up to 2012", "M"), ("Decide many", "1"), ("decide on all", ""))(pilot)
        await picture(("records", ""))(pilot)

    assert snap_compare(desk(folder, "bo"), terminal_size=size, run_before=script)
