"""Agreement over a screen: counts and figures of a round in plain lines, each cell openable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from review.clean import drawable
from review.desk.action import Action, hint
from review.desk.base import WorkScreen
from review.desk.dialogs import Option, ask_choice
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Stage
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.screens.behind import Behind

_POLICIES = ("include", "own", "drop")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is shown of a round, and what its numbers are opened by."""

    text: str
    round_id: str
    report: Mapping[str, Any]


class AgreementScreen(WorkScreen[None], ModalScreen[None]):
    """Agreement of the revealed, blind first decisions, by stage and round."""

    DEFAULT_CSS = """
    AgreementScreen {
        align: center middle;
        & > Vertical { width: 78; max-width: 100%; height: 95%; max-height: 36;
                       background: $surface; border: round $primary; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("agreement.stage", "s", "stage", "Show the other stage."),
        Action("agreement.round", "r", "round", "Show the round before."),
        Action("agreement.policy", "m", "a maybe", "Count a maybe in the next of three ways."),
        Action("agreement.open", "o", "open a number", "List the records that a number counts."),
        Action("agreement.close", "escape,q,a", "close", "Go back."),
    )

    def __init__(self, stage: Stage, name: str = "main") -> None:
        super().__init__()
        self._stage: Stage = stage
        self._policy = 0
        self._round = name
        self._step = 0  # rounds to go backwards from that one
        self._figures: Figures | None = None

    def compose(self) -> ComposeResult:
        """Show one text that scrolls."""
        with Vertical():
            with VerticalScroll():
                yield Static(id="figures", markup=False)
            yield Static(hint(self.ACTIONS, self.host.keys), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Work the figures out."""
        self.query_one(VerticalScroll).focus()
        self.reload()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss()

    def action_stage(self) -> None:
        """Show the other stage."""
        self._stage = FULL_TEXT if self._stage == TITLE_ABSTRACT else TITLE_ABSTRACT
        self._round, self._step = "main", 0
        self.reload()

    def action_round(self) -> None:
        """Show the round before; from the first one the main one again."""
        self._step += 1
        self.reload()

    def action_policy(self) -> None:
        """Count a maybe in the next of the three ways."""
        self._policy = (self._policy + 1) % len(_POLICIES)
        self.reload()

    def reload(self) -> None:
        """Read what holds now."""
        stage, policy, name, step = self._stage, _POLICIES[self._policy], self._round, self._step
        self.run_read(lambda c: _figures(c, stage, policy, name, step), self._show, group="figures")

    def _show(self, figures: Figures) -> None:
        self._figures = figures
        self.query_one("#figures", Static).update(drawable(figures.text))

    # --- opening a number ------------------------------------------------------------------------

    def action_open(self) -> None:
        """Ask which cell of the table to open."""
        options = _cells(self._figures.report) if self._figures else []
        if not options:
            self.refused(Refused("There is no number to open yet.", "Reveal a round first."))
            return
        self.app.push_screen(ask_choice("Which number?", options), self._open)

    def _open(self, cell: str | None) -> None:
        from review.desk.screens.behind import BehindScreen

        figures = self._figures
        if cell is None or figures is None:
            return
        pair, said = cell.split(" ")
        names = tuple(figures.report["pairs"][int(pair)]["reviewers"])
        stage, policy, round_id = self._stage, _POLICIES[self._policy], figures.round_id
        title = ", ".join(
            f"{name} {verdict}" for name, verdict in zip(names, said.split("/"), strict=True)
        )
        self.app.push_screen(
            BehindScreen(title, lambda c: _behind(c, stage, round_id, policy, said, names))
        )


def _cells(report: Mapping[str, Any]) -> list[Option]:
    """Return every cell of every table that counts something."""
    found = []
    for number, pair in enumerate(report["pairs"]):
        first, second = pair["reviewers"]
        for down, row in zip(pair["categories"], pair["table"], strict=True):
            for across, count in zip(pair["categories"], row, strict=True):
                if count:
                    text = f"{first} {down}, {second} {across}: {count}"
                    found.append(Option(f"{number} {down}/{across}", text))
    return found


def _behind(
    connection: Connection,
    stage: Stage,
    round_id: str,
    policy: str,
    cell: str,
    pair: tuple[str, ...],
) -> Behind:
    from review.desk.screens.behind import Behind, record_cells
    from review.records.lookup import shown_of
    from screening.agreement import behind

    sets = behind(connection, stage, round_id, policy, cell, pair)
    shown = shown_of(connection, sets)
    return Behind([shown[one].id for one in sets if one in shown], record_cells)


def _figures(connection: Connection, stage: Stage, policy: str, name: str, step: int) -> Figures:
    """Return the main figures, or all there is to tell of a calibration round; with a sentence."""
    from screening.agreement import report
    from screening.agreement_text import agreement_text
    from screening.agreement_words import sentence_of
    from screening.round_report import round_report
    from screening.round_text import round_text
    from screening.rounds import rounds

    names = [row.name for row in rounds(connection) if row.stage == stage]
    name = names[(names.index(name) - step) % len(names)]
    if name == "main":
        figures = report(connection, stage, maybe=policy)
        round_id, text = "", agreement_text(figures)
    else:
        found = round_report(connection, stage, name, policy)
        figures, round_id, text = found.agreement, found.round.id, round_text(found)
    sentence = sentence_of(figures, "en")
    said = f"\n\nFor the methods section:\n{sentence}" if sentence else ""
    return Figures(text + said, round_id, figures)
