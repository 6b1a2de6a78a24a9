"""Cells that a spreadsheet cannot run."""

from __future__ import annotations

import re
from typing import TypeVar

from review.table.table import Cell

# What a spreadsheet takes for the beginning of a formula, full-width forms included.
_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?\Z")

C = TypeVar("C", bound=Cell)


def safe_cell(cell: C) -> C | str:
    """Return `cell`; text that would run as a formula gets an apostrophe before it.

    Numbers, and text that is nothing but a number, stay as they are.
    """
    if not isinstance(cell, str) or not cell.startswith(_STARTS) or _PLAIN_NUMBER.match(cell):
        return cell
    return f"'{cell}"
