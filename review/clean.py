"""Text from outside made safe to draw: no control characters, no escape sequences."""

from __future__ import annotations

import re

# ESC sequences first (CSI, OSC and two-character ones), so that no remnant of one is left to read.
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
# C0 and C1 controls but tab and newline, the bidirectional overrides, and stray byte-order marks.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_WHITE = re.compile(r"\s+")


def drawable(text: str) -> str:
    """Return `text` without escape sequences and control characters; line ends are kept."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _ESCAPES.sub("", plain))


def one_line(text: str) -> str:
    """Return `text` drawable and with every run of white space folded to one space."""
    return _WHITE.sub(" ", drawable(text)).strip()


_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?%?")


def safe_cell(cell: object) -> object:
    """Return a cell that no spreadsheet runs as a formula; numbers, also negative, stay."""
    if isinstance(cell, str) and cell.startswith(tuple("=+-@\t\r")) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell
