"""The lines of an exchange file as values: its header, its rows, its end."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from review.clean import drawable
from review.exchange.unpacking import damaged, foreign
from review.refusal import Refused

FORMAT = "review-exchange"
VERSION = 1
Row = tuple[str, list[Any]]

_NAMES = ("version", "review", "title", "by", "copy", "made")
_ID = re.compile(r"[0-9a-f]{32}\Z")
_INTEGERS = range(-(1 << 63), 1 << 63)  # what a database can hold


@dataclass(frozen=True, slots=True)
class Header:
    """What a file says of itself before its rows; `by` is the person who sent it."""

    review: str
    title: str
    by: str
    copy: str
    made: str
    version: int = VERSION
    more: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> bytes:
        """Return the first line of a file."""
        known = {name: getattr(self, name) for name in _NAMES}
        taken = {"format", *known} & set(self.more)
        if taken:
            raise ValueError(f"the header has these names already: {taken}")
        return line_of({"format": FORMAT, **known, **self.more})


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def line_of(value: object) -> bytes:
    """Return `value` as one line of JSON; ValueError where JSON cannot hold it."""
    return f"{_encode(value)}\n".encode()


def end_of(count: int, digest: str) -> dict[str, Any]:
    """Return the object of the last line, for `count` lines before it with this SHA-256."""
    return {"end": True, "lines": count, "sha256": digest}


def header_in(line: bytes, path: Path) -> Header:
    """Return the header in the first line of `path`; Refused where it is none of ours."""
    try:
        value = _decoded(line)
    except ValueError:
        raise foreign(path) from None
    if not isinstance(value, dict) or value.pop("format", None) != FORMAT:
        raise foreign(path)
    version, *texts = (value.pop(name, None) for name in _NAMES)
    if type(version) is int and version > VERSION:
        raise Refused(
            f"{path} was made by a newer version of the program; nothing was taken in.",
            "Upgrade it: `pip install --upgrade tandem-review`.",
        )
    if version != VERSION or not all(isinstance(text, str) for text in texts):
        raise damaged(path, "its first line is not as it should be")
    review, title, by, copy, made = texts
    if not _ID.match(review) or not _ID.match(copy) or not _is_time(made):
        raise damaged(path, "its first line is not as it should be")
    return Header(review, drawable(title), drawable(by), copy, made, VERSION, value)


def row_in(line: bytes, path: Path) -> Row | dict[str, Any]:
    """Return the row in a line of `path`, or the object that ends the file; Refused otherwise."""
    try:
        value = _decoded(line)
    except ValueError:
        raise damaged(path, "a line of it cannot be read") from None
    match value:
        case [str(table), list(values)]:
            return table, values
        case dict():
            return value
    raise damaged(path, "a line of it is no row")


def _decoded(line: bytes) -> Any:
    try:
        value = _DECODER.decode(line.decode())
        if b"\\u" in line:
            line_of(value)  # half of a surrogate pair is no text that could be stored
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return value


def _is_time(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _integer(digits: str) -> int:
    number = int(digits)
    if number not in _INTEGERS:
        raise ValueError("too large for a database")
    return number


def _real(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError("too large for a database")
    return number


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


_DECODER = json.JSONDecoder(parse_int=_integer, parse_float=_real, parse_constant=_no_number)
