"""Pictures of extraction by two in one review, small and wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from review.duplicates.judging import judge
from review.protocol import DEFAULT
from review.retrieving import record_retrieval
from tests.desk.driving import CHARACTERISTICS, count_ids, desk, fill, include, keys_to
from tests.pdfs import written_pdf
from tests.sample import Sample

Compare = Callable[..., bool]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
QUOTED = {"value": 118, "page": "1", "quote": "118 parents were analysed"}


@pytest.fixture
def checked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    """One study that anna extracted, for bo to check."""
    count_ids(monkeypatch)
    monkeypatch.setenv("REVIEW_DRAFTS", str(tmp_path / "drafts"))
    made = Sample.begin(
        str(tmp_path / "review.db"), protocol=replace(DEFAULT, extraction="checked")
    )
    (study,) = include(made, 1)
    paper = written_pdf(tmp_path / "trial.pdf", "In all, 118 parents were analysed\nafter a year.")
    record_retrieval(made.lead, "acc-0", "retrieved", file=paper)
    fill(made, "anna", study, {**CHARACTERISTICS, "participants_n": QUOTED})
    yield made
    made.close()


@SIZES
def test_extract_check(checked: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(checked, "bo", "extract")
    keys = ("enter", "1", "y", "l", "y")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


@pytest.fixture
def linked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    """Three studies, of which two may be one."""
    count_ids(monkeypatch)
    made = Sample.begin(str(tmp_path / "review.db"))
    judge(made.hand("anna"), "link", ("acc-0", "acc-1"), "Protocol and trial.")
    judge(made.hand("anna"), "link", ("acc-1", "acc-2"), "Trial and its follow-up.")
    include(made, 3)
    yield made
    made.close()


@SIZES
def test_study_suggestions(linked: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(linked, "anna", "extract")
    assert snap_compare(app, terminal_size=size, run_before=keys_to("l"))
