"""Pictures of ranked screening at both sizes: how far it is, and the question of stopping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from review.protocol import DEFAULT, Terms
from screening.ranking.stopping import Goal
from screening.ranking.ways import choose_way
from tests.desk.shelling import desk, picture
from tests.ranked import accession, invented_records, learning_here, next_one, say
from tests.sample import Sample
from tests.snapshots.same import same_each_time

SIZES = [pytest.param((80, 24), id="80x24"), pytest.param((120, 40), id="120x40")]
Compare = Callable[..., bool]
SIZE, INCLUDES, SCREENED = 90, 18, 50
PROTOCOL = replace(
    DEFAULT, question="Do home visits of nurses help parents?", terms=Terms(("famil",))
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("ranking")
    with pytest.MonkeyPatch.context() as patch, learning_here():
        same_each_time(patch)
        sample = Sample.begin(str(folder / "review.db"), 0, PROTOCOL)
        sample.add("PsycINFO", invented_records(SIZE, INCLUDES)[0])
        choose_way(sample.hand("anna"), "ranked", goal=Goal(0.8, 0.8))
        for _time in range(SCREENED):
            for person in ("anna", "bo"):
                set_id = next_one(sample.hand(person))
                assert set_id
                relevant = int(accession(sample.lead, set_id)[1:]) < INCLUDES
                say(sample.hand(person), set_id, "include" if relevant else "exclude")
        yield folder
        sample.close()


SCREENS: dict[str, tuple[tuple[str, str], ...]] = {
    "ranking": (("Records found", "4"), ("To decide  1 of", "K"), ("double-screened", "")),
    "stop": (
        ("Records found", "4"),
        ("To decide  1 of", "K"),
        ("double-screened", "t"),
        ("Stop screening?", ""),
    ),
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", SCREENS)
def test_ranking(folder: Path, snap_compare: Compare, size: tuple[int, int], name: str) -> None:
    steps = picture(*SCREENS[name])
    assert snap_compare(desk(folder, "anna"), terminal_size=size, run_before=steps)
