"""Deciding, one key a verdict: kept first, then the next record is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from time import monotonic
from typing import TYPE_CHECKING

from review.clean import one_line
from review.desk.dialogs import Option, ask_several, ask_text, confirm
from review.refusal import Refused
from screening.cards import Own
from screening.pace import Haste, Pace
from screening.screens.reading import ReadingScreen
from screening.screens.words import STATES, reasons_in_words, said

if TYPE_CHECKING:
    from review.acts import Act
    from screening.cards import Card
    from screening.deciding import Wish
    from screening.queue import Progress


@dataclass(frozen=True, slots=True)
class Draft:
    """What was ticked and noted on a record before its verdict."""

    fails: tuple[str, ...] = ()
    note: str = ""


class DecidingScreen(ReadingScreen):
    """A list of records that are decided on, blind to the other reviewer."""

    def __init__(self) -> None:
        super().__init__()
        self._drafts: dict[str, Draft] = {}
        self._pace = Pace()
        self._haste = Haste()

    def start_over(self) -> None:
        """Forget drafts and pace too."""
        self._drafts.clear()
        self._pace, self._haste = Pace(), Haste()
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
        ticked = self._drafts.get(card.key)
        if verdict == "include" and draft.fails and not ticked:
            draft = replace(draft, fails=())  # a changed mind
        if verdict == "include" and draft.fails:
            failed = reasons_in_words(self.protocol, draft.fails)
            self.refused(
                Refused(f"You ticked that it fails: {failed}.", "Untick with f, or exclude with x.")
            )
            return
        if self._keep(card, verdict, draft, reason):
            self._pace.add(monotonic())
            self._warn(verdict)

    def decidable(self) -> Card | None:
        """Return the card that is shown if one may decide on it, else say why not."""
        card = self.here()
        if card and card.revealed:
            state = STATES.get(card.state, card.state)
            self.refused(
                Refused(
                    f"The decisions on this record are revealed and frozen: {state}.",
                    "What differs is settled under Conflicts (5).",
                )
            )
            return None
        return card

    def draft(self, card: Card) -> Draft:
        """Return what is ticked and noted on a card; at first, what one said of it before."""
        own = card.mine
        return self._drafts.get(card.key) or Draft(
            own.fails if own else (), own.note if own else ""
        )

    def _keep(
        self, card: Card, verdict: str, draft: Draft, reason: str, *, go_on: bool = True
    ) -> bool:
        from screening.deciding import Wish, keep

        wish = Wish(verdict, draft.fails, reason, draft.note)
        try:
            kept = keep(self.review, card.found, self.STAGE, wish)
        except Refused as refusal:
            self.refused(refusal)
            self.read_anew()
            return False
        self._kept(card, kept.act, wish)
        if kept.reveal:
            self._revealed(card, kept.reveal)
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
        self._drafts.pop(card.key, None)
        self.trail.add(card.key)
        if card.key in self.later:
            self.later.remove(card.key)
        if self.progress and card.mine is None:
            mine, left = self.progress.mine + 1, max(0, self.progress.left - 1)
            self.progress = replace(self.progress, mine=mine, left=left)
        self.put_card(replace(card, mine=own, differing=False))

    def go_on(self) -> None:
        """Go to the next record; in the list of what is to decide, to the next undecided one."""
        at = self.queue.cursor
        if self.filter.which != "to-decide":
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
                f"{run} times {verdict} within a few seconds: is a key stuck? u takes them back.",
                severity="warning",
                markup=False,
            )

    # --- notes and criteria ----------------------------------------------------------------------

    def action_note(self) -> None:
        """Write a note; it is kept with the decision and for oneself until the reveal."""
        card = self.decidable()
        if card is None:
            return
        when = "Kept now" if card.mine else "Kept with your decision"
        question = ask_text(
            "Note", f"{when}; the others see it after the reveal.", self.draft(card).note
        )
        self.app.push_screen(question, lambda text: self._note(card, text))

    def _note(self, card: Card, text: str | None) -> None:
        if text is None:
            return
        draft = replace(self.draft(card), note=text)
        if card.mine is None:
            self._drafts[card.key] = draft
            self.show_lines()
        elif text != card.mine.note:
            # The reason that was given stays, whether a criterion or the reviewer named it.
            reason = card.mine.reasons[0] if card.mine.reasons else ""
            self._keep(card, card.mine.verdict, draft, reason, go_on=False)

    def action_fails(self) -> None:
        """Tick the criteria that the record fails."""
        card = self.decidable()
        if card is None:
            return
        named = self.protocol.criteria or self.protocol.reasons
        if not named:
            self.refused(
                Refused("The protocol has no criteria yet.", "`review protocol set FILE.toml`")
            )
            return
        options = [Option(item.id, item.en) for item in named]
        question = ask_several("What does it fail?", options, self.draft(card).fails)
        self.app.push_screen(question, lambda ticked: self._fails(card, ticked))

    def _fails(self, card: Card, ticked: tuple[str, ...] | None) -> None:
        if ticked is not None:
            self._drafts[card.key] = replace(self.draft(card), fails=ticked)
            self.show_lines()

    def action_later(self) -> None:
        """Put the record at the end of the list, for this sitting."""
        if not self.key or self.key in self.trail:
            return
        key, at = self.key, self.queue.cursor
        if key in self.later:
            self.later.remove(key)
        self.later.append(key)
        self.forget(key)
        ids = [*self.ids[:at], *self.ids[at + 1 :], key]
        self.key = ids[at]
        self.set_list(ids)
        self.go(at)

    # --- taking back and revealing ---------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back one's own newest act; a decision is shown again."""
        from review.undoing import take_back
        from screening.cards import sets_of

        try:
            act = take_back(self.review)
        except Refused as refusal:
            self.refused(refusal)
            return
        self.told(f"Taken back: {self.review.projectors.kinds[act.kind].says(act)}")
        key = ""
        if act.kind == "decide" and act.body["stage"] == self.STAGE:
            with self.review.read() as connection:
                key = next(iter(sets_of(connection, [act.subject])), "")
            self.trail.discard(key)
            self.forget(key)
            if key in self.ids:
                self.go(self.ids.index(key))
        self.read_anew(key)

    def _revealed(self, card: Card, reveal: Act) -> None:
        """Say that a decision was the last one that was waited for."""
        self.forget(card.key)
        if self.protocol.reveal == "record":
            now = self.card(card.key)
            state = STATES.get(now.state, now.state) if now else ""
            self.told(f"Both have decided. Revealed: {state}.")
            self.go_on()
            return
        number = reveal.body["ballots"]
        self.told(f"The round is complete: {number} ballots are revealed. Conflicts wait under 5.")
        self.trail.clear()
        self.read_anew()

    def noticed(self, before: Progress | None, now: Progress) -> None:
        """Say that somebody else's act has revealed ballots."""
        if before and now.revealed > before.revealed and self.protocol.reveal == "round":
            self.told(f"{now.revealed - before.revealed} ballots were revealed. See Conflicts (5).")

    def action_reveal(self) -> None:
        """Reveal all ballots that are complete so far; only the lead may."""
        if not self.leads:
            self.refused(
                Refused("Only the lead reveals.", "It happens by itself when all is done.")
            )
            return
        text = (
            "Every ballot that all its reviewers have completed becomes visible to everyone, and "
            "its decisions are frozen.\n\nThis cannot be taken back."
        )
        question = confirm("Reveal what is complete?", text, "reveal", "not now")
        self.app.push_screen(question, self._reveal)

    def _reveal(self, sure: bool | None) -> None:
        if sure:
            from screening.revealing import reveal

            self.run_write(lambda: reveal(self.review, self.STAGE), self._told_reveal)

    def _told_reveal(self, done: tuple[Act | None, int]) -> None:
        act, still_open = done
        if act is None:
            self.told("No ballot is complete yet; nothing was revealed.")
        else:
            self.told(f"{act.body['ballots']} ballots revealed; {still_open} are still open.")
        if self.progress and act:
            # One's own reveal is told already.
            revealed = self.progress.revealed + act.body["ballots"]
            self.progress = replace(self.progress, revealed=revealed)
        self.read_anew()

    # --- lines -----------------------------------------------------------------------------------

    def where(self) -> tuple[str, str]:
        """Return the list and the place in it; own progress, and a bare number of the others."""
        left = self.filter.title
        if self.key:
            left += f"  {self.queue.cursor + 1} of {len(self.ids)}"
        now = self.progress
        if now is None or not now.ballots:
            return left, ""
        parts = [f"{now.mine} of {now.ballots} decided, {now.left} left"]
        parts += [f"{one_line(name)} {number}" for name, number in now.others]
        return left, "   ".join(parts)

    def said(self) -> tuple[str, str]:
        """Return one's own decision or draft, and the pace."""
        pace = self._pace.text(self.progress.left) if self.progress else ""
        card = self.here()
        if card is None:
            return "", pace
        draft = self._drafts.get(card.key)
        own = said(card.mine, self.protocol) if card.mine else "not decided yet"
        if card.revealed:
            own += f"   revealed: {STATES.get(card.state, card.state)}"
        if draft and draft.fails:
            own += f"   fails: {reasons_in_words(self.protocol, draft.fails)}"
        if draft and draft.note:
            own += f"   note: {one_line(draft.note)}"
        return own, pace

    def nothing(self) -> Sequence[str]:
        """Return why the list is empty."""
        now = self.progress
        if now is None:
            return ["Reading…"]
        if not now.ballots:
            return self.nothing_yet()
        if self.filter.which != "to-decide":
            return ["Nothing in this list.", "", "s shows the next list."]
        if now.revealed >= now.ballots:
            return [
                "Everything here is decided and revealed.",
                "",
                "What differs waits under Conflicts (5).",
            ]
        lines = ["You have decided everything here.", ""]
        lines += [f"{one_line(name)} has made {number} decisions." for name, number in now.others]
        lines.append("When everyone is done, the decisions are revealed to all.")
        return [*lines, "", "Until then you can change yours: s lists them."]

    def nothing_yet(self) -> Sequence[str]:
        """Return why no record is at this stage yet."""
        raise NotImplementedError
