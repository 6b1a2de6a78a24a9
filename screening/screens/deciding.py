"""Deciding, one key a verdict: kept first, then the next record is painted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from review.desk.shared import key_to
from review.refusal import Refused
from screening.card import Own
from screening.pace import Haste, Pace
from screening.screens.moving import MovingScreen
from screening.screens.words import STATES, reasons_in_words

if TYPE_CHECKING:
    from review.acts import Act
    from screening.card import Card
    from screening.deciding import Wish
    from screening.revealing import Reveal


@dataclass(frozen=True, slots=True)
class Draft:
    """What was ticked and noted on a record before its verdict."""

    fails: tuple[str, ...] = ()
    note: str = ""


class DecidingScreen(MovingScreen):
    """A list of records that are decided on, blind to the other reviewer."""

    def __init__(self) -> None:
        super().__init__()
        self.drafts: dict[str, Draft] = {}
        self.pace = Pace()
        self._haste = Haste()

    def start_over(self) -> None:
        """Forget drafts and pace too."""
        self.drafts.clear()
        self.pace, self._haste = Pace(), Haste()
        super().start_over()

    # --- verdicts --------------------------------------------------------------------------------

    def action_include(self) -> None:
        """Include the record."""
        self.decide("include")

    def action_exclude(self) -> None:
        """Exclude the record, with the criteria that were ticked."""
        self.decide("exclude")

    def action_maybe(self) -> None:
        """Leave the record open."""
        self.decide("maybe")

    def decide(self, verdict: str, reason: str = "") -> None:
        """Keep a verdict on the record that is shown, and go on to the next."""
        card = self.decidable()
        if card is None:
            return
        draft = self.draft(card)
        ticked = self.drafts.get(card.key)
        if verdict == "include" and draft.fails and not ticked:
            draft = replace(draft, fails=())  # a changed mind
        if verdict == "include" and draft.fails:
            failed = reasons_in_words(self.protocol, draft.fails)
            self.refused(
                Refused(
                    f"You ticked that it fails: {failed}.",
                    f"Untick with {self.key_of('fails')}, or exclude with "
                    f"{self.key_of('exclude')}.",
                )
            )
            return
        if self.keep(card, verdict, draft, reason):
            self.pace.add(monotonic())
            self._warn(verdict)

    def decidable(self) -> Card | None:
        """Return the card that is shown if one may decide on it, else say why not."""
        card = self.here()
        if card and card.revealed:
            state = STATES.get(card.state, card.state)
            self.refused(
                Refused(
                    f"The decisions on this record are revealed and frozen: {state}.",
                    "What differs is settled under Conflicts "
                    f"({key_to('conflicts', self.host.keys)}).",
                )
            )
            return None
        return card

    def draft(self, card: Card) -> Draft:
        """Return what is ticked and noted on a card; at first, what one said of it before."""
        own = card.mine
        return self.drafts.get(card.key) or Draft(own.fails if own else (), own.note if own else "")

    def keep(
        self, card: Card, verdict: str, draft: Draft, reason: str, *, go_on: bool = True
    ) -> bool:
        """Keep a decision and paint what comes next; False where it was refused, with why."""
        from screening.deciding import Wish
        from screening.deciding import keep as keep_wish

        self.app.clear_notifications()  # what was said of the record before would cover this one
        wish = Wish(verdict, draft.fails, reason, draft.note)
        try:
            kept = keep_wish(self.review, card.found, self.STAGE, wish)
        except Refused as refusal:
            self.refused(refusal)
            self.read_anew()
            return False
        if kept.reveal is None:
            self.acted()
        self._kept(card, kept.act, wish)
        if kept.reveal:
            self.revealed(card, kept.reveal)
        elif go_on:
            self.go_on()
        else:
            self.show(card.key)
        return True

    def _kept(self, card: Card, act: Act, wish: Wish) -> None:
        body = act.body
        own = Own(
            wish.verdict, tuple(body.get("reasons", ())), tuple(body.get("fails", ())), wish.note
        )
        self.drafts.pop(card.key, None)
        self.trail.add(card.key)
        if self.progress and card.mine is None:
            mine, left = self.progress.mine + 1, max(0, self.progress.left - 1)
            self.progress = replace(self.progress, mine=mine, left=left)
        self.put_card(replace(card, mine=own, differing=False))
        self._calibrated(card.key)

    def _calibrated(self, key: str) -> None:
        """Say so where one has just decided the last record of a calibration round."""
        name = self.calibrating.pop(key, None)
        if name is not None and name not in self.calibrating.values():
            self.told(
                f"You have decided all of round “{name}”. It is revealed when everyone has: "
                f"{self.key_of('rounds')} shows how far you agree. The main round follows."
            )

    def go_on(self) -> None:
        """Go to the next record; in the list of what is to decide, to the next undecided one."""
        at = -1 if self.from_top else self.queue.cursor
        self.from_top = self._from_rounds = False
        if self.own_list.which != "to-decide":
            self.go(at + 1)
            return
        following = (n for n in range(at + 1, len(self.ids)) if self.ids[n] not in self.trail)
        before = (n for n in range(at) if self.ids[n] not in self.trail)
        index = next(following, None)
        index = next(before, None) if index is None else index
        if index is None:
            self.show_nothing()
        else:
            self.go(index)

    def _warn(self, verdict: str) -> None:
        run = self._haste.add(verdict, monotonic())
        if run:
            self.notify(
                f"{run} times {verdict} within a few seconds: is a key stuck? "
                f"{self.undo_key} takes them back.",
                severity="warning",
                markup=False,
            )

    def revealed(self, card: Card, reveal: Reveal) -> None:
        """Take note that a decision was the last one that was waited for."""
        raise NotImplementedError
