"""Who screens what: shares, hand-overs, the stage rule; a change is shown before it is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.dialogs import Option, ask_choice, ask_text, confirm
from review.desk.forms import Ask, FormScreen, Values
from review.desk.screens.behind import BehindScreen
from review.desk.widgets.key_line import KeyLine
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.desk.widgets.top import TopLine
from review.protocol import FULL_TEXT, RULES, TITLE_ABSTRACT, Stage
from review.refusal import Refused
from screening.screens.sets_behind import behind_sets

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.screens.behind import Behind
    from review.ledger.ledger import Review
    from screening.allocating import Allocated
    from screening.foreseeing import Foreseen
    from screening.shares import Shares
    from screening.workload import Load, Which

_COLUMNS = (
    Column("Who"),
    Column("share", 7, right=True),
    Column("drawn", 9, right=True),
    Column("decided", 9, right=True),
    Column("left", 9, right=True),
)
_NUMBERS = {
    "drawn": "drawn for {}",
    "decided": "decided by {}, as far as you may see it",
    "left": "left for {} to decide",
}


class AllocationScreen(WorkScreen[None]):
    """Everyone's part in a stage, and what the lead does about it."""

    DEFAULT_CSS = """
    AllocationScreen {
        & > .title { height: 3; padding: 0 1; color: $text-muted; }
        & > RowList { height: 1fr; margin: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("allocation.share", "n", "share out", "Share the records out by name (lead)."),
        Action(
            "allocation.anyone",
            "a",
            "to anyone",
            "Ask nobody by name (lead).",
            shown=False,
        ),
        Action("allocation.hand-over", "h", "hand over", "What one has left, to another (lead)."),
        Action("allocation.rule", "r", "rule", "How many decide on a record (lead)."),
        Action(
            "allocation.give-up", "g", "give up", "Give up sealed decisions (lead).", shown=False
        ),
        Action("allocation.stage", "s", "stage", "Show the other stage."),
        Action("allocation.undo", "u", "undo", "Take back your newest act."),
        Action("allocation.leave", "escape,q", "leave", "Go back."),
    )

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage: Stage = stage
        self._made: Allocated | None = None
        self._loads: dict[str, Load] = {}

    def compose(self) -> ComposeResult:
        """Show how the stage is shared, and everyone's part."""
        yield TopLine()
        yield Static("", classes="title", markup=False)
        yield RowList(_COLUMNS, empty="Reading …")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read what holds now."""
        self.reload()

    def reload(self) -> None:
        """Read what holds now."""
        person, stage = self.review.person, self._stage
        self.run_read(lambda c: _workload(c, person, stage), self._show, group="workload")

    def _show(self, found: tuple[Allocated, list[Load]]) -> None:
        self._made, loads = found
        self._loads = {load.name: load for load in loads}
        rows = self.query_one(RowList)
        rows.set_empty("Nobody screens yet: `review team add NAME`.")
        rows.set_rows(list(self._loads), self._window, keep=rows.current)
        self.query_one(".title", Static).update(_about(self._made))

    def _window(self, names: Sequence[str]) -> Sequence[Cells]:
        return [_cells(self._loads[name]) for name in names]

    def _done(self, text: str) -> None:
        self.told(text)
        self.reload()

    def action_stage(self) -> None:
        """Show the other stage."""
        self._stage = FULL_TEXT if self._stage == TITLE_ABSTRACT else TITLE_ABSTRACT
        self.reload()

    def action_undo(self) -> None:
        """Take back one's own newest act."""
        from review.desk.undo import undo

        undo(self, self.reload)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()

    # --- opening a number ------------------------------------------------------------------------

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Ask which of a person's numbers to open."""
        event.stop()
        load = self._loads[event.id]
        numbers = {"drawn": load.drawn, "decided": load.decided, "left": load.left}
        options = [
            Option(which, f"{words.format(load.name)}: {numbers[which]:,}")
            for which, words in _NUMBERS.items()
            if numbers[which] is not None
        ]
        self.app.push_screen(ask_choice("Which number?", options), partial(self._open, load.name))

    def _open(self, name: str, which: str | None) -> None:
        from screening.workload import WHICH

        number = next((one for one in WHICH if one == which), None)
        if number is None:
            return
        if number == "left" and name != self.review.person:
            self.refused(
                Refused(
                    f"Which records {name} has yet to decide is for {name} alone to see.",
                    "It would tell which are decided; those that are drawn can be listed.",
                )
            )
            return
        person, stage = self.review.person, self._stage
        title = f"{_NUMBERS[number].format(name).capitalize()} at {stage}"
        self.app.push_screen(BehindScreen(title, lambda c: _behind(c, person, stage, name, number)))

    # --- sharing out -----------------------------------------------------------------------------

    def action_share(self) -> None:
        """Ask for shares, show what changes, and share out."""
        if self._made is None:
            return
        shares = self._made.shares
        names = dict(shares.weights) or {
            load.name: 1.0 for load in self._loads.values() if load.screens
        }
        typed = " ".join(
            name if weight == 1 else f"{name}={weight:g}" for name, weight in names.items()
        )
        lines = (
            Ask("to", "Who", typed, "anna bo=50 dina=50"),
            Ask("reviewers", "For each", str(shares.reviewers or ""), "as the stage rule says"),
            Ask("overlap", "Overlap, %", f"{shares.overlap * 100:g}", "records with one more"),
            Ask("seed", "Seed", str(shares.seed), "the same seed draws the same shares"),
        )
        about = (
            f"Who is asked about which records at {self._stage}. A share after = is a weight; "
            "what will change is shown before it is done."
        )
        form = FormScreen(
            "Share the records out", lines, _check, about=about, folder=self.host.shell.folder
        )
        self.app.push_screen(form, self._shared)

    def _shared(self, values: dict[str, str] | None) -> None:
        from screening.shares import Shares, typed_weights

        if values is not None:
            weights = typed_weights(_names(values["to"]))
            overlap = float(values["overlap"] or 0) / 100
            self._foresee(
                Shares(int(values["reviewers"] or 0), weights, overlap, int(values["seed"] or 1))
            )

    def action_anyone(self) -> None:
        """Show what it changes that nobody is asked by name, and do it."""
        from screening.shares import EVERYONE

        if self._made is not None and not self._made.shares.weights:
            self.refused(Refused("Nobody is asked by name as it is.", "n shares records out."))
            return
        self._foresee(EVERYONE)

    def _foresee(self, shares: Shares) -> None:
        review, stage = self.review, self._stage

        def read(connection: Connection) -> Foreseen:
            from screening.foreseeing import foresee

            return foresee(connection, review, stage, shares)

        self.run_read(read, partial(self._ask, shares), group="foreseen")

    def _ask(self, shares: Shares, change: Foreseen) -> None:
        from screening.screens.foreseen import ForeseenScreen

        def answered(sure: bool | None) -> None:
            if sure:
                self.run_write(lambda: _allocated(review, stage, shares), self._told)

        review, stage = self.review, self._stage
        self.app.push_screen(ForeseenScreen(stage, shares, change), answered)

    # --- handing over and giving up --------------------------------------------------------------

    def action_hand_over(self) -> None:
        """Ask who goes on with what somebody had yet to decide."""
        leavers = [load for load in self._loads.values() if load.left and load.drawn is not None]
        if not leavers:
            self.refused(
                Refused(
                    "Nobody has records allocated by name and left to decide.",
                    "Whoever screens is asked for what is open already.",
                )
            )
            return
        options = [Option(one.name, f"{one.name}, with {one.left:,} left") for one in leavers]
        self.app.push_screen(ask_choice("Whose records go on to somebody?", options), self._whose)

    def _whose(self, leaver: str | None) -> None:
        if leaver is None:
            return
        others = [one.name for one in self._loads.values() if one.screens and one.name != leaver]
        if not others:
            self.refused(Refused("Nobody else screens.", "`review team add NAME` brings one in."))
            return
        label = "They are asked, blind, wherever it is open; what was decided stays."
        question = ask_choice(
            f"Who goes on with what {leaver} has left?", [Option(o, o) for o in others], label
        )
        self.app.push_screen(question, partial(self._hand_over, leaver))

    def _hand_over(self, leaver: str, successor: str | None) -> None:
        if successor is None:
            return
        left, review = self._loads[leaver].left or 0, self.review
        text = (
            f"{counted(left, 'record')} at {self._stage} and what {leaver} has left at the other "
            f"stage go on to {successor}. What {leaver} decided stays."
        )

        def hand_over() -> str:
            from screening.allocating import hand_over

            return hand_over(review, leaver, successor)

        self._sure("Hand them over?", text, "hand over", hand_over)

    def action_give_up(self) -> None:
        """Ask whose sealed decisions are given up, and why."""
        options = [Option(name, name) for name in self._loads]
        label = "Of somebody who is gone or has lost their key; their records are asked for again."
        question = ask_choice("Whose sealed decisions are given up?", options, label)
        self.app.push_screen(question, self._give_up)

    def _give_up(self, name: str | None) -> None:
        review = self.review

        def given_up(why: str) -> str:
            from screening.giving_up import describe, give_up

            return describe(give_up(review, name or "", why))

        if name is not None:
            self.app.push_screen(
                ask_text(f"Give up what {name} sealed", "Why? The methods tell it.", required=True),
                lambda why: self.run_write(lambda: given_up(why), self._done) if why else None,
            )

    # --- the rule --------------------------------------------------------------------------------

    def action_rule(self) -> None:
        """Ask for another rule, show what it changes, and set it."""
        from screening.foreseeing import RULES_IN_WORDS

        options = [Option(rule, f"{rule}: {RULES_IN_WORDS[rule]}") for rule in RULES]
        label = f"Now at {self._stage}: {self._made.rule if self._made else ''}"
        self.app.push_screen(ask_choice("How many decide?", options, label), self._ruled)

    def _told(self, said: str) -> None:
        self._done(f"{said}; {self.undo_key} takes this back.")

    def _ruled(self, rule: str | None) -> None:
        if rule is None:
            return
        review, stage = self.review, self._stage

        def read(connection: Connection) -> str:
            from screening.foreseeing import foresee_rule

            return foresee_rule(connection, review, stage, rule).in_words()

        def change() -> str:
            from screening.foreseeing import change_rule

            return change_rule(review, stage, rule)

        self.run_read(
            read,
            lambda text: self._sure("Change the rule?", text, "change it", change),
            group="rule",
        )

    def _sure(self, title: str, text: str, yes: str, act: Callable[[], str]) -> None:
        question = confirm(title, text, yes, "leave it")
        self.app.push_screen(question, lambda s: self.run_write(act, self._done) if s else None)


def _about(made: Allocated) -> str:
    from screening.foreseeing import RULES_IN_WORDS

    rule = f"At {made.stage}, rule “{made.rule}”: {RULES_IN_WORDS[made.rule]}."
    if not made.shares.weights:
        return f"{rule}\nNobody is asked by name; whoever comes first decides."
    more = f", {made.shares.overlap:.0%} with one more" if made.shares.overlap else ""
    return (
        f"{rule}\n{counted(made.reviewers, 'reviewer')} a record{more}; seed {made.shares.seed}. "
        "Enter opens a number."
    )


def _cells(load: Load) -> Cells:
    name = load.name if load.screens else f"{load.name} (screens no longer)"
    if load.successor:
        name += f", followed by {load.successor}"
    share = "" if load.share is None else f"{load.share:.0%}"
    numbers = ("" if n is None else f"{n:,}" for n in (load.drawn, load.decided, load.left))
    return (Cell(name), share, *numbers)


def _names(typed: str) -> list[str]:
    return typed.replace(",", " ").split()


def _check(values: Values) -> tuple[str, str] | None:
    from screening.shares import typed_weights

    try:
        if not typed_weights(_names(values["to"])):
            return "to", "Name somebody; a from the list asks nobody by name."
    except Refused as refusal:
        return "to", f"{refusal.why} {refusal.next_step}"
    for name in ("reviewers", "seed"):
        if values[name] and not values[name].isdecimal():
            return name, "Write a number."
    try:
        if not 0 <= float(values["overlap"] or 0) <= 100:  # noqa: PLR2004 - per cent
            return "overlap", "Per cent are 0 to 100."
    except ValueError:
        return "overlap", "Write a number, per cent."
    return None


def _workload(connection: Connection, person: str, stage: Stage) -> tuple[Allocated, list[Load]]:
    from screening.workload import workload

    return workload(connection, person, stage)


def _behind(connection: Connection, person: str, stage: Stage, name: str, which: Which) -> Behind:
    from screening.workload import behind_load

    return behind_sets(connection, behind_load(connection, person, stage, name, which))


def _allocated(review: Review, stage: Stage, shares: Shares) -> str:
    from screening.allocating import allocate

    allocate(review, stage, shares)
    return "Shared out. What was decided already stays"
