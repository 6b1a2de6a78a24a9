"""Tables as CSV that a spreadsheet opens without harm, in the way of the spreadsheet at hand.

Without a way it is the CSV that programs read: commas, points, UTF-8 without a mark. Excel reads
UTF-8 only after a byte-order mark, and Norwegian Excel parts columns at semicolons and has decimal
commas, because that is what Windows gives as the list separator there.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.clean import safe_cell
from review.refusal import Refused

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Way:
    """How one spreadsheet has its CSV."""

    separator: str = ","
    decimal: str = "."
    mark: str = ""
    line_end: str = "\n"


PLAIN = Way()
WAYS = {"en": Way(mark="\ufeff", line_end="\r\n"), "nb": Way(";", ",", "\ufeff", "\r\n")}


def way_of(excel: str) -> Way:
    """Return the way that `excel` names: "" for programs, `en` or `nb` for that Excel."""
    if excel and excel not in WAYS:
        raise Refused(f"There is no Excel “{excel}” here.", f"It can be: {', '.join(WAYS)}.")
    return WAYS[excel] if excel else PLAIN


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]], way: Way = PLAIN) -> str:
    """Return head and rows as CSV, text that a spreadsheet would run made harmless.

    Quotes, separators and line ends within cells are kept; None is an empty cell.
    """
    text = io.StringIO()
    text.write(way.mark)
    writer = csv.writer(text, delimiter=way.separator, lineterminator=way.line_end)
    writer.writerow([safe_cell(name) for name in head])
    writer.writerows([_written(cell, way) for cell in row] for row in rows)
    return text.getvalue()


def _written(cell: Cell, way: Way) -> str | int | float | None:
    if isinstance(cell, float):
        return str(cell).replace(".", way.decimal)
    return safe_cell(cell)
