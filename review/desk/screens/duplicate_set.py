"""One duplicate set: its records, each beside the one that is shown, and taking one out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import confirm
from review.desk.moving import opens
from review.desk.screens.duplicates_words import pair_rows, ties_text
from review.desk.widgets.pair import PairView
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.duplicates.judging import split_off
from review.duplicates.queries import Tie, ties_of
from review.record import Record
from review.records.lookup import Found, members, shown_of, whole_many

if TYPE_CHECKING:
    from sqlalchemy import Connection


_SCROLLED = 3  # lines


@dataclass(frozen=True, slots=True)
class _Seen:
    records: tuple[Found, ...]
    shown: str
    wholes: Mapping[str, Record]
    ties: tuple[Tie, ...] = ()


class Members(RowList):
    """The records of a set; Enter scrolls the comparison."""

    BINDINGS: ClassVar[list[BindingType]] = opens("screen.scroll_on", "Scroll the comparison.")


class DuplicateSetScreen(WorkspaceScreen):
    """The records of one set; `p` takes the one under the cursor out."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("set.split", "p", "split off", "Take this record out of the set."),
        Action(
            "set.scroll-on",
            "space,shift+down,J",
            "scroll on",
            "Scroll the comparison.",
            shown=False,
        ),
        Action(
            "set.scroll-back",
            "shift+up,K",
            "scroll back",
            "Scroll the comparison back.",
            shown=False,
        ),
        Action("set.close", "escape,backspace", "back", "Go back to the list of sets."),
    )
    DEFAULT_CSS = """
    DuplicateSetScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #members { height: auto; max-height: 8; margin: 1 1; }
        #why { height: auto; max-height: 3; padding: 0 1; margin-bottom: 1; color: $text-primary; }
    }
    """

    def __init__(self, set_id: str) -> None:
        super().__init__()
        self._set = set_id
        self._seen = _Seen((), "", {})

    def body(self) -> ComposeResult:
        """Show the records above, two of them compared below."""
        columns = (Column("", 1), Column("Source", 18), Column("Record", 12), Column("Title"))
        yield Static("", id="about", markup=False)
        yield Members(columns, id="members")
        yield Static("", id="why", markup=False)
        yield PairView(id="pair")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one("#members").focus()

    def reload(self) -> None:
        """Show what the set is now."""
        self.run_read(self._read, self._show, group="set")

    def _read(self, connection: Connection) -> _Seen:
        records = tuple(members(connection, self._set))
        if not records:
            return _Seen((), "", {})
        shown = shown_of(connection, [self._set])[self._set].id
        wholes = whole_many(connection, [record.id for record in records])
        return _Seen(records, shown, wholes, tuple(ties_of(connection, self._set)))

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        if len(seen.records) < 2:  # noqa: PLR2004 - one record is no set of duplicates
            self.dismiss(None)
            return
        ids = [record.id for record in seen.records]
        text = f"One report in {len(ids)} records; * is shown for all of them."
        self.query_one("#about", Static).update(text)
        rows = self.query_one("#members", RowList)
        rows.set_rows(ids, lambda wanted: [self._cells(row) for row in wanted])
        if rows.current == seen.shown:
            rows.go_to(next(row for row in ids if row != seen.shown))
        self._compare()

    def _cells(self, row: str) -> Cells:
        record = next(record for record in self._seen.records if record.id == row)
        sign = "*" if row == self._seen.shown else " "
        return (sign, one_line(record.source), Cell(record.shown, "quiet"), record.title)

    def _compare(self) -> None:
        """Set the record under the cursor beside the shown one."""
        by_id = {record.id: record for record in self._seen.records}
        current = self.query_one("#members", RowList).current
        if current is None or self._seen.shown not in by_id:
            return
        pair = (by_id[self._seen.shown], by_id[current])
        self.query_one(PairView).set_pair(pair_rows(pair, self._seen.wholes))
        self.query_one("#why", Static).update(ties_text(self._seen.ties, current, by_id))

    def on_row_list_highlighted(self) -> None:
        """Compare another record."""
        self._compare()

    def action_scroll_on(self) -> None:
        """Scroll the comparison while the list keeps the keys."""
        self.query_one(PairView).scroll_relative(y=_SCROLLED, animate=False)

    def action_scroll_back(self) -> None:
        """Scroll the comparison back."""
        self.query_one(PairView).scroll_relative(y=-_SCROLLED, animate=False)

    def action_split(self) -> None:
        """Ask, then take the record under the cursor out."""
        current = self.query_one("#members", RowList).current
        if current is None:
            return
        record = next(record for record in self._seen.records if record.id == current)

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_write(lambda: split_off(self.review, f"r-{current}"), self._after)

        text = (
            f"{record.shown} from {one_line(record.source)}:\n{one_line(record.title)}\n\n"
            f"It becomes a report of its own. {self.undo_key} takes that back."
        )
        self.app.push_screen(confirm("Take this record out of the set?", text, "split"), answered)

    def _after(self, said: str) -> None:
        self.told(said)
        self.reload()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
