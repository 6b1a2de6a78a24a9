"""The duplicates workspace: find them, answer the queue pair by pair, look at what was merged."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from review.desk.action import Action
from review.desk.dialogs import Option, ask_choice
from review.desk.screens.duplicates_lists import VIEWS, DuplicateLists
from review.desk.screens.duplicates_queue import Order, Queue
from review.desk.screens.duplicates_words import pair_rows, why_line
from review.desk.widgets.pair import PairView
from review.desk.widgets.running import Running
from review.desk.widgets.views import Views
from review.duplicates.judging import judge
from review.duplicates.running import Run, run
from review.refusal import Refused

_MODES = (
    Option("default", "Merge what is certain, queue what is doubtful (the usual)"),
    Option("conservative", "Merge by the surest rules only, queue more"),
    Option("off", "Merge nothing, queue everything that looks alike"),
)


class DuplicatesScreen(DuplicateLists):
    """Queue, merged sets, links and counts."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("duplicates.same", "s", "same", "Both records describe one report: merge."),
        Action("duplicates.different", "d", "different", "Two reports; never ask again."),
        Action("duplicates.linked", "l", "linked", "Two reports of one study: linked, not merged."),
        Action("duplicates.later", "n,k", "later", "Leave this pair and look at the next."),
        Action("duplicates.back", "b", "back", "Return to the pair left last.", shown=False),
        Action("duplicates.whole", "w", "whole", "Fields that are the same in full.", shown=False),
        Action("duplicates.find", "r", "find", "Look for duplicates among all records."),
        Action("duplicates.view", "v", "view", "Queue, merged sets, links, counts, overlap."),
        Action(
            "duplicates.stop", "x", "stop", "Stop the search; nothing of it is kept.", shown=False
        ),
    )
    DEFAULT_CSS = """
    DuplicatesScreen {
        ContentSwitcher { height: 1fr; }
        #why { height: auto; max-height: 2; padding: 0 1; color: $text-primary; }
        #hint { height: auto; padding: 1 2; }
        #pair { margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._order = Order()
        self._queue = Queue()
        self._busy = False

    def body(self) -> ComposeResult:
        """Show the views, one at a time."""
        yield Views(VIEWS)
        yield Running("Comparing records")
        with ContentSwitcher(initial="queue"):
            with Vertical(id="queue"):
                yield Static("", id="why", markup=False)
                yield Static("", id="hint", markup=False)
                yield PairView(id="pair", brief=True)
            yield from self.lists()

    def reload(self) -> None:
        """Read the queue, and whatever else is in view."""
        self.run_read(self._order.read, self._show_queue, group="queue")
        self.reload_list()

    def _show_queue(self, queue: Queue) -> None:
        moved = queue.key != self._queue.key
        self._queue, self._busy = queue, False
        self._order.came(queue)
        self.query_one(Views).set_titles({"queue": queue.title})
        pair = queue.pairs.get(queue.key)
        why = self.query_one("#why", Static)
        why.update(why_line(pair) if pair else "")
        why.display = pair is not None
        hint = self.query_one("#hint", Static)
        keys = (self.key_of("find"), self.key_of("view"))
        hint.update(queue.what_next(*keys, self.host.keys))
        hint.display = pair is None
        view = self.query_one(PairView)
        view.display = pair is not None
        if pair and moved:
            view.set_pair(pair_rows((pair.first, pair.second), queue.wholes))
        if self.view == "queue" and view.display:
            view.focus()

    def on_views_picked(self, event: Views.Picked) -> None:
        """Show the view that was clicked."""
        self.go(event.id)

    def action_view(self) -> None:
        """Show the next view."""
        self.go(self.query_one(Views).after())

    def go(self, view: str) -> None:
        """Show a view."""
        self.query_one(Views).show(view)
        self.query_one(ContentSwitcher).current = view
        if view != "queue":
            self.query_one(f"#{view}").focus()
        self.refresh_bindings()
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer answers only where a pair is in view."""
        if action in {"same", "different", "linked", "later", "back"}:
            return self.is_mounted and self.view == "queue"
        return super().check_action(action, parameters)

    def action_same(self) -> None:
        """Merge the pair."""
        self._answer("merge")

    def action_different(self) -> None:
        """Keep the pair apart."""
        self._answer("different")

    def action_linked(self) -> None:
        """Link the pair."""
        self._answer("link")

    def _answer(self, kind: str) -> None:
        """Keep the answer; further keys wait for the next pair to be in view."""
        queue = self._queue
        if self._busy or queue.key not in queue.pairs:
            return
        self._busy = True
        first, second = (f"r-{record}" for record in queue.key.split())

        def answered(said: str) -> None:
            self._order.answered.append(queue.key)
            self._after(said)

        self.run_write(lambda: judge(self.review, kind, (first, second)), answered)

    def refused(self, refusal: Refused) -> None:
        """Say why, and show the queue as it is."""
        super().refused(refusal)
        running = self.query_one(Running)
        if self._busy or running.display:
            self._busy = False
            running.done()
            self.reload()

    def _after(self, said: str) -> None:
        self.told(said)
        self.reload()

    def action_later(self) -> None:
        """Put the pair behind the others."""
        if not self._busy and self._order.postpone():
            self.reload()

    def action_back(self) -> None:
        """Take up the pair that was left last."""
        if not self._busy and self._order.take_back():
            self.reload()

    def action_whole(self) -> None:
        """Show what is the same on both sides in full, or in brief."""
        self.query_one(PairView).action_whole()

    def action_find(self) -> None:
        """Ask how, then look for duplicates."""
        if not self.query_one(Running).display:
            self.app.push_screen(ask_choice("Find duplicates", _MODES), self._find)

    def _find(self, mode: str | None) -> None:
        if mode is None:
            return
        running = self.query_one(Running)
        tell = running.begin()
        self.run_write(lambda: run(self.review, mode=mode, progress=tell), self._found)

    def _found(self, found: Run) -> None:
        self.query_one(Running).done()
        self.told(
            f"{found.removed} duplicates among {found.records} records: "
            f"{found.sets} reports left. {found.queued_pairs} pairs in the queue."
        )
        self.reload()

    def action_stop(self) -> None:
        """Stop looking for duplicates."""
        self.query_one(Running).stop()
