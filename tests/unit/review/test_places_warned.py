"""A warning about a review's place is said once a day, and never stands in the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import platformdirs
import pytest

from review.__main__ import run
from review.store.trouble import Trouble
from review.store.warned import unsaid

SYNCED = Trouble("synced", "It lies in a Dropbox folder.", "Move it.")
FOLDER = Trouble("folder", "The folder is not shared.", "Type it.")


def test_each_trouble_of_each_review_is_said_once_a_day(tmp_path: Path) -> None:
    file = tmp_path / "state" / "warned.json"
    assert unsaid("a/review.db", [SYNCED], file) == [SYNCED]
    assert unsaid("a/review.db", [SYNCED, FOLDER], file) == [FOLDER]
    assert unsaid("a/review.db", [SYNCED, FOLDER], file) == []
    assert unsaid("b/review.db", [SYNCED], file) == [SYNCED]


def test_the_next_day_it_is_said_again_and_the_file_does_not_grow(tmp_path: Path) -> None:
    file = tmp_path / "warned.json"
    file.write_text(json.dumps({"/old/review.db": {"synced": "2020-01-01"}}))
    assert unsaid("/old/review.db", [SYNCED], file) == [SYNCED]
    file.write_text(json.dumps({f"/{n}/review.db": {"synced": "2020-01-01"} for n in range(9)}))
    assert unsaid("/new/review.db", [SYNCED], file) == [SYNCED]
    assert list(json.loads(file.read_text())) == ["/new/review.db"]


@pytest.mark.parametrize("content", [b"", b"[1]", b'{"/a": 3}', b"\xff\xfe", b'{"/a": {"x": []}}'])
def test_a_damaged_memory_is_as_none(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "warned.json"
    file.write_bytes(content)
    assert unsaid("/a", [SYNCED], file) == [SYNCED]
    assert unsaid("/a", [SYNCED], file) == []


def test_where_nothing_can_be_remembered_it_is_said_each_time(tmp_path: Path) -> None:
    (tmp_path / "state").touch()  # a file where the folder would be
    file = tmp_path / "state" / "warned.json"
    assert unsaid("/a", [SYNCED], file) == [SYNCED]
    assert unsaid("/a", [SYNCED], file) == [SYNCED]


@pytest.fixture
def typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in a review that lies in a Dropbox; return its code, data and talk."""
    monkeypatch.setattr(platformdirs, "user_state_path", lambda _name: tmp_path / "state")
    folder = tmp_path / "Dropbox" / "review"
    assert run(["new", str(folder), "--title", "T", "--reviewer", "anna", "--reviewer", "bo"]) == 0
    capfd.readouterr()

    def type_(*words: str) -> tuple[int, str, str]:
        code = run(words, folder)
        said = capfd.readouterr()
        return code, said.out, said.err

    return type_


def test_a_command_warns_once_on_standard_error_only(
    typed: Callable[..., tuple[int, str, str]],
) -> None:
    code, data, talk = typed("team", "show", "--json")
    assert code == 0
    assert [person["name"] for person in json.loads(data)["team"]] == ["anna", "bo"]
    assert "Warning" not in data
    assert talk.startswith("Warning: ")
    assert "lies in a Dropbox folder" in talk
    assert "Warning" not in typed("team", "show")[2]


def test_a_review_that_does_not_open_is_warned_of_each_time(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "Dropbox" / "review" / "review.db").write_bytes(b"a half copied file" * 300)
    for _ in range(2):
        code, _data, talk = typed("team", "show")
        assert code == 3
        assert "lies in a Dropbox folder" in talk


def test_nothing_is_said_of_the_place_of_a_review_that_is_not_there(
    typed: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    code, _data, talk = typed("team", "show", "--review", str(tmp_path / "Dropbox" / "other.db"))
    assert code == 3
    assert "Warning" not in talk
