"""The records that a decision on many would be on, shown before it is made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action, hint, key_named
from review.desk.base import WorkScreen
from review.desk.dialogs import NO, YES, YES_OR_NO
from review.desk.screens.finder import COLUMNS
from review.desk.widgets.rows import Cells, RowList
from review.protocol import Stage
from review.record import short_authors

if TYPE_CHECKING:
    from review.records.lookup import Found
    from screening.filters import Filter


class ManyScreen(WorkScreen["tuple[Found, ...]"], ModalScreen["tuple[Found, ...]"]):
    """A list; `y` answers with the records in it, anything else with nothing."""

    DEFAULT_CSS = """
    ManyScreen {
        align: center middle;
        & > Vertical { width: 110; max-width: 100%; height: 90%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: auto; max-height: 3; }
        & .hint { color: $text-muted; height: 1; }
        & RowList { height: 1fr; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = YES_OR_NO

    def __init__(self, title: str, stage: Stage, wanted: Filter) -> None:
        super().__init__()
        self._title, self._wanted = title, wanted
        self._stage: Stage = stage
        self._records: dict[str, Found] = {}

    def compose(self) -> ComposeResult:
        """Show what would be decided, and on which records."""
        with Vertical():
            yield Static(one_line(self._title), classes="title", markup=False)
            yield RowList(COLUMNS, empty="Reading …")
            answers = (replace(YES, label="decide on all of these"), replace(NO, label="leave it"))
            yield Static(hint(answers, self.host.keys), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Read the records."""
        from screening.bulk import meant

        person, stage, wanted = self.review.person, self._stage, self._wanted
        self.run_read(lambda c: meant(c, person, stage, wanted), self._show, group="many")

    def _show(self, records: list[Found]) -> None:
        self._records = {record.id: record for record in records}
        rows = self.query_one(RowList)
        back = key_named(NO, self.host.keys)
        rows.set_empty(f"You have yet to decide on none of them. {back} goes back.")
        rows.set_rows(list(self._records), self._window)
        number = f"{len(records):,} record{'' if len(records) == 1 else 's'}"
        self.query_one(".title", Static).update(one_line(f"{self._title}: {number}"))

    def _window(self, ids: Sequence[str]) -> Sequence[Cells]:
        return [_cells(self._records[one]) for one in ids]

    def action_no(self) -> None:
        """Answer with nothing."""
        self.dismiss(None)

    def action_yes(self) -> None:
        """Answer with the records."""
        if self._records:
            self.dismiss(tuple(self._records.values()))


def _cells(found: Found) -> Cells:
    who = short_authors(found.authors) or "no author"
    return (str(found.year or ""), f"{who}: {found.title}", found.source)
