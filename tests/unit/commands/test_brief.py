"""A command line builds only what it names; nobody who reads help or presses Tab may see that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from review import __main__ as program
from review.commands.brief import in_brief


@pytest.mark.parametrize(
    "words",
    ["", "import", "record", "record edit", "decisions import", "duplicates"],
)
def test_help_says_what_the_whole_program_says(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    line = [*words.split(), "--help"]
    assert program.run(line) == 0
    brief = capsys.readouterr().out
    whole = typer.main.get_command(program.build())
    shell = program._new_shell(Path())
    whole.main(args=line, prog_name="review", standalone_mode=False, obj=shell)
    assert capsys.readouterr().out == brief


def test_a_command_that_is_not_named_keeps_its_name_alone() -> None:
    group = typer.main.get_command(in_brief(program.build(), {"import"}))
    commands = group.commands  # type: ignore[attr-defined]
    assert {option.name for option in commands["import"].params} > {"source", "kind"}
    assert not commands["dedupe"].params


def test_the_shell_completes_the_options_of_a_command() -> None:
    asked = {"_REVIEW_COMPLETE": "complete_bash", "COMP_WORDS": "review import --so"}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "review"],
        env={**os.environ, **asked, "COMP_CWORD": "2"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["--source"]


def test_no_words_open_the_desk_on_what_the_surroundings_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened = []
    monkeypatch.setattr(program, "_desk", lambda shell, first: opened.append((shell, first)))
    monkeypatch.setenv("REVIEW_DB", "elsewhere.db")
    monkeypatch.setenv("REVIEW_AS", "bo")
    assert program.run([], tmp_path) == 0
    ((shell, first),) = opened
    assert (shell.location, shell.person, shell.folder, first) == (
        "elsewhere.db",
        "bo",
        tmp_path,
        "",
    )
