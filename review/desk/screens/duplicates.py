"""The duplicates workspace: find them, answer the queue pair by pair, look at what was merged."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import ContentSwitcher, Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice
from review.desk.screens.behind import Behind, BehindScreen, record_cells
from review.desk.screens.duplicate_set import DuplicateSetScreen
from review.desk.screens.duplicates_queue import Order, Queue
from review.desk.screens.duplicates_words import (
    count_rows,
    link_cells,
    matrix_cells,
    matrix_columns,
    matrix_numbers,
    pair_rows,
    set_cells,
    why_line,
)
from review.desk.screens.one_study import OneStudyScreen
from review.desk.widgets.pair import PairView
from review.desk.widgets.rows import Column, RowList
from review.desk.widgets.running import Running
from review.desk.widgets.views import Views
from review.duplicates import queries
from review.duplicates.counts import Counts, behind, counts
from review.duplicates.judging import judge
from review.duplicates.queries import Merged
from review.duplicates.related import Related, related
from review.duplicates.running import Run, run
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

_MODES = (
    Option("default", "Merge what is certain, queue what is doubtful"),
    Option("conservative", "Merge by the surest rules only, queue more"),
    Option("off", "Merge nothing, queue everything that looks alike"),
)

_VIEWS = (
    ("queue", "Queue"),
    ("sets", "Merged sets"),
    ("links", "Linked"),
    ("counts", "Counts"),
    ("overlap", "Overlap"),
)


class DuplicatesScreen(WorkspaceScreen):
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
        #sets, #links, #counts, #overlap { padding: 0 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._order = Order()
        self._queue = Queue()
        self._busy = False
        self._sets: dict[str, Merged] = {}
        self._counts: Counts | None = None

    def body(self) -> ComposeResult:
        """Show the views, one at a time."""
        yield Views(_VIEWS)
        yield Running("Comparing records")
        with ContentSwitcher(initial="queue"):
            with Vertical(id="queue"):
                yield Static("", id="why", markup=False)
                yield Static("", id="hint", markup=False)
                yield PairView(id="pair", brief=True)
            columns = (Column("Records", 7, right=True), Column("Report"), Column("Joined by", 22))
            yield RowList(columns, id="sets", empty="Nothing is merged. r looks for duplicates.")
            columns = (Column("Link", 20), Column("Reports"), Column("One study", 9))
            yield RowList(columns, id="links", empty="No reports are linked.")
            numbers = (Column("Duplicates"), Column("number", 9, right=True))
            yield RowList(numbers, id="counts", empty="Counting ...")
            yield RowList((Column("Source"),), id="overlap", empty="No source yet: key 2.")

    def reload(self) -> None:
        """Read the queue, and whatever else is in view."""
        self.run_read(self._order.read, self._show_queue, group="queue")
        if self._view == "sets":
            self.run_read(queries.merged_sets, self._show_sets, group="sets")
        if self._view == "links":
            self.run_read(related, self._show_links, group="links")
        if self._view in {"counts", "overlap"}:
            self.run_read(counts, self._show_counts, group="counts")

    @property
    def _view(self) -> str:
        return self.query_one(Views).here

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
        hint.update(queue.what_next)
        hint.display = pair is None
        view = self.query_one(PairView)
        view.display = pair is not None
        if pair and moved:
            view.set_pair(pair_rows((pair.first, pair.second), queue.wholes))
        if self._view == "queue" and view.display:
            view.focus()

    def _show_sets(self, sets: list[Merged]) -> None:
        self._sets = {one.set_id: one for one in sets}
        self.query_one(Views).set_titles({"sets": f"Merged sets {len(sets)}"})
        rows = self.query_one("#sets", RowList)
        rows.set_rows(list(self._sets), lambda ids: [set_cells(self._sets[one]) for one in ids])

    def _show_links(self, links: list[Related]) -> None:
        pairs = {pair.key: pair for pair in links}
        self.query_one(Views).set_titles({"links": f"Linked {len(links)}"})
        rows = self.query_one("#links", RowList)
        rows.set_rows(list(pairs), lambda keys: [link_cells(pairs[key]) for key in keys])

    def _show_counts(self, seen: Counts) -> None:
        self._counts, rows = seen, count_rows(seen)
        numbers = self.query_one("#counts", RowList)
        numbers.set_rows(list(rows), lambda ids: [(rows[i][0], f"{rows[i][1]:,}") for i in ids])
        matrix = self.query_one("#overlap", RowList)
        matrix.set_columns(matrix_columns(seen))
        names = [source.name for source in seen.sources]
        matrix.set_rows(names, lambda ids: [matrix_cells(seen, name) for name in ids])

    def on_views_picked(self, event: Views.Picked) -> None:
        """Show the view that was clicked."""
        self._go(event.id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a merged set, or two linked reports side by side."""
        if event.rows.id == "counts":
            self._open_number(event.id)
        elif event.rows.id == "overlap":
            self._ask_number(event.id)
        elif event.rows.id == "links":
            self.app.push_screen(OneStudyScreen(offered=False, start=event.id))
        else:
            self.app.push_screen(DuplicateSetScreen(event.id))

    def _open_number(self, name: str) -> None:
        """List the records behind a number; the queue is in the first view."""
        if name == "queued":
            self._go("queue")
        elif self._counts is not None:
            title = count_rows(self._counts)[name][0].strip()
            self.app.push_screen(BehindScreen(title, partial(_behind, name)))

    def _ask_number(self, source: str) -> None:
        """Ask which number of a source's row is meant, and list its records."""
        if self._counts is None:
            return
        numbers = matrix_numbers(self._counts, source)
        options = [Option(name, f"{number:,} {text}") for name, (text, number) in numbers.items()]

        def chosen(name: str | None) -> None:
            if name:
                title = f"{source}: {numbers[name][0]}"
                self.app.push_screen(BehindScreen(title, partial(_behind, name)))

        self.app.push_screen(ask_choice(one_line(source), options), chosen)

    def action_view(self) -> None:
        """Show the next view."""
        self._go(self.query_one(Views).after())

    def _go(self, view: str) -> None:
        self.query_one(Views).show(view)
        self.query_one(ContentSwitcher).current = view
        if view != "queue":
            self.query_one(f"#{view}").focus()
        self.refresh_bindings()
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer answers only where a pair is in view."""
        if action in {"same", "different", "linked", "later", "back"}:
            return self.is_mounted and self._view == "queue"
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


def _behind(name: str, connection: Connection) -> Behind:
    return Behind(behind(connection, name), record_cells)
