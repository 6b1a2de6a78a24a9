"""Text from outside made safe, to draw and to put into a spreadsheet."""

from __future__ import annotations

import re
from typing import TypeVar

# ESC sequences first (CSI, OSC and two-character ones), so that no remnant of one is left to read.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# C0 and C1 controls but tab and newline, the bidirectional overrides, stray byte-order marks, and
# halves of surrogate pairs, which no file or terminal can be given.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_WHITE = re.compile(r"\s+")


def drawable(text: str) -> str:
    """Return `text` without escape sequences and control characters; line ends are kept."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _ESCAPES.sub("", plain))


def one_line(text: str) -> str:
    """Return `text` drawable and with every run of white space folded to one space."""
    if text.isprintable() and "  " not in text:  # most are, and are lines already
        return text.strip()
    return _WHITE.sub(" ", drawable(text)).strip()


# What a spreadsheet takes for the beginning of a formula, full-width forms included.
_FORMULA_STARTS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?\Z")

C = TypeVar("C")


def safe_cell(cell: C) -> C | str:
    """Return `cell`; text that a spreadsheet would run gets an apostrophe before it.

    Numbers, and text that is nothing but a number, stay as they are. What has apostrophes before
    such text already gets one more, so that `meant_cell` gives back exactly what it was.
    """
    if (
        not isinstance(cell, str)
        or not cell.lstrip("'").startswith(_FORMULA_STARTS)
        or _PLAIN_NUMBER.match(cell)
    ):
        return cell
    return f"'{cell}"


def meant_cell(cell: str) -> str:
    """Return a cell of our own making without the apostrophe that `safe_cell` put before it."""
    bare = cell.removeprefix("'")
    return bare if bare != cell and safe_cell(bare) == cell else cell
