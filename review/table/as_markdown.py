"""A table in Markdown as GitHub and Pandoc read it; nothing in a cell is markup."""

from __future__ import annotations

import re

from review.table.cells import plain, shown
from review.table.table import Cell, Column, Table

_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#])")


def as_markdown(table: Table) -> str:
    """Return title, table and notes; a line end within a cell is `<br>`.

    Numbers are written as programs write them, without thousands signs.
    """
    lines = [f"**{_escaped(table.title)}**", ""]
    lines.append(_line([_escaped(column.title) for column in table.columns]))
    lines.append(_line([_rule(column) for column in table.columns]))
    lines.extend(_line([_cell(cell) for cell in row]) for row in table.rows)
    for note in table.notes:
        lines.extend(("", _escaped(note)))
    return "\n".join(lines) + "\n"


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _rule(column: Column) -> str:
    return "---:" if column.align == "right" else ":---"


def _cell(cell: Cell) -> str:
    return _escaped(cell) if isinstance(cell, str) else shown(cell, "en").replace(",", "")


def _escaped(text: str) -> str:
    escaped = _MARKUP.sub(r"\\\1", plain(text)).strip("\n")
    return "<br>".join(line.strip() for line in escaped.split("\n"))
