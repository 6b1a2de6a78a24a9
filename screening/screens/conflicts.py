"""The workspace for conflicts: settling what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from review.desk.action import Action
from review.desk.dialogs import ask_choice, confirm
from review.protocol import FULL_TEXT
from review.refusal import Refused
from screening.screens.conflict_list import ConflictList
from screening.screens.full_text import STATES_OF_REPORTS
from screening.screens.gathering import stage_of
from screening.screens.proposing import ask_proposal, settled
from screening.screens.talking import ask_remark, ask_to_send_back

if TYPE_CHECKING:
    from screening.conflicts import Conflict


class ConflictsScreen(ConflictList):
    """One conflict at a time, and how it ends."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("conflicts.include", "i", "include", "Settle it as an include."),
        Action("conflicts.exclude", "x", "exclude", "Settle it as an exclude."),
        Action("conflicts.later", "d", "later", "Discuss it later: to the end of the list."),
        Action("conflicts.switch", "s", "reasons", "Change between conflicts and reasons."),
        Action("conflicts.agreement", "a", "agreement", "How far the reviewers agree."),
        Action("conflicts.undo", "u", "undo", "Take back your newest act."),
        Action("conflicts.duplicate", "D", "duplicate", "Same report as another.", shown=False),
        Action("conflicts.history", "h", "history", "What happened to it.", shown=False),
        Action("conflicts.state", "w", "awaiting", "Awaiting, ongoing or not used.", shown=False),
        Action("conflicts.remark", "n", "remark", "Say something to all about it.", shown=False),
        Action("conflicts.send-back", "b", "send back", "Back to title-abstract.", shown=False),
        Action("conflicts.rounds", "O", "rounds", "Rounds: draw, close, ask again.", shown=False),
        Action("conflicts.protocol", "P", "protocol", "Read the protocol.", shown=False),
        Action("conflicts.rule", "r", "by rule", "Settle all reasons by rule.", shown=False),
        Action("conflicts.criteria", "c", "criteria", "Show or hide the protocol.", shown=False),
        Action("conflicts.next", "j", "next", "Go to the next one.", shown=False),
        Action("conflicts.previous", "k", "previous", "Go to the one before.", shown=False),
        Action("conflicts.find", "slash", "find", "Find words in the record.", shown=False),
        Action("conflicts.open-link", "o", "open link", "Open DOI or link.", shown=False),
    )

    def action_include(self) -> None:
        """Settle as an include."""
        self._ask("include")

    def action_exclude(self) -> None:
        """Settle as an exclude."""
        self._ask("exclude")

    def action_state(self) -> None:
        """Settle a report as awaiting, ongoing or not used."""
        one = self.one
        if one is None:
            return
        if one.stage != FULL_TEXT:
            self.refused(Refused("That is a state of full texts.", "Settle with i or x."))
            return
        question = ask_choice("What is the state of this report?", STATES_OF_REPORTS)
        self.app.push_screen(question, lambda outcome: self._ask(outcome) if outcome else None)

    def _ask(self, outcome: str) -> None:
        one = self.one
        if one is not None:
            self.run_worker(self._settle(one, outcome), exclusive=True, group="settle")

    async def _settle(self, one: Conflict, outcome: str) -> None:
        stage = stage_of(one)
        screened = self.review.person in {decision.reviewer for decision in one.decisions}
        proposal = await ask_proposal(self.app, outcome, stage, self.protocol, screened=screened)
        if proposal is not None:
            review = self.review
            self.run_write(lambda: settled(review, one.record, stage, proposal), self._done)

    def action_remark(self) -> None:
        """Ask for a remark on what is shown."""
        if self.one is not None:
            ask_remark(self, self.one.record, stage_of(self.one), self._done)

    def action_send_back(self) -> None:
        """Send the report that is shown back to title and abstract."""
        if self.one is not None:
            ask_to_send_back(self, self.one.record, self._done)

    def _done(self, text: str) -> None:
        self.told(text)
        self.reload()

    def action_rule(self) -> None:
        """Settle all reasons that differ by the protocol's order."""
        count = len(self.seen.differ) if self.seen else 0
        if not count:
            self.refused(Refused("No exclusion has reasons that differ."))
            return
        from screening.by_rule import WHY

        question = confirm(f"Settle {count} by rule?", f"Each gets {WHY}.", "settle", "not now")
        self.app.push_screen(question, self._by_rule)

    def _by_rule(self, sure: bool | None) -> None:
        if sure:
            from screening.by_rule import settle_by_rule

            review = self.review
            self.run_write(
                lambda: settle_by_rule(review), lambda n: self._done(f"{n} settled by rule")
            )

    def action_undo(self) -> None:
        """Take back one's own newest act."""
        from review.ledger.undoing import undo_last

        review = self.review
        self.run_write(lambda: f"Taken back: {undo_last(review)}", self._done)
