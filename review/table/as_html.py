"""A table as one HTML page: caption, heads with scope, everything from outside escaped."""

from __future__ import annotations

from html import escape

from review.table.cells import plain, shown
from review.table.table import Cell, Column, Table

_STYLE = """\
body { font-family: Helvetica, Arial, sans-serif; margin: 2rem; }
table { border-collapse: collapse; }
caption { text-align: left; font-weight: bold; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; }
thead th { border-top: 2px solid; border-bottom: 1px solid; }
tbody tr:last-child td { border-bottom: 2px solid; }
.number { text-align: right; font-variant-numeric: tabular-nums; }"""


def as_html(table: Table, language: str) -> str:
    """Return a page in `language` with the table and its notes; a line end is a break."""
    heads = "".join(
        f'<th scope="col"{_class(column)}>{_escaped(column.title)}</th>' for column in table.columns
    )
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language)}">',
        "<head>",
        '<meta charset="utf-8">',
        f"<title>{_escaped(table.title)}</title>",
        f"<style>\n{_STYLE}\n</style>",
        "</head>",
        "<body>",
        "<table>",
        f"<caption>{_escaped(table.title)}</caption>",
        f"<thead>\n<tr>{heads}</tr>\n</thead>",
        "<tbody>",
        *(_row(table.columns, row, language) for row in table.rows),
        "</tbody>",
        "</table>",
        *(f"<p>{_escaped(note)}</p>" for note in table.notes),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _row(columns: tuple[Column, ...], row: tuple[Cell, ...], language: str) -> str:
    cells = (
        f"<td{_class(column)}>{_escaped(shown(cell, language))}</td>"
        for column, cell in zip(columns, row, strict=True)
    )
    return f"<tr>{''.join(cells)}</tr>"


def _class(column: Column) -> str:
    return ' class="number"' if column.align == "right" else ""


def _escaped(text: str) -> str:
    return escape(plain(text)).replace("\n", "<br>")
