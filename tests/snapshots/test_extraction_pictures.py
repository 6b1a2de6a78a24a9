"""Pictures of extraction by two in one review, small and wide."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extraction.form_adding import add_form
from review.duplicates.judging import judge
from review.protocol import DEFAULT
from review.reports.retrieving import record_retrieval
from review.studies import all_studies
from tests.desk.driving import CHARACTERISTICS, count_ids, desk, fill, include, keys_to
from tests.pdfs import written_pdf
from tests.sample import Sample
from tests.store.test_form_versions import FORM, NEXT
from tests.store.test_form_versions import fill as fill_short

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


@SIZES
def test_entries_out(linked: Sample, snap_compare: Compare, size: tuple[int, int]) -> None:
    app = desk(linked, "anna", "extract")
    assert snap_compare(app, terminal_size=size, run_before=keys_to("E"))


@SIZES
def test_entries_in(
    linked: Sample,
    snap_compare: Compare,
    size: tuple[int, int],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with linked.lead.read() as connection:
        study = all_studies(connection)[0]
    rows = f"study_id,participants_n,design\ns-{study.id},many,cohort\ns-ffff,2,cohort\n"
    (tmp_path / "f.csv").write_text(rows)
    app = desk(linked, "anna", "extract")
    keys = ("T", *"f", "full_stop", *"csv", "enter", *"characteristics", "f2")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys))


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Sample]:
    """Two studies that two extracted, apart in one answer, and then a form's next version."""
    count_ids(monkeypatch)
    made = Sample.begin(str(tmp_path / "review.db"))
    add_form(made.lead, FORM, "short.toml")
    for number, study in enumerate(include(made, 2)):
        fill_short(made, "anna", study, 7, done=True)
        fill_short(made, "bo", study, 7 - number, done=True)
    add_form(made.lead, NEXT.replace("least = 5", "least = 7"), "short.toml")
    yield made
    made.close()


@SIZES
@pytest.mark.parametrize("what", ["agreement", "apart", "studies", "again"])
def test_looked_at(older: Sample, snap_compare: Compare, size: tuple[int, int], what: str) -> None:
    keys = {"agreement": ("a",), "apart": ("a", "down", "enter"), "studies": (), "again": ("v",)}
    app = desk(older, "anna", "extract")
    assert snap_compare(app, terminal_size=size, run_before=keys_to(*keys[what]))
