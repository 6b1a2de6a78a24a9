"""All that goes with a verdict: notes, criteria ticked, undo, the reveal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from review.counting import counted
from review.desk.dialogs import Option, ask_several, ask_text, confirm
from review.desk.shared import key_to
from review.refusal import Refused
from screening.screens.lines import (
    conflicts_line,
    nothing_left,
    own_line,
    place_line,
    progress_line,
    reveal_line,
    round_line,
)
from screening.screens.piling import PilingScreen
from screening.screens.words import STATES

if TYPE_CHECKING:
    from screening.card import Card
    from screening.queue import Progress
    from screening.revealing import Reveal


class BallotScreen(PilingScreen):
    """A stage as one reviewer works on it."""

    _told_of_reveal = False

    def action_take_in(self) -> None:
        """Take in decisions made elsewhere, from a file."""
        from screening.screens.taking_in import ask_decisions

        ask_decisions(self, self.STAGE)

    def action_terms(self) -> None:
        """Edit the terms that are marked in the record: a new version of the protocol."""
        from screening.screens.terms import ask_terms

        if self.leads:
            ask_terms(self, self.protocol, self.read_anew)
        else:
            why = "The marked terms are part of the protocol, which only the lead changes."
            self.refused(Refused(why, "Tell them which terms you miss."))

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
            self.drafts[card.key] = draft
            self.show_lines()
        elif text != card.mine.note:
            # The reason that was given stays, whether a criterion or the reviewer named it.
            reason = card.mine.reasons[0] if card.mine.reasons else ""
            self.keep(card, card.mine.verdict, draft, reason, go_on=False)

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
            self.drafts[card.key] = replace(self.draft(card), fails=ticked)
            self.show_lines()

    # --- taking back and revealing ---------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back one's own newest act; a decision is shown again."""
        from review.ledger.undoing import take_back, words_for
        from screening.cards import sets_of

        try:
            act = take_back(self.review)
        except Refused as refusal:
            self.refused(refusal)
            return
        self.told(f"Taken back: {words_for(self.review, act)}")
        key = ""
        if act.body.get("stage", self.STAGE) == self.STAGE:
            with self.review.read() as connection:
                key = next(iter(sets_of(connection, [act.subject])), "")
            self.trail.discard(key)
            self.forget(key)
            if key in self.ids:
                self.go(self.ids.index(key))
        self.read_anew(key)

    def revealed(self, card: Card, reveal: Reveal) -> None:
        """Say that a decision was the last one that was waited for."""
        self.forget(card.key)
        if self.protocol.reveal == "record":
            now = self.card(card.key)
            state = STATES.get(now.state, now.state) if now else ""
            self.told(
                f"{reveal.in_words().capitalize()}."
                if reveal.waiting
                else f"Both have decided. Revealed: {state}."
            )
            self.go_on()
            return
        from screening.revealing import BY_BATCH

        what = "batch" if reveal.act.body["because"] == BY_BATCH else "round"
        conflicts = f" {self._conflicts()}" if reveal.revealed else ""
        self.told(f"The {what} is complete: {reveal.in_words()}.{conflicts}")
        self._told_of_reveal = True
        self.trail.clear()
        self.read_anew()

    def _conflicts(self) -> str:
        """Read how many conflicts wait now, and say where."""
        from screening.queue import progress

        with self.review.read() as connection:
            now = progress(connection, self.review.person, self.STAGE)
        return conflicts_line(now.to_settle, key_to("conflicts", self.host.keys))

    def noticed(self, before: Progress | None, now: Progress) -> None:
        """Say that somebody else's act has revealed ballots; of one's own it has been said."""
        if self._told_of_reveal:
            self._told_of_reveal = False
            return
        if before and now.revealed > before.revealed and self.protocol.reveal == "round":
            ballots = counted(now.revealed - before.revealed, "ballot")
            conflicts = conflicts_line(now.to_settle, key_to("conflicts", self.host.keys))
            self.told(f"Revealed: {ballots}. {conflicts}")

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

    def _told_reveal(self, done: tuple[Reveal | None, int]) -> None:
        reveal, still_open = done
        self.told(reveal_line(reveal, still_open))
        if self.progress and reveal:
            # One's own reveal is told already.
            revealed = self.progress.revealed + reveal.revealed
            self.progress = replace(self.progress, revealed=revealed)
        self.read_anew()

    # --- lines -----------------------------------------------------------------------------------

    def where(self) -> tuple[str, str]:
        """Return the list and the place in it; own progress, and a bare number of the others."""
        place = (self.queue.cursor + 1, len(self.ids)) if self.key else None
        title = (
            f"{self.own_list.title}, {self.wanted.in_words()}"
            if self.wanted
            else self.own_list.title
        )
        drawn = round_line(self.key, self.calibrating)
        where = "   ".join(filter(None, (place_line(title, place), drawn)))
        return where, progress_line(self.progress)

    def said(self) -> tuple[str, str]:
        """Return one's own decision or draft, and the pace."""
        pace = self.pace.text(self.progress.left) if self.progress else ""
        card = self.here()
        if card is None:
            return "", pace
        draft = self.drafts.get(card.key)
        ticked, note = (draft.fails, draft.note) if draft else ((), "")
        return own_line(card, self.protocol, ticked, note), pace

    def nothing(self) -> Sequence[str]:
        """Return why the list is empty."""
        if self.progress is None:
            return ["Reading…"]
        if not self.progress.ballots:
            return self.nothing_yet()
        if self.wanted:
            fits = f"Nothing in this list fits: {self.wanted.in_words()}."
            change, drop = self.key_of("filter"), self.key_of("no-filter")
            return [fits, "", f"{change} changes the filter, {drop} takes it away."]
        return nothing_left(
            self.progress,
            all_lists=self.own_list.which != "to-decide",
            switch=self.key_of("switch"),
            place=key_to("conflicts", self.host.keys),
            unscreened=self.unscreened,
        )

    def nothing_yet(self) -> Sequence[str]:
        """Return why no record is at this stage yet."""
        raise NotImplementedError
