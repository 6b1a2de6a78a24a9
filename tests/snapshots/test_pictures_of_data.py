"""Pictures of the workspaces duplicates, extract and synthesis, small and wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extraction import two_entries
from extraction.certainty.grading_acts import grade
from extraction.certainty.said import judgement_said
from review.duplicates.judging import judge
from review.reports.retracting import take_list
from review.reports.retrieving import record_retrieval
from screening.screens import WORKSPACES as SCREENING
from tests.desk.driving import (
    CHARACTERISTICS,
    begin,
    desk,
    fill,
    include,
    keys_to,
    queue,
    state_bodies,
)
from tests.desk.driving import count_ids as counted
from tests.desk.seat import Seat
from tests.pdfs import written_pdf
from tests.sample import Sample, record

pytestmark = pytest.mark.long

Compare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])

ABSTRACT = (
    "Background: Home visiting programmes aim to support new parents. Objective: to test whether "
    "structured visits by trained nurses reduce stress. Methods: 240 families were allocated to "
    "visits or care as usual and followed for {months} months. Results: stress fell [p<0.05]."
)


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    counted(monkeypatch)
    made = begin(tmp_path)
    yield made
    made.close()


@pytest.fixture
def doubtful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    counted(monkeypatch)
    made = begin(tmp_path, 0)
    first = [
        record(
            number,
            authors=("Holm, Anna", "Berg, Bo"),
            volume="12",
            issue="3",
            start_page="100",
            end_page="112",
            abstract=ABSTRACT.format(months=12),
            doi="10.9999/two" if number == 2 else "",
        )
        for number in range(6)
    ]
    second = [
        replace(
            one,
            accession=f"W-{number}",
            title=f"{one.title}: a follow-up",
            authors=("Holm, A.", "Berg, B."),
            journal="J Invented Stud",
            year=(one.year or 0) + 1,
            start_page="233",
            end_page="240",
            abstract=ABSTRACT.format(months=18),
        )
        for number, one in enumerate(first)
    ]
    made.add("PsycINFO", first)
    made.add("Web of Science", second)
    kinds = ["merged", "merged", *["queued"] * 4]
    queue(made, [(f"acc-{n}", f"W-{n}", kind) for n, kind in enumerate(kinds)])
    yield made
    made.close()


@pytest.fixture
def extracted(sample: Sample) -> Sample:
    """A study to compare, one begun, one agreed, one untouched."""
    studies = include(sample, 4)
    other = {
        **CHARACTERISTICS,
        "participants": "Parents of children under 3 years",
        "participants_n": {"value": 118, "page": "p. 4", "quote": "118 parents were analysed"},
        "results": [],
    }
    fill(sample, "anna", studies[0], CHARACTERISTICS)
    fill(sample, "bo", studies[0], other)
    begun = {key: CHARACTERISTICS[key] for key in ("design", "countries", "arms", "results")}
    fill(sample, "anna", studies[1], {**begun, "funding": "not-reported"}, done=False)
    for person in ("anna", "bo"):
        place = fill(sample, person, studies[2], CHARACTERISTICS)
    two_entries.settle(sample.hand("anna"), place, {})
    return sample


@SIZES
def test_duplicates_queue(doubtful: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(doubtful, "anna", "duplicates")
    assert snap_compare(app, terminal_size=size, run_before=keys_to("d"))


@SIZES
def test_duplicates_merged_set(
    doubtful: Sample, snap_compare: Compare, size: tuple[int, int]
) -> None:
    app = desk(doubtful, "anna", "duplicates")
    assert snap_compare(app, terminal_size=size, run_before=keys_to("v", "enter"))


DUPLICATES = {
    "linked": ("v", "v"),
    "one_study": ("v", "v", "enter"),
    "counts": ("v", "v", "v"),
    "overlap": ("v", "v", "v", "v"),
    "overlap_of_one": ("v", "v", "v", "v", "enter"),
}


@SIZES
@pytest.mark.parametrize("what", DUPLICATES)
def test_duplicates_views(
    doubtful: Sample, snap_compare: Compare, size: tuple[int, int], what: str
) -> None:
    judge(doubtful.hand("bo"), "link", ("acc-5", "W-5"), "The second reports a follow-up.")
    app = desk(doubtful, "anna", "duplicates")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*DUPLICATES[what]))


LATE = {"find_other": ("D",), "same_report": ("D", "enter"), "asked_again": ("D", "enter", "s")}


@SIZES
@pytest.mark.parametrize("what", LATE)
def test_a_late_duplicate(
    doubtful: Sample, snap_compare: Compare, size: tuple[int, int], what: str
) -> None:
    doubtful.decide("bo", "acc-2", "include")
    doubtful.decide("bo", "W-2", "exclude")
    doubtful.decide("bo", "acc-0", "include")
    doubtful.decide("bo", "acc-1", "include")
    take_list(doubtful.lead, b"10.9999/two\n", "list.txt", "Retraction Watch")
    app = Seat(doubtful.hand("bo"), SCREENING, "screen")
    keys = ("s", "end", "j", "j", *LATE[what])
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


@SIZES
def test_extract_studies(extracted: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(extracted, "anna", "extract")
    assert snap_compare(app, terminal_size=size, run_before=keys_to())


@SIZES
def test_extract_form(extracted: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(extracted, "anna", "extract")
    keys = ("down", "enter", "1", *["down"] * 5)
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


@SIZES
def test_extract_editor(extracted: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(extracted, "anna", "extract")
    assert snap_compare(app, terminal_size=size, run_before=keys_to("down", "enter", "1", "enter"))


@SIZES
def test_extract_compare(extracted: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(extracted, "anna", "extract")
    assert snap_compare(app, terminal_size=size, run_before=keys_to("enter", "1", "f"))


REPORT = (
    "Home visits in two towns. Of 140 families, 120 took part\nin the trial. They had toddlers."
)
BUILDING = {"forms": ("b",), "build": ("b", "down", "enter", "down"), "matrix": ("t",)}


@SIZES
def test_extract_source(
    extracted: Sample, snap_compare: Compare, size: tuple[int, int], tmp_path: Path
) -> None:
    paper = written_pdf(tmp_path / "trial.pdf", REPORT)
    record_retrieval(extracted.hand("anna"), "acc-1", "retrieved", file=paper)
    app = desk(extracted, "anna", "extract")
    keys = ("down", "enter", "1", *["down"] * 5, "p", *["right"] * 6, "s")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


@SIZES
@pytest.mark.parametrize("what", BUILDING)
def test_extract_lists(
    extracted: Sample, snap_compare: Compare, size: tuple[int, int], what: str
) -> None:
    app = desk(extracted, "anna", "extract")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*BUILDING[what]))


@SIZES
def test_synthesis_table(extracted: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(extracted, "anna", "synthesis")
    keys = ("down", "down", "enter")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


PLOT = 8  # lines from the last in the list up to the first plot


@SIZES
def test_synthesis_plot(extracted: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(extracted, "anna", "synthesis")
    keys = ("end", *["up"] * PLOT, "enter")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


@SIZES
@pytest.mark.parametrize("opened", [False, True], ids=["list", "body"])
def test_certainty(
    sample: Sample, snap_compare: Compare, size: tuple[int, int], *, opened: bool
) -> None:
    state_bodies(sample)
    said = {"risk-of-bias": "-1 no concealment in most studies", "imprecision": "-1 few families"}
    judgement = judgement_said("randomised", said, "", "", "")
    assert judgement is not None
    grade(sample.hand("anna"), "Parenting stress", judgement)
    app = desk(sample, "anna", "synthesis")
    keys = ("end", *["up"] * (PLOT + 1), "enter", *(["enter"] if opened else []))
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


@pytest.mark.parametrize("place", ["duplicates", "extract", "synthesis"])
def test_empty(
    tmp_path: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    counted(monkeypatch)
    made = begin(tmp_path, 0)
    app = desk(made, "anna", place)
    assert snap_compare(app, terminal_size=(80, 24), run_before=keys_to())
    made.close()


def test_without_colour(
    doubtful: Sample, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = desk(doubtful, "anna", "duplicates")
    assert snap_compare(app, terminal_size=(80, 24), run_before=keys_to())
