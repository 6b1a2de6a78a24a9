"""Saying of a record, wherever it is in view, that it is a duplicate: the other one is looked for.

Two screens: the list in which the other record is found, and the two side by side with the answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Input, Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.screens.duplicates_words import pair_rows
from review.desk.screens.finder import FinderScreen, found_cells
from review.desk.widgets.key_line import KeyLine
from review.desk.widgets.pair import PairView
from review.desk.widgets.rows import RowList
from review.desk.widgets.top import TopLine
from review.records.lookup import whole_many

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from review.record import Record
    from review.records.lookup import Found

_NONE = "No title is like this one. Type words of the other record, its id or accession."


class FindOtherScreen(FinderScreen):
    """The list in which the other record is found; answers what was said of the two."""

    def __init__(self, record: Found) -> None:
        super().__init__(
            f"Which other record is of this report?  {one_line(record.title)}",
            "words of title, author, year; an id or accession",
            "Looking for titles like this one ...",
            "side by side",
        )
        self._record = record
        self._others: dict[str, Found] = {}

    def on_mount(self) -> None:
        """Offer the likest titles first."""
        self._look("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is typed."""
        event.stop()
        self._look(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Compare with the record under the cursor."""
        event.stop()
        self.query_one(RowList).action_choose()

    def _look(self, typed: str) -> None:
        from review.duplicates.searching import others_like

        record = self._record
        self.run_read(lambda c: others_like(c, record, typed), self._found, group="others")

    def _found(self, others: Sequence[Found]) -> None:
        self._others = {other.id: other for other in others}
        rows = self.query_one(RowList)
        rows.set_empty(_NONE)
        rows.set_rows(
            list(self._others), lambda ids: [found_cells(self._others[one]) for one in ids]
        )

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Show the two side by side."""
        event.stop()
        pair = (self._record, self._others[event.id])
        self.app.push_screen(SameReportScreen(pair), self._answered)

    def _answered(self, said: str | None) -> None:
        if said is not None:
            self.dismiss(said)


class SameReportScreen(WorkScreen[str]):
    """Two records side by side, and what they are to each other; answers what was said."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("other.same", "s", "same report", "Merge them; every decision is kept."),
        Action("other.linked", "l", "linked", "Two reports of one study: linked, not merged."),
        Action("other.back", "escape,backspace", "back", "Go back and choose another record."),
    )
    DEFAULT_CSS = """
    SameReportScreen {
        #asked { height: auto; padding: 0 1; text-style: bold; }
        #pair { margin-top: 1; }
    }
    """

    def __init__(self, pair: tuple[Found, Found]) -> None:
        super().__init__()
        self._pair = pair

    def compose(self) -> ComposeResult:
        """Show the question and the fields of both."""
        merge, undo = self.key_of("same"), self.undo_key
        text = f"One report? {merge} merges them: no decision is lost, and {undo} takes it back."
        yield TopLine()
        yield Static(text, id="asked", markup=False)
        yield PairView(id="pair")
        yield KeyLine()

    def on_mount(self) -> None:
        """Read both records whole."""
        ids = [record.id for record in self._pair]
        self.run_read(lambda c: whole_many(c, ids), self._show, group="pair")

    def _show(self, wholes: Mapping[str, Record]) -> None:
        view = self.query_one(PairView)
        view.set_pair(pair_rows(self._pair, wholes))
        view.focus()

    def action_same(self) -> None:
        """Merge the two."""
        self._judge("merge")

    def action_linked(self) -> None:
        """Link the two."""
        self._judge("link")

    def _judge(self, kind: str) -> None:
        from review.duplicates.judging import judge

        review, (one, other) = self.review, self._pair
        pair = (f"r-{one.id}", f"r-{other.id}")
        self.run_write(lambda: judge(review, kind, pair), self._judged)

    def _judged(self, said: str) -> None:
        self.dismiss(said)

    def action_back(self) -> None:
        """Go back without an answer."""
        self.dismiss(None)
