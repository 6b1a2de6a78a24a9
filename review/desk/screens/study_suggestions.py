"""Included reports that may be of one study: why, both side by side, one key an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.screens.duplicates_words import pair_rows
from review.desk.widgets.pair import PairView
from review.desk.widgets.rows import Cells, Column, RowList
from review.record import short_authors
from review.records.lookup import whole_many
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.duplicates.suggesting import Suggestion
    from review.record import Record


@dataclass(frozen=True, slots=True)
class _Read:
    pairs: Mapping[str, Suggestion]
    wholes: Mapping[str, Record]


class StudySuggestionsScreen(WorkspaceScreen):
    """The pairs, the best founded first; an answered pair goes, and the next is in view."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("suggested.one-study", "s", "one study", "Both are reports of one study."),
        Action("suggested.two", "d", "two studies", "They are of two studies: ask no more."),
        Action("suggested.whole", "w", "whole", "Fields that are the same in full.", shown=False),
        Action("suggested.close", "escape,backspace", "back", "Go back."),
    )
    DEFAULT_CSS = """
    StudySuggestionsScreen {
        #about { height: auto; max-height: 2; padding: 0 1; text-style: bold; }
        #pairs { height: 2fr; padding: 0 1; }
        #why { height: auto; max-height: 3; padding: 0 1; border-top: solid $panel; }
        #pair { height: 3fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._found = _Read({}, {})
        self._busy = False

    def body(self) -> ComposeResult:
        """Show the pairs, and below both reports of the one under the cursor."""
        yield Static("Reading the reports.", id="about", markup=False)
        columns = (Column("Report"), Column("Another"), Column("Why", 24))
        yield RowList(columns, id="pairs", empty="No reports look like reports of one study.")
        yield Static("", id="why", markup=False)
        yield PairView(id="pair", brief=True)

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one("#pairs").focus()

    def reload(self) -> None:
        """Look for the pairs as they are now."""
        self.run_read(self._read, self._show, group="suggested")

    def _read(self, connection: Connection) -> _Read:
        from review.duplicates.suggesting import suggestions

        pairs = {one.key: one for one in suggestions(connection)}
        records = {record.id for one in pairs.values() for record in (one.first, one.second)}
        return _Read(pairs, whole_many(connection, sorted(records)))

    def _show(self, found: _Read) -> None:
        self._found, self._busy = found, False
        pairs = counted(len(found.pairs), "pair")
        about = f"{pairs} of included reports: one study?" if found.pairs else "Reports and studies"
        self.query_one("#about", Static).update(about)
        rows = self.query_one("#pairs", RowList)
        rows.set_rows(list(found.pairs), lambda keys: [self._cells(key) for key in keys])
        self._draw()

    def _cells(self, key: str) -> Cells:
        one = self._found.pairs[key]
        shown = [
            f"{short_authors(record.authors)} {record.year or ''}: {record.title}"
            for record in (one.first, one.second)
        ]
        return (*map(one_line, shown), one_line("; ".join(one.why)))

    @property
    def _current(self) -> Suggestion | None:
        return self._found.pairs.get(self.query_one("#pairs", RowList).current or "")

    def _draw(self) -> None:
        one = self._current
        why = one_line("; ".join(one.why)) if one is not None else ""
        self.query_one("#why", Static).update(f"{why[:1].upper()}{why[1:]}")
        rows = pair_rows((one.first, one.second), self._found.wholes) if one is not None else []
        self.query_one(PairView).set_pair(rows)

    def on_row_list_highlighted(self) -> None:
        """Show another pair."""
        self._draw()

    def on_row_list_chosen(self) -> None:
        """Give the two reports the keys, to scroll them."""
        self.query_one(PairView).focus()

    def action_one_study(self) -> None:
        """Put both into one study."""
        from review.duplicates.related import one_study

        one = self._current
        if one is not None:
            self._answer(lambda: one_study(self.review, one))

    def action_two(self) -> None:
        """Keep that the two are of two studies."""
        from review.duplicates.suggesting import refuse

        one = self._current
        if one is not None:
            self._answer(lambda: refuse(self.review, one.first.shown, one.second.shown))

    def _answer(self, write: Callable[[], str]) -> None:
        """Keep an answer; further keys wait for the next pair to be in view."""
        if self._busy:
            return
        self._busy = True
        self.run_write(write, self._answered)

    def _answered(self, said: str) -> None:
        self.told(f"{said} {self.undo_key} takes it back.")
        self.reload()

    def refused(self, refusal: Refused) -> None:
        """Say why, and wait for another key."""
        super().refused(refusal)
        self._busy = False

    def action_whole(self) -> None:
        """Show what is the same on both sides in full, or in brief."""
        self.query_one(PairView).action_whole()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
