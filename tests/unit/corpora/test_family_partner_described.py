"""The described intervention, through the commands that its walkthrough lists."""

from __future__ import annotations

import contextlib
import io
import json
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import corpora
from review.__main__ import run

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
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("described") / "copy"
    said = tried(folder.parent, f"demo copy --sample {FOLDER.name} --no-open")
    assert said.code == 0, said.talk
    return folder


def test_its_differences_from_the_protocol_are_told_in_both_languages(walked: Path) -> None:
    for language, word in (("en", "Language of the review"), ("nb", "Språket i oversikten")):
        assert word in tried(walked, f"table differences --format csv --lang {language}").out


def test_14_of_24_points_by_the_published_scoring(walked: Path) -> None:
    said = tried(walked, "table tidier --format json")
    row = json.loads(said.out)["rows"][-1]
    points = list(row.values())[2:] if isinstance(row, dict) else row[2:]
    assert points[:12] == [2, 2, 1, 2, 2, 1, 1, 2, 0, 0, 1, 0]
    assert points[12:] == ["14/24", 0.58]
    assert "not yet agreed" not in said.out.casefold()


def test_the_extractors_differ_on_fidelity_among_others(
    walked: Path,
) -> None:
    said = tried(walked, f"compare AFI-2023-05 {LAST} --json --as bo")
    differing = {one["path"]: one for one in json.loads(said.out)["differences"]}
    assert {"how_well_planned", "materials", "tailoring", "how", "dose_weeks"} <= set(differing)
    fidelity = differing["how_well_planned"]
    assert fidelity["first"]["status"] == "not-reported"
    assert fidelity["second"]["value"]


def test_each_choice_has_its_reason() -> None:
    text = (FOLDER / "consensus" / "tidier.json").read_text(encoding="utf-8")
    choices: dict[str, Any] = json.loads(text)["values"]
    assert all(choice["why"] for choice in choices.values())


def test_its_contradictions_are_flagged(walked: Path) -> None:
    said = tried(walked, "extract --checks --json --as anna")
    found = {one["path"]: one["sentence"] for one in json.loads(said.out)["concerns"]}
    assert "234 hours" in found["dose_hours_most"], "hours per week against total hours"
    assert "at most 100" in found["dose_hours_most"]
    assert "every 4.3 weeks" in found["procedures"], "monthly against quarterly forms"
    assert "every 13" in found["procedures"]
    assert "every 4, 13 weeks" in found["monitoring[0].every_weeks"]
    log = (walked / "walkthrough.log").read_text(encoding="utf-8")
    own = log.partition("entries/anna/tidier.json")[2].partition("$ review")[0]
    assert "234 hours" in own, "said as soon as the entry is complete"
