"""One source: every number of it in a list, each opened with Enter down to its records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.screens.behind import Behind, BehindScreen, record_cells
from review.desk.screens.page import PageScreen
from review.desk.screens.source_words import read_gave, rejected_page
from review.desk.widgets.rows import Cell, Cells, Column, RowList

if TYPE_CHECKING:
    from sqlalchemy import Connection

_COLUMNS = (Column("what"), Column("number", 10, right=True))
Ids = Callable[["Connection"], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Number:
    """A number of a source, and what is behind it: ids of records, or what was rejected."""

    text: str
    number: int
    ids: Ids | None
    warn: bool = False


class SourceScreen(WorkspaceScreen):
    """The numbers of one source."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("source.close", "escape,backspace", "back", "Go back to the sources."),
    )
    DEFAULT_CSS = """
    SourceScreen {
        & > .title { height: 1; padding: 0 1; text-style: bold; }
        & > RowList { height: 1fr; margin: 0 1; }
    }
    """
    AUTO_FOCUS = "RowList"

    def __init__(self, source: str) -> None:
        super().__init__()
        self._source = source
        self._numbers: dict[str, Number] = {}

    def body(self) -> ComposeResult:
        """Show the name of the source, and its numbers."""
        yield Static(one_line(self._source), classes="title", markup=False)
        yield RowList(_COLUMNS, empty="Counting ...")

    def reload(self) -> None:
        """Count anew."""
        self.run_read(partial(_numbers, self._source), self._show, group="source")

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a number."""
        event.stop()
        chosen = self._numbers[event.id]
        if chosen.ids is None:
            self.app.push_screen(PageScreen(partial(rejected_page, self._source)))
            return
        title = f"{self._source}: {chosen.text.strip()}"
        self.app.push_screen(BehindScreen(title, partial(_behind, chosen.ids)))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def _show(self, numbers: list[Number]) -> None:
        self._numbers = {str(place): number for place, number in enumerate(numbers)}
        self.query_one(RowList).set_rows(list(self._numbers), self._window)

    def _window(self, ids: Sequence[str]) -> Sequence[Cells]:
        return [_cells(self._numbers[one]) for one in ids]


def _cells(one: Number) -> Cells:
    return (one.text, Cell(f"! {one.number:,}", "warn") if one.warn else f"{one.number:,}")


def _behind(ids: Ids, connection: Connection) -> Behind:
    return Behind(ids(connection), record_cells)


def _numbers(source: str, connection: Connection) -> list[Number]:
    """Return the numbers of a source in the order in which one asks for them."""
    from review.queries import all_records, imports_of
    from review.sources.counts import shares_of
    from review.sources.coverage import records_without

    gave = read_gave(connection).get(source)
    if gave is None:
        return []
    count = gave.count

    def lacking(field: str) -> Ids:
        return lambda connection: records_without(connection, source, field)

    found = [
        Number("records", count.records, lambda connection: all_records(connection, source)),
        Number(
            "found twice within this source",
            count.within,
            lambda connection: shares_of(connection, source).within,
        ),
        Number(
            "found here only",
            count.unique,
            lambda connection: shares_of(connection, source).unique,
        ),
        Number(
            "found in other sources too",
            count.shared,
            lambda connection: shares_of(connection, source).shared,
        ),
    ]
    found += [Number(f"without {field}", n, lacking(field)) for field, n in gave.lacking.items()]
    for file in imports_of(connection, source):
        found += [
            Number(
                f"{file.file}: imported of {file.found:,}",
                file.imported,
                partial(_of_file, file.id),
            ),
            Number(f"{file.file}: rejected", len(file.rejected), None, warn=bool(file.rejected)),
        ]
    return found


def _of_file(file: str, connection: Connection) -> list[str]:
    from review.queries import records_of_file

    return records_of_file(connection, file)
