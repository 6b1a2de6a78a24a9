"""A table for a terminal: columns that share the width, cells that wrap, nothing cut off."""

from __future__ import annotations

from collections.abc import Sequence

from review.table.cells import plain, shown
from review.table.table import Table
from review.table.widths import shared
from review.typography import padded, wrapped

GAP = "  "


def as_text(table: Table, language: str, width: int) -> str:
    """Return title, heads, rows and notes in lines of at most `width` columns.

    Where there are too many columns for the width, each row becomes a list of its cells.
    """
    titles = [plain(column.title) for column in table.columns]
    rows = [[shown(cell, language) for cell in row] for row in table.rows]
    room = width - len(GAP) * (len(titles) - 1)
    widths = shared(titles, rows, [column.width for column in table.columns], room)
    body = _grid(table, titles, rows, widths) if widths else _list(titles, rows, width)
    lines = [*wrapped(plain(table.title), width), "", *body]
    for note in table.notes:
        lines.extend(("", *wrapped(plain(note), width)))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _grid(
    table: Table, titles: list[str], rows: list[list[str]], widths: Sequence[int]
) -> list[str]:
    aligns = [column.align for column in table.columns]
    blocks = [_block(row, widths, aligns) for row in rows]
    tall = any(len(block) > 1 for block in blocks)
    lines = [*_block(titles, widths, aligns), GAP.join("─" * width for width in widths)]
    for place, block in enumerate(blocks):
        lines.extend(([""] if tall and place else []) + block)
    return lines


def _block(cells: Sequence[str], widths: Sequence[int], aligns: Sequence[str]) -> list[str]:
    columns = [wrapped(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max((len(column) for column in columns), default=0)
    return [
        GAP.join(
            padded(column[line] if line < len(column) else "", width, align)
            for column, width, align in zip(columns, widths, aligns, strict=True)
        )
        for line in range(height)
    ]


def _list(titles: list[str], rows: list[list[str]], width: int) -> list[str]:
    lines: list[str] = []
    for place, row in enumerate(rows):
        lines.extend(["─" * width] if place else [])
        for title, cell in zip(titles, row, strict=True):
            first, *rest = wrapped(f"{title}: {cell}", width - len(GAP))
            lines.extend((first, *(GAP + line for line in rest)))
    return lines
