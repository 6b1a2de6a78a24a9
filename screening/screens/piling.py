"""What a reviewer does with records besides deciding one: puts off, tags, decides many at once."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from review.desk.dialogs import Option, ask_choice, ask_several, ask_text
from review.protocol import FULL_TEXT
from review.refusal import Refused
from screening.ballot import VERDICTS
from screening.screens.deciding import DecidingScreen

if TYPE_CHECKING:
    from review.records.lookup import Found
    from screening.bulk import Bulk
    from screening.card import Card
    from screening.deciding import Wish

_SEPARATOR = re.compile(r"\s*[,;]\s*")


class PilingScreen(DecidingScreen):
    """A list of records, some of which are put off or tagged."""

    # --- later -----------------------------------------------------------------------------------

    def action_later(self) -> None:
        """Put the record off, to the end of one's list for good; what is put off comes back."""
        card = self.here()
        if card is None:
            return
        if card.mine and not card.differing:
            self.refused(
                Refused("You have decided on it.", f"{self.undo_key} takes your newest act back.")
            )
            return
        from screening.piles import put_off

        try:
            put_off(self.review, card.found, on=not card.later)
        except Refused as refusal:
            self.refused(refusal)
            return
        self.acted()
        self.put_card(replace(card, later=not card.later))
        if card.later or self.own_list.which != "to-decide":
            self.told("In its place again." if card.later else "Put off: it comes last.")
            self.read_anew(card.key)
            return
        at = self.queue.cursor
        ids = [*self.ids[:at], *self.ids[at + 1 :], card.key]
        self.key = ids[at]
        self.set_list(ids)
        self.go(at)

    # --- tags ------------------------------------------------------------------------------------

    def action_tags(self) -> None:
        """Edit one's own tags on the record."""
        card = self.here()
        if card is None:
            return
        from review.records.tags import names_used

        person = self.review.person
        with self.review.read() as connection:
            used = names_used(connection, person)
        own = [tag.name for tag in card.tags if tag.reviewer == person]
        label = "Short words with commas between; yours alone until the reveal."
        if used:
            label += f"\nSo far you used: {', '.join(used)}."
        question = ask_text("Tags", label, ", ".join(own))
        self.app.push_screen(question, lambda text: self._tag(card, text))

    def _tag(self, card: Card, text: str | None) -> None:
        if text is None:
            return
        from review.records.tags import change_tags

        names, review = [name for name in _SEPARATOR.split(text) if name], self.review
        self.run_write(
            lambda: change_tags(review, card.found, names), lambda _n: self.read_anew(card.key)
        )

    # --- many at once ----------------------------------------------------------------------------

    def action_many(self) -> None:
        """Decide the same on all that the filter leaves of what one has yet to decide."""
        if self.wanted is None:
            self.refused(
                Refused("Many are decided by a filter, and none is set.", "F sets one; then M.")
            )
            return
        self.run_worker(self._many(), exclusive=True, group="many")

    async def _many(self) -> None:
        from screening.deciding import Wish
        from screening.screens.many import ManyScreen

        wanted = self.wanted
        assert wanted is not None
        title = f"All that you have yet to decide, {wanted.in_words()}"
        verdicts = [Option(verdict, verdict) for verdict in VERDICTS]
        verdict = await self.app.push_screen_wait(ask_choice("Decide many", verdicts, title))
        if verdict is None:
            return
        why = await self._why_many() if verdict == "exclude" else ((), "")
        if why is None:
            return
        wish = Wish(verdict, why[0], why[1])
        records = await self.app.push_screen_wait(
            ManyScreen(f"{verdict}: {wanted.in_words()}", self.STAGE, wanted)
        )
        if records:
            self._decide_many(records, wish)

    async def _why_many(self) -> tuple[tuple[str, ...], str] | None:
        """Ask for the criteria that all of them fail, or in full text for the reason."""
        if self.STAGE == FULL_TEXT:
            reasons = [Option(reason.id, reason.en) for reason in self.protocol.reasons]
            reason = await self.app.push_screen_wait(ask_choice("Why are they excluded?", reasons))
            return None if reason is None else ((), reason)
        named = self.protocol.criteria or self.protocol.reasons
        options = [Option(item.id, item.en) for item in named]
        ticked = await self.app.push_screen_wait(ask_several("What do they all fail?", options))
        return None if ticked is None else (ticked, "")

    def _decide_many(self, records: tuple[Found, ...], wish: Wish) -> None:
        from screening.bulk import decide_all

        review, stage = self.review, self.STAGE
        self.run_write(lambda: decide_all(review, stage, records, wish), self._decided_many)

    def _decided_many(self, bulk: Bulk) -> None:
        back = f"one {self.undo_key} takes all of them back"
        said = f"{bulk.decisions:,} decided at once; {back}."
        self.told(f"{said} {bulk.reveal.in_words()}." if bulk.reveal else said)
        self.wanted = None
        self.trail.clear()
        self.read_anew()
