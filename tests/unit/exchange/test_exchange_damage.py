"""What arrives is not what was sent, or something else altogether: refused in words, always."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sqlite3
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from review.exchange import unpacking
from review.exchange.container import Header, Packer, peek, rows, verify
from review.refusal import Refused

HEADER = Header("a1" * 16, "Title", "bo", "b2" * 16, "2024-05-01T10:00:00Z")
ROWS = [("act", [f"id-{number}", number, None, "æøå"]) for number in range(3)]
FIRST = {
    "format": "review-exchange",
    "version": 1,
    "review": "a1" * 16,
    "title": "Title",
    "by": "bo",
    "copy": "b2" * 16,
    "made": "2024-05-01T10:00:00Z",
}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sent") / "x"
    with Packer(path, HEADER) as packer:
        for table, values in ROWS:
            packer.row(table, values)
    return path.read_bytes()


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arrived") / "x"


def crafted(*lines: object, end: object = None) -> bytes:
    """Return a file of these lines whose count and checksum are right."""
    packed = b"".join(
        line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in lines
    )
    count = packed.count(b"\n")
    last = end or {"end": True, "lines": count, "sha256": hashlib.sha256(packed).hexdigest()}
    return gzip.compress(packed + json.dumps(last).encode() + b"\n")


def taken_in(path: Path, content: bytes) -> tuple[Header, list[Any]] | None:
    """Return what is read, None where it is refused; any other exception fails the test."""
    path.write_bytes(content)
    refused: list[Refused] = []
    try:
        peek(path)
        return verify(path), list(rows(path))
    except Refused as error:
        refused.append(error)
    assert refused[0].why
    assert refused[0].next_step
    return None


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        verify(path)
    return str(refused.value)


def test_every_single_flipped_bit_is_found(place: Path, sent: bytes) -> None:
    without_content = {*range(10), len(sent) - 9}  # gzip's own head; what fills the last byte
    for position in range(len(sent)):
        for bit in range(8):
            altered = bytearray(sent)
            altered[position] ^= 1 << bit
            read = taken_in(place, bytes(altered))
            assert read is None or (position in without_content and read == (HEADER, ROWS))


def test_every_truncation_is_found(place: Path, sent: bytes) -> None:
    for length in range(len(sent)):
        assert taken_in(place, sent[:length]) is None


@settings(max_examples=100, deadline=None)
@given(more=st.binary(min_size=1, max_size=300))
@example(more=b"\0")
@example(more=b"\0" * 512)
@example(more=gzip.compress(b""))
@example(more=gzip.compress(b'["act",[]]\n'))
def test_whatever_is_appended_is_found(place: Path, sent: bytes, more: bytes) -> None:
    assert taken_in(place, sent + more) is None


def test_a_file_appended_to_itself_is_found(place: Path, sent: bytes) -> None:
    assert "added at its end" in refusal(place, sent + sent)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_a_changed_stretch_of_the_content_is_found(
    place: Path, sent: bytes, data: st.DataObject
) -> None:
    content = gzip.decompress(sent)
    start = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(start, len(content)))
    new = data.draw(st.one_of(st.binary(max_size=8), st.sampled_from([b"\n", b"[]\n", b"{}\n"])))
    if content[start:end] != new:
        assert taken_in(place, gzip.compress(content[:start] + new + content[end:])) is None


@settings(max_examples=200, deadline=None)
@given(st.lists(st.binary(max_size=40), max_size=6))
def test_arbitrary_lines_with_a_right_checksum_end_in_rows_or_a_refusal(
    place: Path, junk: list[bytes]
) -> None:
    lines = [line.replace(b"\n", b"") + b"\n" for line in junk]
    taken_in(place, crafted(FIRST, *lines))
    taken_in(place, crafted(*lines))


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=200))
@example(content=b"\x1f\x8b")
@example(content=gzip.compress(b""))
@example(content=gzip.compress(b"\n"))
def test_arbitrary_bytes_are_refused(place: Path, content: bytes) -> None:
    assert taken_in(place, content) is None
    assert taken_in(place, gzip.compress(content)) is None


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000 + b"\n",
        b'["act",[NaN]]\n',
        b'["act",[1e999]]\n',
        b'["act",[18446744073709551616]]\n',
        b'["act",[' + b"9" * 5000 + b"]]\n",
        b'["act",["\\ud800"]]\n',
        b'["act",["\xff"]]\n',
        b'["act"]\n',
        b'["act",{}]\n',
        b'[1,["x"]]\n',
        b'["act",[],[]]\n',
        b'"act"\n',
        b"null\n",
        b"\n",
        b"{}\n",
    ],
)
def test_a_row_that_no_copy_writes_is_refused(place: Path, line: bytes) -> None:
    assert "damaged" in refusal(place, crafted(FIRST, line))


@pytest.mark.parametrize(
    "wrong",
    [
        {"review": "../../etc"},
        {"review": 5},
        {"copy": "B2" * 16},
        {"made": "yesterday"},
        {"title": None},
        {"by": ["bo"]},
        {"version": "1"},
        {"version": 0},
        {"version": None},
        {"version": []},
    ],
)
def test_a_header_that_no_copy_writes_is_refused(place: Path, wrong: dict[str, Any]) -> None:
    assert "damaged" in refusal(place, crafted({**FIRST, **wrong}))


@pytest.mark.parametrize(
    "end",
    [
        {"end": True, "lines": 1, "sha256": "0" * 64},
        {"end": True, "lines": 1},
        {"end": False},
    ],
)
def test_an_end_that_does_not_fit_is_refused(place: Path, end: dict[str, Any]) -> None:
    assert "does not hold what was put into it" in refusal(place, crafted(FIRST, end=end))


def test_rows_after_the_end_are_refused(place: Path, sent: bytes) -> None:
    content = gzip.decompress(sent) + b'["act",["smuggled in"]]\n'
    assert "goes on after its end" in refusal(place, gzip.compress(content))


def test_damage_says_that_nothing_was_taken_in(place: Path, sent: bytes) -> None:
    assert refusal(place, sent[:-20]).endswith("Ask for it to be sent again; nothing was taken in.")


def test_a_newer_version_asks_for_an_upgrade_whatever_follows(place: Path) -> None:
    newer = gzip.compress(json.dumps({**FIRST, "version": 2}).encode() + b"\nin another way\n")
    assert "pip install --upgrade" in refusal(place, newer)
    with pytest.raises(Refused, match="newer version"):
        peek(place)


def test_other_files_are_called_what_they_are(place: Path, tmp_path: Path) -> None:
    database = tmp_path / "review.db"
    with sqlite3.connect(database) as connection:
        connection.execute("CREATE TABLE meta (key)")
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a", "b")
    for content, said in (
        (database.read_bytes(), "is a review itself"),
        (archive.read_bytes(), "zip archive"),
        (b"\n<!DOCTYPE html><title>Log in", "web page"),
        (b"\xef\xbb\xbfTY  - JOUR\r\n", "review import"),
        (b"%0 Journal Article\n", "review import"),
        (b"@article{a,\n", "review import"),
        (json.dumps(FIRST).encode(), "was unpacked on its way"),
        (b"", "is empty"),
        (b"Dear colleague,", "is not an exchange file"),
        (gzip.compress(b"Dear colleague,\n"), "is not an exchange file"),
        (gzip.compress(b'{"format":"other"}\n'), "is not an exchange file"),
    ):
        assert said in refusal(place, content)


def test_no_file_a_folder_and_a_pipe_are_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, said in (
        (tmp_path / "missing", "There is no file"),
        (tmp_path, "is a folder"),
        (pipe, "There is no file"),
        (tmp_path / "a\0b", "There is no file"),
        (tmp_path / ("x" * 300), "cannot be read"),
    ):
        with pytest.raises(Refused, match=said):
            verify(path)


def test_a_line_without_end_never_fills_the_memory(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST_IN_A_LINE", 1 << 20)
    bomb = crafted(FIRST, b'["act",["' + b"0" * (30 << 20) + b'"]]\n')
    tracemalloc.start()
    try:
        assert "longer than any" in refusal(place, bomb)
        assert tracemalloc.get_traced_memory()[1] < 6 << 20
    finally:
        tracemalloc.stop()


def test_a_file_that_unpacks_without_end_is_refused_before_it_ends(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "MOST_IN_ALL", 1 << 20)
    place.write_bytes(crafted(FIRST, b'["act",[0]]\n' * 1_000_000))
    read: list[object] = []
    with pytest.raises(Refused, match="unpacks to more"):
        read.extend(rows(place))
    assert 0 < len(read) < 100_000
