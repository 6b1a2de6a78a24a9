"""The README says what the program does: its tables are the program's, its lines are commands."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer

from extraction.consensus import parse_choices
from extraction.entry_file import parse
from extraction.form import shipped
from review.__main__ import build, run
from review.protocol import parse as parse_protocol
from tests.readme import README, filled

pytestmark = pytest.mark.long

TEXT = README.read_text(encoding="utf-8")


def test_generated_parts_are_up_to_date() -> None:
    assert filled(TEXT) == TEXT, "run: python -m tests.readme"


def test_it_begins_with_the_two_commands() -> None:
    assert re.search(r"make demo.*\n.*make test", TEXT[:400])


@pytest.mark.parametrize("line", re.findall(r"^(review [^\n#]+)", TEXT, re.MULTILINE))
def test_every_command_line_names_commands_and_options_that_exist(line: str) -> None:
    words = shlex.split(line)[1:]
    node = typer.main.get_command(build())
    while words and words[0] in getattr(node, "commands", {}):
        node = node.commands[words.pop(0)]  # type: ignore[attr-defined]
    known = {name for parameter in node.params for name in parameter.opts}
    assert node.name != "review" or not words or words[0].startswith("--"), line
    assert {word for word in words if word.startswith("--")} <= known, line


@pytest.mark.parametrize("picture", re.findall(r"\]\(([^)]+\.svg)\)", TEXT))
def test_every_picture_is_a_snapshot_that_tests_compare(picture: str) -> None:
    assert (README.parent / picture).is_file()
    assert "__snapshots__" in picture


def test_the_examples_of_answers_and_choices_are_valid() -> None:
    form = shipped()["characteristics"]
    answers, choices, judged = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    assert parse(form, answers, study="s", extractor="anna").values
    assert parse_choices(form, choices)
    assert parse(shipped()["rob2"], judged, study="s", extractor="anna", part="a @ b").values


def test_the_examples_of_a_protocol_are_valid() -> None:
    bias, whole = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)
    assert parse_protocol(whole).find_criterion("children").reason == "population"
    assert parse_protocol(bias).risk_of_bias.results[0].part == "maltreatment @ 12 months"


def test_two_institutions_get_to_the_conflicts_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = re.findall(r"^(anna|bo)\$ review (.+)$", TEXT, re.MULTILINE)
    folders = {name: tmp_path / name for name in ("anna", "bo")}
    for folder in folders.values():
        folder.mkdir()
    records = [f"TY  - JOUR\nTI  - Title {n}\nAN  - {n}\nER  - \n" for n in range(6)]
    (folders["anna"] / "psycinfo.ris").write_text("\n".join(records))

    def review(name: str, *words: str) -> int:
        monkeypatch.setenv("REVIEW_AS", name)
        monkeypatch.setenv("REVIEW_KEYS", str(tmp_path / f"keys of {name}"))
        return run(list(words), folders[name])

    for name, typed in lines:
        words = shlex.split(typed)
        if words[0] == "merge":  # the other's file has come by mail
            (other,) = set(folders) - {name}
            shutil.copy(folders[other] / words[1], folders[name])
        if typed == "send --out bo-1.review":
            for who, verdict in (("anna", "include"), ("bo", "exclude")):
                for number in range(6):
                    words_of = ("decide", str(number), verdict, "--stage", "title-abstract")
                    assert review(who, *words_of) == 0
        capfd.readouterr()
        expected = 1 if words[0] == "conflicts" else 0
        assert review(name, *words) in {0, expected}, typed
    assert capfd.readouterr().out.count("exclude") == 6, "anna sees what bo decided"
