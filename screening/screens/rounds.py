"""Rounds over a workspace: drawn, revealed, closed, and decisions asked for again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.dialogs import Option, ask_choice, ask_text, confirm
from review.desk.forms import Ask, FormScreen, Values
from review.desk.widgets.key_line import KeyLine
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.desk.widgets.top import TopLine
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Stage
from review.refusal import Refused
from screening.screens.agreement import AgreementScreen
from screening.screens.lines import reveal_line

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review
    from screening.rounds import Round

_COLUMNS = (
    Column("Stage", 15),
    Column("Round"),
    Column("records", 8, right=True),
    Column("revealed", 8, right=True),
    Column("closed", 10),
)
_ENDS = {"keep": "kept", "discard": "discarded"}
_CHOICES = (
    Option("keep", "keep its decisions: they count in the review"),
    Option("discard", "discard them: its records are screened again in the main round"),
)
_WHICH = (
    Option("all", "all of them"),
    Option("open", "only those that are not revealed"),
    Option("revealed", "only those that are revealed"),
)


class RoundsScreen(WorkScreen[None]):
    """The rounds of both stages, and what the lead does with them."""

    DEFAULT_CSS = """
    RoundsScreen {
        & > .title { height: 2; padding: 0 1; color: $text-muted; }
        & > RowList { height: 1fr; margin: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("rounds.draw", "n", "draw", "Draw a calibration round (lead)."),
        Action("rounds.reveal", "R", "reveal", "Reveal what is complete in it (lead)."),
        Action("rounds.close-round", "c", "close", "Close it: keep or discard (lead)."),
        Action("rounds.again", "a", "again", "Ask again after the protocol changed (lead)."),
        Action("rounds.undo", "u", "undo", "Take back your newest act."),
        Action("rounds.leave", "escape,q", "leave", "Go back."),
    )

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage: Stage = stage
        self._rounds: dict[str, Round] = {}

    def compose(self) -> ComposeResult:
        """Show what rounds are for, and the list."""
        yield TopLine()
        yield Static(
            "A calibration round is screened by all first and revealed by itself. Enter shows its "
            "agreement and where people differed.",
            classes="title",
            markup=False,
        )
        yield RowList(_COLUMNS, empty="Reading …")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read the rounds."""
        self.reload()

    def reload(self) -> None:
        """Read what holds now."""
        self.run_read(_rounds, self._show, group="rounds")

    def _show(self, found: Sequence[Round]) -> None:
        self._rounds = {f"{one.stage} {one.name}": one for one in found}
        rows = self.query_one(RowList)
        before = rows.current
        first = next((key for key in self._rounds if key.startswith(self._stage)), None)
        rows.set_rows(list(self._rounds), self._window, keep=before or first)

    def _window(self, keys: Sequence[str]) -> Sequence[Cells]:
        return [_cells(self._rounds[key]) for key in keys]

    @property
    def _one(self) -> Round | None:
        current = self.query_one(RowList).current
        return self._rounds.get(current) if current else None

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Show the agreement of a round."""
        event.stop()
        one = self._rounds[event.id]
        self.app.push_screen(AgreementScreen(_stage(one), one.name))

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    def action_undo(self) -> None:
        """Take back one's own newest act."""
        from review.desk.undo import undo

        undo(self, self.reload)

    def _done(self, text: str) -> None:
        self.told(text)
        self.reload()

    # --- drawing ---------------------------------------------------------------------------------

    def action_draw(self) -> None:
        """Ask for name, size and seed, and draw."""
        one = self._one
        stage = _stage(one) if one else self._stage
        lines = (
            Ask("name", "Name", "", "pilot, for instance"),
            Ask("size", "Records", "50"),
            Ask("seed", "Seed", "1", "the same seed draws the same records"),
        )
        about = f"At {stage}: half by the protocol's terms, if it has any, the rest at random."
        form = FormScreen(
            "Draw a calibration round", lines, _check, about=about, folder=self.host.shell.folder
        )
        self.app.push_screen(form, partial(self._draw, stage))

    def _draw(self, stage: Stage, values: dict[str, str] | None) -> None:
        if values is None:
            return
        from screening.rounds import draw

        review = self.review
        name, size, seed = values["name"], int(values["size"]), int(values["seed"])
        self.run_write(lambda: draw(review, name, size, stage, seed), self._done)

    # --- revealing -------------------------------------------------------------------------------

    def action_reveal(self) -> None:
        """Reveal what is complete in the round."""
        one = self._one
        if one is None:
            return
        if 0 < one.ballots == one.revealed:
            self.told(f"Everything in “{one.name}” is revealed already.")
            return
        text = (
            f"Every complete ballot of “{one.name}” at {one.stage} becomes visible to everyone, "
            "and its decisions are frozen.\n\nThis cannot be taken back."
        )
        question = confirm("Reveal what is complete?", text, "reveal", "not now")
        self.app.push_screen(question, lambda sure: self._reveal(one) if sure else None)

    def _reveal(self, one: Round) -> None:
        review = self.review
        self.run_write(lambda: _revealed(review, one), self._done)

    # --- closing and asking again ----------------------------------------------------------------

    def action_close_round(self) -> None:
        """Ask what becomes of the round's decisions, and why."""
        one = self._one
        if one is None:
            return
        if one.kind == "main":
            self.refused(
                Refused(
                    "The main round ends by itself.",
                    f"{self.key_of('reveal')} reveals what is complete in it.",
                )
            )
            return

        def close(choice: str, why: str) -> str:
            from screening.closing import close

            return close(review, _stage(one), one.name, choice, why).in_words()

        review = self.review
        self._ask(f"Close “{one.name}”", _CHOICES, close)

    def action_again(self) -> None:
        """Ask again for the decisions made under older versions of the protocol."""
        one = self._one
        stage = _stage(one) if one else self._stage

        def ask_again(which: str, why: str) -> str:
            from screening.again import WHICH, Meant, again

            choice = next(known for known in WHICH if known == which)
            return again(review, stage, why, Meant(which=choice)).in_words()

        review = self.review
        self._ask(f"Ask again at {stage} what was decided under older criteria", _WHICH, ask_again)

    def _ask(self, title: str, options: Sequence[Option], act: Callable[[str, str], str]) -> None:
        def chosen(choice: str | None) -> None:
            if choice is not None:
                label = "Why? The methods section tells it."
                self.app.push_screen(
                    ask_text(title, label, required=True),
                    lambda why: (
                        self.run_write(lambda: act(choice, why), self._done) if why else None
                    ),
                )

        self.app.push_screen(ask_choice(title, options), chosen)


def _cells(one: Round) -> Cells:
    end = "in clash" if one.clash else _ENDS.get(one.closed, "")
    name = one.name if one.kind == "main" else f"{one.name} (calibration)"
    return (Cell(one.stage, "quiet"), name, f"{one.ballots:,}", f"{one.revealed:,}", end)


def _stage(one: Round) -> Stage:
    return FULL_TEXT if one.stage == FULL_TEXT else TITLE_ABSTRACT


def _check(values: Values) -> tuple[str, str] | None:
    if not values["name"]:
        return "name", "Give it a name."
    for name in ("size", "seed"):
        if not values[name].isdecimal():
            return name, "Write a number."
    return None


def _rounds(connection: Connection) -> Sequence[Round]:
    from screening.rounds import rounds

    return rounds(connection)


def _revealed(review: Review, one: Round) -> str:
    from screening.ballot import MAIN_ROUND
    from screening.revealing import reveal

    done, still_open = reveal(review, _stage(one), one.id or MAIN_ROUND[_stage(one)])
    return reveal_line(done, still_open)
