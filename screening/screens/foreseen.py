"""What sharing out anew would change, shown before it is done; each number opens to its records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action, hint
from review.desk.base import WorkScreen
from review.desk.dialogs import NO, YES, YES_OR_NO
from review.desk.moving import OPEN
from review.desk.screens.behind import BehindScreen
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.protocol import Stage
from review.refusal import Refused
from screening.screens.sets_behind import behind_sets

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.screens.behind import Behind
    from screening.foreseeing import Foreseen
    from screening.shares import Shares

_COLUMNS = (Column("Who"), Column("drawn now", 12, right=True), Column("then", 12, right=True))


class ForeseenScreen(WorkScreen[bool], ModalScreen[bool]):
    """Before and after, person by person; answers True for `y`."""

    DEFAULT_CSS = """
    ForeseenScreen {
        align: center middle;
        & > Vertical { width: 76; max-width: 100%; height: auto; max-height: 90%;
                       background: $surface; border: round $primary; padding: 0 1; }
        & .title { text-style: bold; }
        & .about { height: auto; margin-bottom: 1; }
        & RowList { height: 12; }
        & .hint { color: $text-muted; height: 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = YES_OR_NO

    def __init__(self, stage: Stage, shares: Shares, change: Foreseen) -> None:
        super().__init__()
        self._stage: Stage = stage
        self._shares, self._change = shares, change

    def compose(self) -> ComposeResult:
        """Show what would change."""
        with Vertical():
            yield Static("What will change", classes="title", markup=False)
            yield Static(one_line(self._about()), classes="about", markup=False)
            yield RowList(_COLUMNS, empty="Nobody is asked by name then.")
            answers = (replace(YES, label="do it"), replace(NO, label="leave it"))
            drawn = replace(OPEN, label="the records drawn then")
            keys = hint((*answers, drawn), self.host.keys)
            yield Static(keys, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        rows = self.query_one(RowList)
        rows.set_rows([name for name, _now, _then in self._change.rows], self._window)
        rows.focus()

    def _about(self) -> str:
        if not self._shares.weights:
            return (
                f"At {self._stage} nobody is asked by name any more: whoever comes first decides. "
                "What is decided stays."
            )
        return (
            f"Records at {self._stage} that each person is drawn for. What is decided stays and "
            "takes its place in each record's ballot."
        )

    def _window(self, names: Sequence[str]) -> Sequence[Cells]:
        numbers = {name: (now, then) for name, now, then in self._change.rows}
        return [(name, *(_number(n) for n in numbers[name])) for name in names]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """List the records that would be drawn for a person."""
        event.stop()
        name, stage, shares = event.id, self._stage, self._shares
        if not shares.weights:
            self.refused(Refused("Nobody is drawn by name then."))
            return

        def read(connection: Connection) -> Behind:
            from screening.allocating import drawn_for

            return behind_sets(connection, drawn_for(connection, stage, shares).get(name, []))

        self.app.push_screen(BehindScreen(f"Drawn for {name} then", read))

    def action_yes(self) -> None:
        """Do it."""
        self.dismiss(True)

    def action_no(self) -> None:
        """Leave it."""
        self.dismiss(False)


def _number(drawn: int | None) -> Cell:
    return Cell("not by name", "quiet") if drawn is None else Cell(f"{drawn:,}")
