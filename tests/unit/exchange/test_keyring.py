"""Secrets are made once, kept to their owner, carried to another machine and never lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from review.exchange.keys import KeyRing
from review.refusal import Refused

REVIEW, ELSEWHERE = "a1" * 16, "b2" * 16
PEOPLE = ["anna", "Åse Ødegård", "../../etc/passwd", "李雷", "a" * 300, "", "con", "anna ", "\x00"]


@pytest.fixture
def ring(tmp_path: Path) -> KeyRing:
    return KeyRing(tmp_path / "keys")


def test_a_secret_is_made_once_and_found_again(ring: KeyRing) -> None:
    assert ring.find(REVIEW, "anna") is None
    made = ring.ensure(REVIEW, "anna")
    again = KeyRing(ring.folder)
    assert again.ensure(REVIEW, "anna") == again.find(REVIEW, "anna") == made
    assert again.all(REVIEW, "anna") == [made]


def test_every_person_has_a_secret_per_review_whatever_the_name(ring: KeyRing) -> None:
    made = [ring.ensure(review, name) for review in (REVIEW, ELSEWHERE) for name in PEOPLE]
    assert len({secret.id for secret in made}) == 2 * len(PEOPLE)
    assert made == [ring.find(review, name) for review in (REVIEW, ELSEWHERE) for name in PEOPLE]
    assert len(list(ring.folder.iterdir())) == 2 * len(PEOPLE)


@pytest.mark.skipif(os.name != "posix", reason="Windows keeps other rights")
def test_nobody_else_can_read_a_key(ring: KeyRing, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        ring.ensure(REVIEW, "anna")
        ring.save(REVIEW, "anna", tmp_path / "copy.key")
    finally:
        os.umask(before)
    assert ring.folder.stat().st_mode & 0o777 == 0o700
    for file in (*ring.folder.iterdir(), tmp_path / "copy.key"):
        assert file.stat().st_mode & 0o777 == 0o600


def test_a_key_file_says_what_it_is_for(ring: KeyRing) -> None:
    ring.ensure(REVIEW, "Åse")
    (file,) = ring.folder.iterdir()
    content = json.loads(file.read_text(encoding="utf-8"))
    assert (content["review"], content["person"]) == (REVIEW, "Åse")
    assert "Keep it to yourself" in content["note"]


def test_processes_at_once_end_with_one_key(ring: KeyRing) -> None:
    script = (
        "import sys; from pathlib import Path; from review.exchange.keys import KeyRing\n"
        "ring = KeyRing(Path(sys.argv[1])); sys.stdin.readline()\n"
        "print([ring.ensure(f'{number:032x}', 'anna').id for number in range(150)])\n"
    )
    command = [sys.executable, "-c", script, str(ring.folder)]
    running = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    assert len({process.communicate()[0] for process in running}) == 1
    assert all(process.returncode == 0 for process in running)
    assert len(list(ring.folder.iterdir())) == 150


def test_a_file_system_without_hard_links_will_do(
    ring: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    made = ring.ensure(REVIEW, "anna")
    assert ring.ensure(REVIEW, "anna") == made
    assert len(list(ring.folder.iterdir())) == 1


def test_a_key_goes_to_another_machine(ring: KeyRing, tmp_path: Path) -> None:
    made, file = ring.ensure(REVIEW, "anna"), tmp_path / "stick.key"
    ring.save(REVIEW, "anna", file)
    second = KeyRing(tmp_path / "second")
    assert second.take(file, REVIEW) == "anna"
    assert second.take(file, REVIEW) == "anna"
    assert second.all(REVIEW, "anna") == [made]


def test_a_second_key_is_kept_beside_the_first_and_carried_on(
    ring: KeyRing, tmp_path: Path
) -> None:
    second, third = KeyRing(tmp_path / "second"), KeyRing(tmp_path / "third")
    made, other = ring.ensure(REVIEW, "anna"), second.ensure(REVIEW, "anna")
    ring.save(REVIEW, "anna", tmp_path / "one.key")
    second.take(tmp_path / "one.key", REVIEW)
    assert second.ensure(REVIEW, "anna") == other
    assert second.all(REVIEW, "anna") == [other, made]
    second.save(REVIEW, "anna", tmp_path / "two.key")
    assert third.take(tmp_path / "two.key", REVIEW) == "anna"
    assert third.all(REVIEW, "anna") == [other, made]


def test_saving_overwrites_nothing(ring: KeyRing, tmp_path: Path) -> None:
    ring.ensure(REVIEW, "anna")
    file = tmp_path / "thesis.docx"
    file.write_text("years of work")
    with pytest.raises(Refused, match="exists already"):
        ring.save(REVIEW, "anna", file)
    assert file.read_text() == "years of work"


def test_saving_where_there_is_nothing_or_no_folder_is_refused(
    ring: KeyRing, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="no key of anna"):
        ring.save(REVIEW, "anna", tmp_path / "x")
    ring.ensure(REVIEW, "anna")
    with pytest.raises(Refused, match="cannot be written"):
        ring.save(REVIEW, "anna", tmp_path / "missing" / "x")


def test_a_key_of_another_review_is_refused(ring: KeyRing, tmp_path: Path) -> None:
    ring.ensure(REVIEW, "anna")
    ring.save(REVIEW, "anna", tmp_path / "x")
    with pytest.raises(Refused, match="another review"):
        KeyRing(tmp_path / "second").take(tmp_path / "x", ELSEWHERE)
    assert not (tmp_path / "second").exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"{}",
        b"[]",
        b"5",
        b"[" * 60_000,
        b'{"review":"x","person":"anna","secret":"c2hvcnQ="}',
        b'{"review":"x","person":"anna","secret":"no base64!"}',
        b'{"review":"x","person":"anna","secret":5}',
        b'{"review":"x","person":"\\ud800","secret":"' + b"A" * 43 + b'="}',
        b'{"review":"x","person":5,"secret":"' + b"A" * 43 + b'="}',
        b'{"review":"x","person":"anna","secret":"' + b"A" * 43 + b'="}\n'
        b'{"review":"x","person":"bo","secret":"' + b"A" * 43 + b'="}\n',
        b" " * 100_000,
    ],
)
def test_what_is_no_key_file_is_refused(ring: KeyRing, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x"
    file.write_bytes(content)
    with pytest.raises(Refused, match="not a key file, or is damaged"):
        ring.take(file, "x")


def test_no_file_and_a_folder_are_no_key_files(ring: KeyRing, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing", tmp_path / "a\0b"):
        with pytest.raises(Refused, match="cannot be read"):
            ring.take(path, REVIEW)


def test_a_damaged_key_is_never_replaced_by_a_new_one(ring: KeyRing) -> None:
    ring.ensure(REVIEW, "anna")
    (file,) = ring.folder.iterdir()
    file.write_text("{")
    with pytest.raises(Refused, match="damaged"):
        ring.ensure(REVIEW, "anna")
    assert file.read_text() == "{"


def test_a_folder_that_cannot_be_made_names_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Refused) as refused:
        KeyRing(tmp_path / "file" / "keys").ensure(REVIEW, "anna")
    assert str(tmp_path / "file" / "keys") in refused.value.why
    assert "REVIEW_KEYS" in refused.value.next_step


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVIEW_KEYS", str(tmp_path / "here"))
    KeyRing().ensure(REVIEW, "anna")
    assert list((tmp_path / "here").iterdir())


def test_the_usual_folder_is_the_accounts_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REVIEW_KEYS")
    assert KeyRing().folder.name == "keys"
    assert "tandem-review" in KeyRing().folder.parts
