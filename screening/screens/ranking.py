"""Ranking over the workspace: the order of records, recall so far, the words, and the stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from review.clean import drawable
from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.dialogs import Option, ask_choice, ask_text, confirm
from review.desk.widgets.key_line import KeyLine
from review.desk.widgets.top import TopLine
from review.protocol import TITLE_ABSTRACT
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review
    from screening.ranking.evidence import Evidence
    from screening.ranking.recall_curve import Curve
    from screening.ranking.ways import Way

T = TypeVar("T")

_WAYS = (
    Option("ranked", "ranked: what is likely relevant first, in batches that all share"),
    Option("random", "by chance: the same order for everyone"),
    Option("source", "as the sources gave them"),
)
_PLOT = 9  # lines
_NO_WORDS = "Nothing was revealed yet that a model could have learned from."


@dataclass(frozen=True, slots=True)
class Ranking:
    """What is shown: all of it from what everyone may see."""

    way: Way
    evidence: Evidence
    curve: Curve
    switches: tuple[Way, ...]
    stopped: bool
    taught: str  # what the order rests on
    text: str  # of the record that was read


class RankingScreen(WorkScreen[None]):
    """The order of the records, how far screening is, and when it may stop."""

    DEFAULT_CSS = """
    RankingScreen {
        & > VerticalScroll { height: 1fr; padding: 0 1; }
        & .said { height: auto; margin-bottom: 1; }
        & #curve { height: auto; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("ranking.order", "o", "order", "Choose the order of records (lead)."),
        Action("ranking.words", "w", "words", "Which words drive the model, and in this record."),
        Action("ranking.check", "c", "second look", "What the model would have decided otherwise."),
        Action("ranking.sample", "d", "sample", "Draw a sample of the rest, as a check."),
        Action("ranking.stop", "t", "stop", "Stop screening, or take it up again (lead)."),
        Action("ranking.undo", "u", "undo", "Take back your newest act."),
        Action("ranking.leave", "escape,q,K", "leave", "Go back; what is being ranked is left."),
    )

    def __init__(self, key: str = "") -> None:
        super().__init__()
        self._key = key
        self._now: Ranking | None = None

    def compose(self) -> ComposeResult:
        """Show one text that scrolls, with the curve in its middle."""
        yield TopLine()
        with VerticalScroll():
            yield Static("Reading …", id="way", classes="said", markup=False)
            yield Static(id="curve", markup=False)
            yield Static(id="stop", classes="said", markup=False)
            yield Static(id="more", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Let keys scroll the text."""
        self.query_one(VerticalScroll).focus()

    def on_screen_resume(self) -> None:
        """Read what holds."""
        self.reload()

    def on_resize(self) -> None:
        """Draw the curve as wide as there is room."""
        if self._now:
            self._draw(self._now)

    def reload(self) -> None:
        """Read what holds now."""
        key = self._key
        self.run_read(lambda connection: _ranking(connection, key), self._draw, group="ranking")

    def _draw(self, now: Ranking) -> None:
        from screening.ranking import evidence as said
        from screening.ranking.pace import pace_in_words
        from screening.ranking.recall_curve import as_text

        self._now = now
        found = now.evidence
        goal = f"Goal: recall {found.goal.target:.0%}, confidence {found.goal.confidence:.0%}."
        self._put("way", " ".join(filter(None, (now.way.in_words(), now.taught, goal))))
        if found.screened:
            width = max(self.size.width - 4, 30)
            curve = as_text([now.curve], width, _PLOT)
            pace = pace_in_words(found.labels, width)
            self._put("curve", "\n".join([f"Included: {found.found:,}", *curve, pace]).rstrip())
            self._put("stop", f"{said.sentence(found)}\n{said.run_in_words(found)}")
        else:
            self._put("curve", "")
            self._put("stop", said.sentence(found))
        lines = []
        if now.stopped:
            lines.append(f"Screening is stopped; {self.key_of('stop')} takes it up again.")
        elif now.way.ranked:
            lines.append(said.EXPECTED)
        lines += ["", *(_switch(one) for one in reversed(now.switches))]
        self._put("more", "\n".join(lines))

    def _put(self, name: str, text: str) -> None:
        self.query_one(f"#{name}", Static).update(drawable(text))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_undo(self) -> None:
        """Take back one's own newest act."""
        from review.desk.undo import undo

        undo(self, self.reload)

    # --- the order -------------------------------------------------------------------------------

    def action_order(self) -> None:
        """Ask in which order records shall come."""
        self.app.push_screen(ask_choice("In which order?", _WAYS), self._chosen)

    def _chosen(self, way: str | None) -> None:
        if way is None:
            return
        review = self.review

        def choose() -> str:
            from screening.ranking.ways import choose_way

            return choose_way(review, way).in_words()

        self.run_write(choose, self._did)

    def _did(self, said: str) -> None:
        self.told(said)
        self.reload()

    # --- the model -------------------------------------------------------------------------------

    def action_words(self) -> None:
        """Show which words drive the model, and which of them are in the record that was read."""
        self.told("Asking the model …")
        self._in_process(_words, self._show_words)

    def _show_words(self, words: list[tuple[str, float]]) -> None:
        from review.desk.screens.page import PageScreen
        from review.desk.widgets.paper import Block
        from screening.ranking.driving import in_words

        self.app.clear_notifications()
        if not words:
            self.told(_NO_WORDS)
            return
        here = in_words(words, self._now.text if self._now else "")
        page = [
            Block("What drives the model", "title"),
            Block(f"In the record that you read: {', '.join(here) or 'none of them'}."),
            Block(
                "+ speaks for inclusion, - against it; what stands at either end weighs most.",
                "quiet",
            ),
            *(Block(f"{'+' if weight > 0 else '-'} {word}") for word, weight in words),
        ]
        self.app.push_screen(PageScreen(lambda _connection: page))

    def action_check(self) -> None:
        """Show the agreed decisions that the model would not have expected."""
        self.told("Asking the model …")
        self._in_process(_second_look, self._show_odd)

    def _show_odd(self, found: list[str]) -> None:
        from review.desk.screens.behind import Behind, BehindScreen, record_cells

        self.app.clear_notifications()
        if not found:
            self.told("Nothing stands out: the model would have decided as you did.")
            return
        title = "Excluded and ranked high, included and ranked low: look again, together"
        self.app.push_screen(BehindScreen(title, lambda _c: Behind(found, record_cells)))

    def _in_process(
        self, fn: Callable[[Review, Callable[[], bool]], T], then: Callable[[T], None]
    ) -> None:
        """Ask the model in a thread that ends with this screen."""
        from textual.worker import get_current_worker

        review = self.review

        def work() -> T:
            worker = get_current_worker()
            return fn(review, lambda: worker.is_cancelled)

        self.run_write(work, then)

    # --- the rest --------------------------------------------------------------------------------

    def action_sample(self) -> None:
        """Ask how many of the rest to draw."""
        question = ask_text("How many of the rest shall be drawn?", value="30")
        self.app.push_screen(question, self._sample)

    def _sample(self, typed: str | None) -> None:
        if typed is None:
            return
        if not typed.strip().isdigit():
            self.refused(Refused(f"“{typed}” is no number.", "Say one such as 30."))
            return
        self.run_read(partial(_sampled, size=int(typed)), self._show_sample, group="sample")

    def _show_sample(self, found: tuple[list[str], str]) -> None:
        from review.desk.screens.behind import Behind, BehindScreen, record_cells

        records, said = found
        self.app.push_screen(BehindScreen(said, lambda _c: Behind(records, record_cells)))

    def action_stop(self) -> None:
        """Ask whether to stop, with the sentence that it rests on; or whether to go on."""
        if self._now is None:
            return
        from screening.ranking.evidence import EXPECTED, sentence

        found = self._now.evidence
        if self._now.stopped:
            question = confirm(
                "Take screening up again?",
                "What was left unscreened is to be decided again.",
                "go on",
                "not now",
            )
            self.app.push_screen(question, self._go_on)
        elif found.enough:
            text = f"{sentence(found)}\n\n{found.left:,} records are left. {EXPECTED}"
            self.app.push_screen(confirm("Stop screening?", text, "stop", "not now"), self._stop)
        else:
            said = f"{sentence(found)} To stop all the same, say why; Escape goes on."
            ask_why = ask_text("The goal is not reached", said, required=True)
            self.app.push_screen(ask_why, self._stop_for)

    def _stop(self, sure: bool | None) -> None:
        if sure:
            self._stop_because("")

    def _stop_for(self, why: str | None) -> None:
        if why is not None:
            self._stop_because(why)

    def _stop_because(self, why: str) -> None:
        review = self.review

        def do() -> str:
            from screening.ranking.stops import stop

            return "\n".join(stop(review, why=why).in_words()[1:])

        self.run_write(do, self._did)

    def _go_on(self, sure: bool | None) -> None:
        if not sure:
            return
        review = self.review

        def do() -> str:
            from screening.ranking.stops import go_on

            return go_on(review)

        self.run_write(do, self._did)


def _switch(way: Way) -> str:
    why = f", {way.why}" if way.why else ""
    return f"{way.at[:16].replace('T', ' ')}  {way.by}: {way.way}{why}"


def _ranking(connection: Connection, key: str) -> Ranking:
    from review.records.lookup import shown_of, whole
    from review.reports.unscreened import holding_stop
    from screening.ranking.evidence import evidence
    from screening.ranking.learning import taught_in_words
    from screening.ranking.recall_plot import review_curve
    from screening.ranking.ways import switches, way_of

    way = way_of(connection, TITLE_ABSTRACT)
    shown = shown_of(connection, [key]).get(key) if key else None
    record = whole(connection, shown.id) if shown else None
    return Ranking(
        way,
        evidence(connection, TITLE_ABSTRACT),
        review_curve(connection),
        tuple(switches(connection, TITLE_ABSTRACT)),
        holding_stop(connection, TITLE_ABSTRACT) is not None,
        taught_in_words(connection, TITLE_ABSTRACT) if way.ranked else "",
        f"{record.title} {record.abstract}" if record else "",
    )


def _words(review: Review, is_cancelled: Callable[[], bool]) -> list[tuple[str, float]]:
    from screening.ranking.driving import driving_words

    return driving_words(review, is_cancelled=is_cancelled)


def _second_look(review: Review, is_cancelled: Callable[[], bool]) -> list[str]:
    from review.records.lookup import shown_of
    from screening.ranking.second_look import second_look

    found = second_look(review, 20, is_cancelled=is_cancelled)
    sets = [one.set_id for one in (*found.excluded, *found.included)]
    with review.read() as connection:
        shown = shown_of(connection, sets)
    return [shown[one].id for one in sets]


def _sampled(connection: Connection, size: int) -> tuple[list[str], str]:
    from review.records.lookup import shown_of
    from screening.ranking.stops import rest_of, sample_in_words, sample_of_rest

    sets = sample_of_rest(connection, TITLE_ABSTRACT, size)
    left = len(rest_of(connection, TITLE_ABSTRACT))
    shown = shown_of(connection, sets)
    said = f"A random sample of the rest. With none to include: {sample_in_words(0, size, left)}"
    return [shown[one].id for one in sets], said
