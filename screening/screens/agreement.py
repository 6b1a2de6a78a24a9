"""Agreement over a screen: counts and figures of a stage, in plain lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from review.clean import drawable
from review.desk.base import WorkScreen
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Stage

if TYPE_CHECKING:
    from sqlalchemy import Connection

_POLICIES = ("include", "own", "drop")


class AgreementScreen(WorkScreen[None], ModalScreen[None]):
    """Agreement of the revealed, blind first decisions, by stage and round."""

    DEFAULT_CSS = """
    AgreementScreen {
        align: center middle;
        & > Vertical { width: 78; max-width: 100%; height: 95%; max-height: 30;
                       background: $surface; border: round $primary; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,a", "dismiss", "Close"),
        Binding("s", "stage", "Other stage"),
        Binding("r", "round", "Other round"),
        Binding("m", "policy", "How a maybe counts"),
    ]

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage: Stage = stage
        self._policy = 0
        self._round = -1  # from the last round backwards; the last one is the main one

    def compose(self) -> ComposeResult:
        """Show one text that scrolls."""
        with Vertical():
            with VerticalScroll():
                yield Static(id="figures", markup=False)
            yield Static(
                "s: other stage   r: other round   m: how a maybe counts   Escape: close",
                classes="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Work the figures out."""
        self.query_one(VerticalScroll).focus()
        self._read()

    def action_stage(self) -> None:
        """Show the other stage."""
        self._stage = FULL_TEXT if self._stage == TITLE_ABSTRACT else TITLE_ABSTRACT
        self._round = -1
        self._read()

    def action_round(self) -> None:
        """Show the round before; from the first one the main one again."""
        self._round -= 1
        self._read()

    def action_policy(self) -> None:
        """Count a maybe in the next of the three ways."""
        self._policy = (self._policy + 1) % len(_POLICIES)
        self._read()

    def _read(self) -> None:
        stage, policy, place = self._stage, _POLICIES[self._policy], self._round
        self.run_read(lambda c: _text(c, stage, policy, place), self._show, group="agreement")

    def _show(self, text: str) -> None:
        self.query_one("#figures", Static).update(drawable(text))


def _text(connection: Connection, stage: Stage, policy: str, place: int) -> str:
    """Return the main figures, or all there is to tell of a calibration round."""
    from screening.agreement import report
    from screening.agreement_text import agreement_text
    from screening.round_report import round_report
    from screening.round_text import round_text
    from screening.rounds import rounds

    names = [row.name for row in rounds(connection) if row.stage == stage]
    name = names[place % len(names)]
    if name == "main":
        return agreement_text(report(connection, stage, maybe=policy))
    return round_text(round_report(connection, stage, name, policy))
