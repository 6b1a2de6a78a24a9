"""The file that travels: what goes in comes out, and nothing half is ever left."""

from __future__ import annotations

import gzip
import json
import resource
import secrets
import stat
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from review.clean import drawable
from review.exchange.container import Header, Packer, peek, rows, verify
from review.refusal import Refused

HEADER = Header(
    review="a1" * 16,
    title="Parenting, æøå",
    by="bo",
    copy="b2" * 16,
    made="2024-05-01T10:00:00.000Z",
    more={"acts": 2},
)
ROWS = [
    ("act", ["id-1", 1, None, True, 0.5, "tekst\nmed linjer æøå 漢字"]),
    ("record", []),
]

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(1 << 63), (1 << 63) - 1),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(),
)


def pack(path: Path, table_rows: Iterable[tuple[str, list[Any]]], header: Header = HEADER) -> Path:
    with Packer(path, header) as packer:
        for table, row in table_rows:
            packer.row(table, row)
    return path


def interrupted() -> Iterator[tuple[str, list[Any]]]:
    yield "act", ["something new"]
    raise KeyboardInterrupt


@settings(max_examples=60, deadline=None)
@given(
    table_rows=st.lists(st.tuples(st.text(max_size=8), st.lists(values, max_size=4)), max_size=6),
    title=st.text(),
    by=st.text(),
)
def test_what_goes_in_comes_out(
    tmp_path_factory: pytest.TempPathFactory,
    table_rows: list[tuple[str, list[Any]]],
    title: str,
    by: str,
) -> None:
    header = Header("0" * 32, drawable(title), drawable(by), "f" * 32, "2024-01-01")
    path = pack(tmp_path_factory.mktemp("x") / "file", table_rows, header)
    assert verify(path) == peek(path) == header
    assert list(rows(path)) == table_rows


def test_the_same_content_gives_the_same_bytes_that_any_gzip_unpacks(tmp_path: Path) -> None:
    first, second = pack(tmp_path / "one.review", ROWS), pack(tmp_path / "other.gz", ROWS)
    assert first.read_bytes() == second.read_bytes()
    lines = gzip.decompress(first.read_bytes()).decode().splitlines()
    assert json.loads(lines[0])["format"] == "review-exchange"
    assert json.loads(lines[-1])["lines"] == len(lines) - 1
    assert peek(first).more == {"acts": 2}


def test_an_escape_sequence_in_a_title_never_reaches_the_terminal(tmp_path: Path) -> None:
    evil = Header("0" * 32, "\x1b[2JParenting", "b\x1b]0;x\x07o", "f" * 32, "2024-01-01")
    read = verify(pack(tmp_path / "x", [], evil))
    assert (read.title, read.by) == ("Parenting", "bo")


def test_a_failed_send_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    path = pack(tmp_path / "x", ROWS)
    before = path.read_bytes()
    with pytest.raises(KeyboardInterrupt):
        pack(path, interrupted())
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_row_that_json_cannot_hold_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError), Packer(tmp_path / "x", HEADER) as packer:
        packer.row("act", [float("nan")])
    assert not list(tmp_path.iterdir())


def test_a_killed_send_leaves_the_older_file(tmp_path: Path) -> None:
    path = pack(tmp_path / "x", ROWS)
    before = path.read_bytes()
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from review.exchange.container import Packer, peek\n"
        "path = Path(sys.argv[1])\n"
        "with Packer(path, peek(path)) as packer:\n"
        "    for number in range(2000): packer.row('act', [os.urandom(99).hex()])\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", script, path], check=False).returncode == -9
    assert path.read_bytes() == before
    verify(path)


def test_a_full_disk_is_said_and_leaves_the_older_file(tmp_path: Path) -> None:
    path = pack(tmp_path / "x", ROWS)
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 16, hard))
    try:
        with pytest.raises(Refused, match="full"):
            pack(path, (("act", [secrets.token_hex(99)]) for _ in range(10_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_colleague_can_read_the_file_in_a_shared_folder(tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.touch()
    assert pack(tmp_path / "x", ROWS).stat().st_mode == plain.stat().st_mode
    assert stat.S_ISREG(plain.stat().st_mode)


def test_sending_again_takes_the_place_of_the_older_file(tmp_path: Path) -> None:
    path = pack(pack(tmp_path / "x", ROWS), ROWS[:1])
    assert list(rows(path)) == ROWS[:1]


@pytest.mark.parametrize(
    "held",
    [b"SQLite format 3\0 a whole review", b"TY  - JOUR\n", b"\x1f\x8b some other archive"],
)
def test_nothing_but_an_exchange_file_is_replaced(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "review.db"
    path.write_bytes(held)
    with pytest.raises(Refused, match="not an exchange file"):
        pack(path, ROWS)
    assert path.read_bytes() == held


def test_what_a_colleague_sent_is_not_replaced(tmp_path: Path) -> None:
    path = pack(tmp_path / "x", ROWS)
    mine = Header(HEADER.review, HEADER.title, "anna", "c3" * 16, HEADER.made)
    with pytest.raises(Refused, match="holds what bo sent"):
        pack(path, [], mine)
    assert verify(path).by == "bo"


def test_an_empty_file_of_that_name_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "x").touch()
    assert verify(pack(tmp_path / "x", ROWS)) == HEADER


def test_a_place_that_cannot_be_written_to_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refused, match="no folder"):
        pack(tmp_path / "missing" / "x", ROWS)
    with pytest.raises(Refused, match="is a folder"):
        pack(tmp_path, ROWS)
    with pytest.raises(Refused, match="cannot be written"):
        pack(tmp_path / ("x" * 300), ROWS)

    def forbidden(*_args: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", forbidden)
        with pytest.raises(Refused, match="may not write there"):
            pack(tmp_path / "x", ROWS)
    assert not list(tmp_path.iterdir())


def test_memory_stays_flat(tmp_path: Path) -> None:
    path, text = tmp_path / "x", "word " * 2000
    tracemalloc.start()
    try:
        with Packer(path, HEADER) as packer:
            for number in range(2000):
                packer.row("record_text", [number, text])
        verify(path)
        assert sum(1 for _ in rows(path)) == 2000
        assert tracemalloc.get_traced_memory()[1] < 2 << 20  # 20 MB went through
    finally:
        tracemalloc.stop()
