"""A chart of rows and columns with marks in its cells, as a value that paper and terminal draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extraction.plots.frame import Frame
from extraction.plots.marks import Mark


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark, what it says in words, and the ids of the studies that it stands for."""

    mark: Mark
    says: str
    studies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its label, short texts beside it, and a cell or nothing for each column."""

    label: str
    cells: tuple[Cell | None, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows under one heading; an empty heading is not drawn."""

    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Rows by columns; `label` heads the rows, `beside` the texts that stand beside them."""

    frame: Frame
    label: str
    columns: tuple[str, ...]
    groups: tuple[Rows, ...]
    beside: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return the rows of all groups."""
        return tuple(row for group in self.groups for row in group.rows)

    def placed(self, before: int = 0) -> Iterator[tuple[str, Cell]]:
        """Return every cell with its key: `row.column`, counted from 1, after `before` rows."""
        for number, row in enumerate(self.rows, start=before + 1):
            for column, cell in enumerate(row.cells, start=1):
                if cell is not None:
                    yield f"{number}.{column}", cell

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the studies behind each cell, by its key."""
        return {key: cell.studies for key, cell in self.placed()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """Charts under one another, each with columns of its own and the title of its frame as heading.

    Rows are counted through all of them; the legend and the notes of `frame` are those of all.
    """

    frame: Frame
    charts: tuple[Chart, ...]

    @property
    def behind(self) -> Mapping[str, tuple[str, ...]]:
        """Return the ids of the studies behind each cell, by its key."""
        found: dict[str, tuple[str, ...]] = {}
        before = 0
        for chart in self.charts:
            found |= {key: cell.studies for key, cell in chart.placed(before)}
            before += len(chart.rows)
        return found
