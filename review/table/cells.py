"""Cells as text: safe to draw in any format, numbers as the language writes them."""

from __future__ import annotations

import math

from review.clean import drawable
from review.table.table import Cell
from review.typography import number_text, writable


def plain(text: str) -> str:
    """Return `text` without what no file can hold or no terminal should draw; line ends stay."""
    return writable(drawable(text)).replace("\t", " ")


def shown(cell: Cell, language: str) -> str:
    """Return a cell as a reader of `language` sees it; nothing and not-a-number are empty."""
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    return plain(cell) if isinstance(cell, str) else number_text(cell, language)


def bare(cell: Cell) -> Cell:
    """Return a cell as a program reads it: a number stays a number, text is cleaned."""
    if isinstance(cell, float) and not math.isfinite(cell):
        return None
    return plain(cell) if isinstance(cell, str) else cell
