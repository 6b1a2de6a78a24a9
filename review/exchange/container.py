"""The exchange file: rows of named tables in one compressed, checksummed file with a version.

It is gzip over lines of JSON: a header, then `[table, [values...]]` in any number, then an end that
counts the lines before it and carries their SHA-256. The same content gives the same bytes. The
checksum finds accidents, not forgers: whoever takes rows in must not believe them.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from review.clean import drawable
from review.exchange.header import VERSION, Header, Row, end_of, header_in, line_of, row_in
from review.exchange.unpacking import damaged, lines
from review.files.whole import replacing, written
from review.refusal import Refused

__all__ = ["VERSION", "Header", "Packer", "peek", "rows", "verify"]

_LEVEL = 6


def peek(path: Path) -> Header:
    """Return the header without reading on; Refused where this is no file to be taken in.

    Whether the rest is whole only `verify` tells.
    """
    with closing(lines(path)) as all_lines:
        return header_in(next(all_lines, b""), path)


def verify(path: Path) -> Header:
    """Read all of the file and return its header; Refused unless it is whole, as it was sent."""
    header = peek(path)
    for _row in rows(path):
        pass
    return header


def rows(path: Path) -> Iterator[Row]:
    """Give each row as (table, values), one by one.

    That a file is not whole may show at its end only, as Refused: call `verify` first.
    """
    digest, ended = hashlib.sha256(), False
    for count, line in enumerate(lines(path)):
        if ended:
            raise damaged(path, "it goes on after its end")
        if count == 0:
            header_in(line, path)
        else:
            row = row_in(line, path)
            if isinstance(row, dict):
                ended = True
                if row != end_of(count, digest.hexdigest()):
                    raise damaged(path, "it does not hold what was put into it")
            else:
                yield row
        digest.update(line)
    if not ended:
        raise damaged(path, "its end is missing")


class Packer:
    """Writes an exchange file, which has its name only once it is whole: `with Packer(...) as p`.

    Leaving the block by an exception leaves no file, and an older one of that name as it was.
    Refused where the file cannot be written, or where `path` holds anything but an exchange file
    of the same person in the same review.
    """

    def __init__(self, path: Path, header: Header) -> None:
        self._path = path
        self._header = header
        self._digest = hashlib.sha256()
        self._count = 0
        self._packing = self._pack()

    def __enter__(self) -> Self:
        self._packing.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._packing.__exit__(kind, error, trace)

    def row(self, table: str, values: Sequence[Any]) -> None:
        """Add one row; `values` are what JSON can hold."""
        self._add(line_of([table, list(values)]))

    @contextmanager
    def _pack(self) -> Iterator[None]:
        _must_be_replaceable(self._path, self._header)
        with replacing(self._path) as file:
            self._gzip = gzip.GzipFile("", "wb", _LEVEL, file, mtime=0)
            try:
                self._add(self._header.line())
                yield
                self._add(line_of(end_of(self._count, self._digest.hexdigest())))
                with written(self._path):
                    self._gzip.close()
            finally:
                with suppress(OSError):
                    self._gzip.close()

    def _add(self, line: bytes) -> None:
        with written(self._path):
            self._gzip.write(line)
        self._digest.update(line)
        self._count += 1


def _must_be_replaceable(path: Path, header: Header) -> None:
    with written(path):
        if path.is_dir():
            raise Refused(f"{path} is a folder.", "Give the name of a file in it.")
        if not path.parent.is_dir():
            raise Refused(f"There is no folder {path.parent}.", "Make it, or choose another.")
        if not path.exists() or (path.is_file() and not path.stat().st_size):
            return
    try:
        older = peek(path)
    except Refused:
        raise Refused(
            f"{path} exists, and is not an exchange file.", "Choose another name."
        ) from None
    if (older.review, older.by) != (header.review, drawable(header.by)):
        raise Refused(
            f"{path} exists, and holds what {older.by or 'someone'} sent of {older.title}.",
            "Choose another name.",
        )
