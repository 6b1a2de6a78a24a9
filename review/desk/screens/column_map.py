"""Which column of a table fills which field: seen, confirmed, changed one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from review.desk.action import Action, bindings, hint, keys_of
from review.desk.dialogs import Option, ask_choice
from review.desk.moving import OPEN
from review.desk.once import Question
from review.desk.widgets.rows import Cell, Cells, Column, RowList

_NOTHING = "-"
Columns = Sequence[tuple[str, str]]  # header, field or ""


class ColumnsScreen(Question[dict[str, str] | None]):
    """The columns of a table; its answer is what was changed of them, None for Escape."""

    DEFAULT_CSS = """
    ColumnsScreen {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: 85%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: 1; }
        & RowList { height: 1fr; }
        & .hint { color: $text-muted; height: 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("columns.confirm", "c", "confirm all", "Read the table by these columns."),
        Action("columns.cancel", "escape", "leave them", "Leave the columns as they were."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]

    def __init__(self, columns: Columns, fields: Sequence[str]) -> None:
        super().__init__()
        self._shown, self._map, self._fields = dict(columns), dict(columns), fields

    def compose(self) -> ComposeResult:
        """Show each column beside its field."""
        with Vertical():
            yield Static("Which column fills which field?", classes="title", markup=False)
            yield RowList((Column("column"), Column("field", 24)))
            keys = (replace(OPEN, label="another field"), *self.ACTIONS)
            yield Static(hint(keys, keys_of(self.app)), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(RowList)
        rows.set_rows(list(self._map), self._window)
        rows.focus()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Ask for the field of a column."""
        event.stop()
        header = event.id
        options = [Option(_NOTHING, "none: keep it beside the record")]
        options += [Option(field, field.replace("_", " ")) for field in self._fields]

        def answered(field: str | None) -> None:
            if field is not None:
                self._map[header] = "" if field == _NOTHING else field
                self.query_one(RowList).set_rows(list(self._map), self._window)

        self.app.push_screen(ask_choice(f"What does “{header}” hold?", options), answered)

    def action_cancel(self) -> None:
        """Leave the columns as they were."""
        self.dismiss(None)

    def action_confirm(self) -> None:
        """Answer with what was changed: a column left as it was may fill further fields."""
        changed = {name: held for name, held in self._map.items() if held != self._shown[name]}
        self.dismiss(changed)

    def _window(self, ids: Sequence[str]) -> Sequence[Cells]:
        return [
            (header, self._map[header].replace("_", " ") or Cell("kept beside", "quiet"))
            for header in ids
        ]
