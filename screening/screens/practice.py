"""Practice from the desk: begun in a folder of its own, judged, and left for the review again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from review.clean import drawable
from review.desk.action import Action, hint
from review.desk.base import WorkScreen
from review.desk.dialogs import Option, ask_choice
from review.desk.forms import Ask, FormScreen, Values
from review.desk.moving import OPEN
from review.desk.screens.record import RecordScreen
from review.desk.widgets.rows import Cells, Column, RowList
from review.finding import NAME
from review.protocol import Stage

if TYPE_CHECKING:
    from review.desk.host import Host
    from review.ledger.ledger import Review
    from review.records.lookup import Found
    from screening.practice_result import PracticeResult

_WAYS = (
    Option("result", "how I did so far"),
    Option("leave", "back to the review"),
    Option("delete", "back to the review, and delete this practice"),
)
_BEGUN = "This is practice: nothing here counts. Y tells how you did, and goes back."
_ABOUT = (
    "A copy of the records and the protocol, to try keys and criteria on. Nothing that you decide "
    "there counts or is seen here; Y again tells how you did, and brings you back."
)


def practise(screen: WorkScreen[Any], stage: Stage) -> None:
    """Begin to practise; in practice, ask whether to see how one did or to go back."""
    host = screen.host
    if host.came_from:
        host.push_screen(
            ask_choice("Practice", _WAYS), lambda way: _go_on(screen, stage, way) if way else None
        )
        return

    def check(values: Values) -> tuple[str, str] | None:
        place = host.shell.folder / Path(values["folder"]).expanduser() / NAME
        if not values["folder"] or place.exists():
            return "folder", "Give a folder in which there is no review yet."
        return None

    lines = (Ask("folder", "Folder", "practice", path=True),)
    form = FormScreen("Practise", lines, check, about=_ABOUT, folder=host.shell.folder)
    host.push_screen(form, lambda values: _begin(screen, values["folder"]) if values else None)


def _begin(screen: WorkScreen[Any], folder: str) -> None:
    host, review = screen.host, screen.review
    location = str(host.shell.folder / Path(folder).expanduser() / NAME)

    def begin() -> None:
        from screening.practising import practise

        practise(review, location).store.close()

    def begun(_nothing: None) -> None:
        host.came_from = review.store.location
        host.open_at(location, lambda: _told(host, _BEGUN))

    screen.told("Copying records and protocol …")
    screen.run_write(begin, begun)


def _go_on(screen: WorkScreen[Any], stage: Stage, way: str) -> None:
    host = screen.host
    if way == "result":
        host.push_screen(PracticeScreen(stage, host.came_from))
        return
    place = Path(screen.review.store.location)

    def back() -> None:
        if way == "delete":
            _delete(place)
        _told(host, "Back in the review. Nothing of the practice is in it.")

    host.open_at(host.came_from, back)
    host.came_from = ""


def _told(host: Host, text: str) -> None:
    host.notify(text, markup=False)


def _delete(place: Path) -> None:
    """Delete a practice review, and its folder where nothing else is in it."""
    for file in (place, *(Path(f"{place}{suffix}") for suffix in ("-wal", "-shm"))):
        file.unlink(missing_ok=True)
    if not any(place.parent.iterdir()):
        place.parent.rmdir()


class PracticeScreen(WorkScreen[None], ModalScreen[None]):
    """How one did, and the records on which one said something else."""

    DEFAULT_CSS = """
    PracticeScreen {
        align: center middle;
        & > Vertical { width: 100; max-width: 100%; height: 90%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; }
        & .about { height: auto; margin-bottom: 1; }
        & RowList { height: 1fr; }
        & .hint { color: $text-muted; height: 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("practice.close", "escape,q", "go on", "Go on practising."),
    )
    _COLUMNS = (Column("id", 12), Column("you", 8), Column("review", 8), Column("title"))

    def __init__(self, stage: Stage, original: str) -> None:
        super().__init__()
        self._stage: Stage = stage
        self._original = original
        self._rows: dict[str, Cells] = {}

    def compose(self) -> ComposeResult:
        """Show the words and the list."""
        with Vertical():
            yield Static("How you did in practice", classes="title", markup=False)
            yield Static("", classes="about", markup=False)
            yield RowList(self._COLUMNS, empty="Reading …")
            keys = hint((replace(OPEN, label="the record"), *self.ACTIONS), self.host.keys)
            yield Static(keys, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Compare with the review."""
        review, original, stage = self.review, self._original, self._stage
        self.run_write(lambda: _result(review, original, stage), self._show)

    def _show(self, found: tuple[PracticeResult, dict[str, Found]]) -> None:
        result, records = found
        self.query_one(".about", Static).update(drawable(result.in_words()))
        self._rows = {
            one.record_id: (
                records[one.record_id].shown,
                one.said,
                one.outcome,
                records[one.record_id].title,
            )
            for one in result.differs
        }
        rows = self.query_one(RowList)
        rows.set_empty("There is no record on which you and the review say different things.")
        rows.set_rows(list(self._rows), self._window)
        rows.focus()

    def _window(self, ids: Sequence[str]) -> Sequence[Cells]:
        return [self._rows[one] for one in ids]

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the record."""
        event.stop()
        self.app.push_screen(RecordScreen(event.id))

    def action_close(self) -> None:
        """Go on practising."""
        self.dismiss()


def _result(review: Review, original: str, stage: Stage) -> tuple[PracticeResult, dict[str, Found]]:
    from review.records.lookup import by_ids
    from review.store.engine import open_store
    from screening.practice_result import practice_result

    real = replace(review, store=open_store(original))
    try:
        with review.read() as practice, real.read() as connection:
            found = practice_result(practice, connection, review.person, stage)
            return found, by_ids(practice, [one.record_id for one in found.differs])
    finally:
        real.store.close()
