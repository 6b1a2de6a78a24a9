"""A table as a value: what every table of the program is before it is drawn in some format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Cell = str | int | float | None
Align = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in JSON, its heading, and its share of the page."""

    key: str
    title: str
    align: Align = "left"
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under columns, with a title above and notes below.

    A number is written as the language writes it; what is no quantity, such as a year or a page,
    is text. None is an empty cell.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    landscape: bool = False

    def __post_init__(self) -> None:
        for place, row in enumerate(self.rows):
            if len(row) != len(self.columns):
                raise ValueError(
                    f"Row {place + 1} of table {self.name} has {len(row)} cells "
                    f"for {len(self.columns)} columns."
                )

    def column(self, key: str) -> Sequence[Cell]:
        """Return the cells of the column `key`, from the first row on."""
        keys = [column.key for column in self.columns]
        place = keys.index(key)
        return [row[place] for row in self.rows]
