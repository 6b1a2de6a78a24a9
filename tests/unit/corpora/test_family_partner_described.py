"""The described intervention, through the commands that its walkthrough lists."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import corpora
from review.__main__ import run
from review.commands.rehearsal import lines_of

FOLDER = Path(corpora.__file__).parent / "family-partner-described"
LAST = "--form tidier --arm Familiepartner"


@dataclass(frozen=True)
class Said:
    """What a command line gave."""

    code: int
    out: str
    talk: str


def tried(folder: Path, line: str) -> Said:
    out, talk = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(talk):
        code = run(shlex.split(line), folder)
        out.flush()
    return Said(code, out.buffer.getvalue().decode(), talk.getvalue())


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Said]]:
    folder = tmp_path_factory.mktemp("described") / "copy"
    shutil.copytree(FOLDER, folder)
    lines = list(lines_of((folder / "walkthrough.txt").read_text(encoding="utf-8")))
    return folder, {" ".join(one.words): tried(folder, shlex.join(one.words)) for one in lines}


def test_every_line_of_the_walkthrough_works(walked: tuple[Path, dict[str, Said]]) -> None:
    for line, said in walked[1].items():
        assert said.code == 0, f"{line}\n{said.talk}"


def test_14_of_24_points_by_the_published_scoring(walked: tuple[Path, dict[str, Said]]) -> None:
    said = tried(walked[0], "table tidier --format json")
    row = json.loads(said.out)["rows"][-1]
    points = list(row.values())[2:] if isinstance(row, dict) else row[2:]
    assert points[:12] == [2, 2, 1, 2, 2, 1, 1, 2, 0, 0, 1, 0]
    assert points[12:] == ["14/24", 0.58]
    assert "not yet agreed" not in said.out.casefold()


def test_the_extractors_differ_on_fidelity_among_others(
    walked: tuple[Path, dict[str, Said]],
) -> None:
    said = tried(walked[0], f"compare AFI-2023-05 {LAST} --json --as bo")
    differing = {one["path"]: one for one in json.loads(said.out)["differences"]}
    assert {"how_well_planned", "materials", "tailoring", "how", "dose_weeks"} <= set(differing)
    fidelity = differing["how_well_planned"]
    assert fidelity["first"]["status"] == "not-reported"
    assert fidelity["second"]["value"]


def test_each_choice_has_its_reason() -> None:
    text = (FOLDER / "consensus" / "tidier.json").read_text(encoding="utf-8")
    choices: dict[str, Any] = json.loads(text)["values"]
    assert all(choice["why"] for choice in choices.values())


def test_its_contradictions_are_flagged(walked: tuple[Path, dict[str, Said]]) -> None:
    said = tried(walked[0], "extract --checks --json --as anna")
    found = {one["path"]: one["sentence"] for one in json.loads(said.out)["concerns"]}
    assert "234 hours" in found["dose_hours_most"], "hours per week against total hours"
    assert "at most 100" in found["dose_hours_most"]
    assert "every 4.3 weeks" in found["procedures"], "monthly against quarterly forms"
    assert "every 13" in found["procedures"]
    assert "every 4, 13 weeks" in found["monitoring[0].every_weeks"]
    own = walked[1][
        "extract AFI-2023-05 --form tidier --from entries/anna/tidier.json --done --as anna"
    ]
    assert "234 hours" in own.talk, "said as soon as the entry is complete"
