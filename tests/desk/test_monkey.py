"""Keys by chance at the whole desk: a few here, very many under HYPOTHESIS_PROFILE=soak."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from review.__main__ import projectors
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, stale_projections
from review.protocol import TITLE_ABSTRACT
from review.store.engine import open_store
from screening.revealing import reveal
from tests.clashing import apart_and_merged, settle_apart
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.desk.monkey import play
from tests.sample import Sample, record

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEEDS, KEYS = (range(1, 31), 2000) if SOAK else (range(1, 2), 120)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a review with something everywhere; no other program is called."""
    for name in ("EDITOR", "VISUAL", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    sample = Sample.begin(str(tmp_path / "review.db"), 40)
    sample.add("ERIC", [record(n, accession=f"more-{n}") for n in range(12)])
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    for number in range(5, 9):
        sample.both(number, "include", "exclude")
    sample.both(9, "include", "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    apart_and_merged(sample)
    settle_apart(sample, 5)
    sample.close()
    return tmp_path


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_is_pressed_the_desk_goes_on_and_the_review_is_whole(
    folder: Path, seed: int
) -> None:
    person = ("anna", "bo", "cem")[seed % 3]
    play(folder, person, seed, KEYS, ((80, 24), (120, 40))[seed % 2])
    review = Review(open_store(str(folder / "review.db")), projectors(), person)
    assert stale_projections(review) == []
    with review.read() as connection:
        assert broken_hashes(connection) == []
    review.store.close()
