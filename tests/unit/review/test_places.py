"""Looking at a review's place is quick, never fails, and finds nothing wrong with a healthy one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from review.store import places
from review.store.places import place_lines, troubles


def test_a_healthy_place_and_a_server_give_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "review.db").touch()
    assert troubles(str(tmp_path / "review.db")) == []
    assert troubles("postgresql://kari@Dropbox/OneDrive") == []
    assert place_lines(str(tmp_path / "review.db")) == []


@pytest.mark.parametrize(
    "location",
    ["", "/", "\0", "no/such/folder/review.db", "/" * 5000, "ø" * 9000],
    ids=["empty", "folder", "nul", "missing", "slashes", "too long"],
)
def test_it_never_fails_on_what_is_no_place(location: str) -> None:
    assert troubles(location) == []


def test_what_one_look_breaks_on_does_not_hide_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no table of mounts here")

    monkeypatch.setattr(places, "network_mount", broken)
    folder = tmp_path / "Dropbox"
    assert [trouble.code for trouble in troubles(str(folder / "review.db"))] == ["synced"]


def test_a_loop_of_links_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert troubles(str(tmp_path / "a" / "review.db")) == []


def test_the_lines_of_a_status_say_what_and_what_to_do(tmp_path: Path) -> None:
    (line,) = place_lines(str(tmp_path / "Nextcloud" / "review.db"))
    assert line.startswith("Warning: ")
    assert "a Nextcloud folder" in line
    assert "`review merge FILE`" in line


def test_looking_takes_no_time_that_a_person_notices(tmp_path: Path) -> None:
    folder = tmp_path / "full texts"
    folder.mkdir()
    for number in range(3000):
        (folder / str(number)).touch()
    (folder / "review.db").touch()
    took = []
    for _ in range(20):
        start = time.perf_counter()
        troubles(str(folder / "review.db"))
        took.append(time.perf_counter() - start)
    # The budget is 2 ms; a machine with much else to do gets some more.
    assert min(took) < 0.008
