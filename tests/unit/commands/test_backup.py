"""Backing up, restoring and moving a review, as it is typed."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from review.store.urls import has_password, without_password
from tests.unit.commands.conftest import Type

TYPED = "postgresql://kari:hush@localhost:1/family"


def test_a_restored_backup_holds_what_was_there_and_not_what_came_later(
    begun: Type, tmp_path: Path
) -> None:
    begun("decide acc-1 include --stage title-abstract --note 'before'", "anna")
    assert begun("backup kept.db").code == 0
    data = (tmp_path / "kept.db").read_bytes()
    begun("decide acc-2 exclude --stage title-abstract", "anna")
    said = begun("new again/here --from kept.db --json")
    assert said.code == 0
    assert said.json["reviewers"] == ["anna", "bo"]
    assert "3 records" in said.talk
    assert "kept.db is left as it was: go on in one of the two only" in said.talk
    assert "include" in begun("history acc-1 --review again/here", "anna").out
    assert "exclude" not in begun("history acc-2 --review again/here", "anna").out
    assert begun("check --review again/here").code == 0
    assert (tmp_path / "kept.db").read_bytes() == data


def test_a_folder_can_be_copied_from(begun: Type, tmp_path: Path) -> None:
    said = begun("new copy --from . --json")
    assert said.code == 0
    assert (tmp_path / "copy" / "review.db").is_file()
    begun("decide acc-1 include --stage title-abstract --review copy", "anna")
    assert "include" not in begun("history acc-1", "anna").out


def test_team_changes_come_along(begun: Type) -> None:
    begun("team add dag", "anna")
    begun("team retire bo", "anna")
    assert begun("new copy --from . --json").json["reviewers"] == ["anna", "dag"]


@pytest.mark.parametrize(
    "more", ["--title T", "--reviewer kim", "--adjudicator kim", "--protocol p.toml"]
)
def test_a_copy_is_given_nothing_of_its_own(begun: Type, tmp_path: Path, more: str) -> None:
    said = begun(f"new copy --from . {more}")
    assert said.code == 2
    assert "Leave out --title" in said.talk
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("export.ris", "cannot be copied"),
        ("nowhere.db", "no review at"),
        ("other.db", "not a review"),
        ("torn.db", "cannot be"),
    ],
)
def test_what_is_no_review_is_told_and_leaves_nothing(
    begun: Type, tmp_path: Path, source: str, why: str
) -> None:
    begun("backup whole.db")
    whole = (tmp_path / "whole.db").read_bytes()
    (tmp_path / "torn.db").write_bytes(whole[: len(whole) // 2])
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.close()
    before = set(tmp_path.iterdir())
    said = begun(f"new copy --from {source}")
    assert said.code == 3
    assert why in said.talk
    assert source in said.talk
    assert set(tmp_path.iterdir()) == before


def test_nothing_is_written_over(begun: Type, tmp_path: Path) -> None:
    begun("backup kept.db")
    data = (tmp_path / "kept.db").read_bytes()
    for line in ("backup kept.db", "new . --from kept.db"):
        said = begun(line)
        assert said.code == 2
        assert "exists already" in said.talk
    assert (tmp_path / "kept.db").read_bytes() == data
    assert begun("backup none/kept.db").code == 2
    assert not (tmp_path / "none").exists()


def rights_of_an_ordinary_account() -> list[str]:
    """Return what goes before a command so that it is bound by file modes, as root is not."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("nothing is read-only to this account")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are POSIX's")
@pytest.mark.parametrize("made_by", ["backup kept/review.db", "new kept --from ."])
def test_a_source_that_cannot_be_written_to_will_do(
    begun: Type, tmp_path: Path, made_by: str
) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    assert begun(made_by).code == 0
    (folder / "review.db").chmod(0o444)
    folder.chmod(0o555)
    line = ["-m", "review", "new", str(tmp_path / "copy"), "--from", str(folder)]
    try:
        subprocess.run([*rights_of_an_ordinary_account(), sys.executable, *line], check=True)
    finally:
        folder.chmod(0o755)
    assert begun("check --review copy").code == 0
    assert [path.name for path in folder.iterdir()] == ["review.db"]


@pytest.mark.parametrize("line", [f"new copy --from {TYPED}", f"status --review {TYPED}"])
def test_a_password_in_a_url_is_warned_of_once_and_never_shown(command: Type, line: str) -> None:
    said = command(line)
    assert said.code == 3
    assert said.talk.count("The password in the URL can be seen by others") == 1
    assert "hush" not in said.talk
    assert "kari@localhost" in said.talk


@pytest.mark.parametrize(
    "url", ["postgresql://kari:hush@host:port/db", "mysql://kari:hush@host/db"]
)
def test_what_is_no_url_of_a_server_is_told(command: Type, url: str) -> None:
    said = command(f"new {url} --reviewer anna")
    assert said.code == 3
    assert "Use postgresql://host/name." in said.talk
    assert "hush" not in said.talk


def test_without_a_password_there_is_no_warning(command: Type) -> None:
    said = command("status --review postgresql://kari@localhost:1/family")
    assert "password" not in said.talk


@pytest.mark.parametrize(
    ("location", "shown"),
    [
        ("postgresql://kari:hush@host/db", "postgresql://kari@host/db"),
        ("postgresql://kari:hu@s/h@host/db?x=1", "postgresql://kari@host/db?x=1"),
        ("postgresql://host/db?password=hush", "postgresql://host/db"),
        (
            "postgresql://host/db?sslmode=require&password=hush",
            "postgresql://host/db?sslmode=require",
        ),
    ],
)
def test_passwords_are_found_and_left_out(location: str, shown: str) -> None:
    assert has_password(location)
    assert without_password(location) == shown
    assert not has_password(shown)


@pytest.mark.parametrize(
    "location", ["postgresql://kari@host/db", "postgresql:///db?host=/tmp/a@b", "/home/a@b:c/r.db"]
)
def test_what_has_no_password_stays_as_it_is(location: str) -> None:
    assert not has_password(location)
    assert without_password(location) == location
