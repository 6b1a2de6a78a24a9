"""The lines of a compressed file, for whoever does not trust it.

A file arrives by mail or on a stick: it may be cut off, altered, another kind of file, or made to
fill the memory. Lines come one by one and nothing is ever held but the one in hand.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Generator
from pathlib import Path
from typing import Any, BinaryIO

from review.refusal import Refused

MOST_IN_A_LINE = 64 << 20  # bytes
MOST_IN_ALL = 4 << 30  # bytes unpacked; 100,000 records with their raw text are 300 MB
_CHUNK = 1 << 16
_GZIP_OR_ZLIB_HEAD = 31  # zlib's word for: gzip, the largest window
_GZIP = b"\x1f\x8b"

# What else a person may have picked, by how it begins, and what to do about it.
_OTHERS = (
    (
        re.compile(rb"SQLite format 3\0"),
        "is a review itself, not an exchange file.",
        "Open it with `--review`, or copy it whole with `review new DIR --from` it.",
    ),
    (
        re.compile(rb"\s*<(?:!doctype|html|head|body|!--)", re.IGNORECASE),
        "is a web page, not an exchange file.",
        "The download asked for a login, perhaps: download the file itself.",
    ),
    (
        re.compile(rb"PK(?:\x03\x04|\x05\x06)"),
        "is a zip archive or an office document, not an exchange file.",
        "If the exchange file is in it, unpack it and give that.",
    ),
    (
        re.compile(rb"\s*(?:TY  ?-|%0 |PMID ?-|@\w+\s*\{|FN |PT J)"),
        "is an export of records, not an exchange file.",
        "Records are brought in with `review import`.",
    ),
    (
        re.compile(rb'\s*\{\s*"format"'),
        "was unpacked on its way; an exchange file stays compressed.",
        "Ask for it to be sent again, and keep the browser or mail program from unpacking it.",
    ),
)


def damaged(path: Path, how: str) -> Refused:
    """Return the refusal of a file that is not as it was sent."""
    return Refused(
        f"{path} is damaged: {how}.", "Ask for it to be sent again; nothing was taken in."
    )


def foreign(path: Path) -> Refused:
    """Return the refusal of a file that never was an exchange file."""
    return Refused(f"{path} is not an exchange file.", "One is made with `review send`.")


def lines(path: Path) -> Generator[bytes, None, None]:
    """Give each line with its line end; Refused where the file is no such file or not whole."""
    try:
        if path.is_dir():
            raise Refused(f"{path} is a folder, not a file.", "Name the exchange file in it.")
        if not path.is_file():  # a pipe would wait for ever
            raise Refused(f"There is no file {path}.", "Check its name and folder.")
        with path.open("rb") as file:
            _must_be_packed(path, file)
            stream = io.BufferedReader(_Unpacked(path, file), _CHUNK)
            while line := stream.readline(MOST_IN_A_LINE + 1):
                if len(line) > MOST_IN_A_LINE:
                    raise damaged(path, "a line is longer than any that is ever sent")
                if not line.endswith(b"\n"):
                    raise damaged(path, "it ends in the middle of a line")
                yield line
    except OSError as error:
        raise Refused(
            f"{path} cannot be read: {error.strerror or error}.", "Copy it to this computer first."
        ) from None


def _must_be_packed(path: Path, file: BinaryIO) -> None:
    head = file.read(512)
    file.seek(0)
    if head.startswith(_GZIP):
        return
    if not head:
        raise Refused(f"{path} is empty.", "Ask for it to be sent again.")
    for beginning, what, remedy in _OTHERS:
        if beginning.match(head.removeprefix(b"\xef\xbb\xbf")):
            raise Refused(f"{path} {what}", remedy)
    raise foreign(path)


class _Unpacked(io.RawIOBase):
    """The content of one gzip member that must be the whole file.

    The standard library's own reader takes a second member, and zeros, after the first.
    """

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file
        self._zlib = zlib.decompressobj(_GZIP_OR_ZLIB_HEAD)
        self._total = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        """Fill `buffer`, or less of it; 0 at the end of a file that is whole."""
        content = self._content(len(buffer))
        buffer[: len(content)] = content
        self._total += len(content)
        if self._total > MOST_IN_ALL:
            raise damaged(self._path, "it unpacks to more than any review holds")
        return len(content)

    def _content(self, most: int) -> bytes:
        while not self._zlib.eof:
            packed = self._zlib.unconsumed_tail or self._file.read(_CHUNK)
            try:
                content = self._zlib.decompress(packed, most)
            except zlib.error:
                raise damaged(self._path, "it cannot be unpacked") from None
            if content:
                return content
            if not packed:
                raise damaged(self._path, "its end is missing")
        if self._zlib.unused_data or self._file.read(1):
            raise damaged(self._path, "something was added at its end")
        return b""
