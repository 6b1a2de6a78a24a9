"""Conflicts one at a time: after the reveal, what each said side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal

from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Cells, RowList
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Stage
from screening.ballot import NEEDS_SETTLING
from screening.screens.gathering import (
    OpenConflicts,
    cards_of,
    gather_conflicts,
    key_of,
    stage_of,
    thread,
)
from screening.screens.paper_screen import PaperScreen
from screening.screens.talking import remark_blocks
from screening.screens.words import STATES, blocks_of, decision_blocks, reasons_in_words

if TYPE_CHECKING:
    from screening.card import Card
    from screening.conflicts import Conflict

_SIDES = 3  # decisions side by side; a fourth stands under the third
_WORDS = {TITLE_ABSTRACT: "title and abstract", FULL_TEXT: "full text"}


class ConflictList(PaperScreen):
    """One conflict at a time."""

    DEFAULT_CSS = """
    ConflictList {
        #sides { height: auto; max-height: 50%; border-top: solid $panel; }
        #sides Paper { width: 1fr; height: 7; border-right: solid $panel; }
        &.-wide #sides Paper { height: 9; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._differ = False
        self.seen: OpenConflicts | None = None
        self._shown: list[Conflict] = []
        self._later: list[str] = []
        self._key = ""
        self._card: Card | None = None

    def below(self) -> ComposeResult:
        """Put what each reviewer said under the record."""
        with Horizontal(id="sides"):
            for number in range(_SIDES):
                yield Paper(id=f"side-{number}")

    # --- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the conflicts that are open now."""
        self.run_read(gather_conflicts, self._take, group="conflicts")

    def joined(self, record: str) -> None:  # noqa: ARG002 - whatever is open now is shown
        """Read the conflicts again."""
        self.reload()

    def _take(self, seen: OpenConflicts) -> None:
        first, self.seen = self.seen is None, seen
        if first or seen.protocol != self.protocol:
            self.take_protocol(seen.protocol)
        self._fill()

    def _fill(self) -> None:
        assert self.seen is not None
        found = self.seen.differ if self._differ else self.seen.open
        put_off = {key: place for place, key in enumerate(self._later)}
        self._shown = sorted(found, key=lambda one: put_off.get(key_of(one), -1))
        keys = [key_of(one) for one in self._shown]
        rows = {key_of(one): self._row(one) for one in self._shown}
        if self._key not in rows:
            # The one that took its place, so that settling goes on downwards.
            self._key = keys[min(self.queue.cursor, len(keys) - 1)] if keys else ""
        self.queue.set_rows(keys, lambda ids: [rows[key] for key in ids], keep=self._key or None)
        self._show()

    def _row(self, one: Conflict) -> Cells:
        stage = "full text" if one.stage == FULL_TEXT else "title"
        mark = "later" if key_of(one) in self._later else stage
        return (Cell(mark, "quiet"), f"{one.record.year or ''} {one.record.title}")

    @property
    def one(self) -> Conflict | None:
        """Return the conflict that is shown."""
        return next((one for one in self._shown if key_of(one) == self._key), None)

    def stage_here(self) -> Stage:
        """Return the stage of the conflict that is shown."""
        return stage_of(self.one) if self.one else TITLE_ABSTRACT

    def here(self) -> Card | None:
        """Return the card that is shown."""
        return self._card

    # --- showing ---------------------------------------------------------------------------------

    def _show(self) -> None:
        one = self.one
        self.query_one("#sides").display = one is not None
        if one is None:
            self._card = None
            lines = self._nothing()
            self.paper.set_content([Block(lines[0], "title"), *(Block(line) for line in lines[1:])])
        else:
            with self.review.read() as connection:
                key, stage = one.record.set_id, stage_of(one)
                self._card = cards_of(connection, self.review.person, stage, [key]).get(key)
                remarks = thread(connection, key, self.review.person)
            record = blocks_of(self._card) if self._card else []
            self.paper.set_content([*record, *remark_blocks(remarks)])
            self._show_sides(one)
        self.show_lines()

    def _show_sides(self, one: Conflict) -> None:
        sides: list[list[Block]] = [[] for _ in range(_SIDES)]
        for number, decision in enumerate(one.decisions):
            side = sides[min(number, _SIDES - 1)]
            side += [*([Block("")] if side else []), *decision_blocks(decision, self.protocol)]
        for number, side in enumerate(sides):
            paper = self.query_one(f"#side-{number}", Paper)
            paper.display = bool(side)
            paper.set_content(side)

    def where(self) -> tuple[str, str]:
        """Return the list and the place in it, and the length of the other list."""
        if self.seen is None:
            return "Conflicts", ""
        title = "Reasons that differ" if self._differ else "Conflicts"
        place = f"  {self.queue.cursor + 1} of {len(self._shown)}" if self._shown else ""
        if self._differ:
            return title + place, "r: settle all by rule   s: conflicts" if self._shown else ""
        count = len(self.seen.differ)
        return title + place, f"s: {count} agreed, reasons differ" if count else ""

    def said(self) -> tuple[str, str]:
        """Return the stage and the state."""
        one = self.one
        if one is None:
            return "", ""
        left = f"{_WORDS[stage_of(one)]}: {STATES.get(one.state, one.state)}"
        if self._differ and self._card:
            reason = reasons_in_words(self.protocol, [self._card.reason])
            return f"{left}, reasons differ", f"by rule: {reason}"
        if one.state not in NEEDS_SETTLING and not self._differ:
            return f"{left}, but retracted since: decide anew", ""
        if one.clash:
            return left, "settled twice, differently: F4"
        return left, "put off" if self._key in self._later else ""

    def _nothing(self) -> Sequence[str]:
        seen = self.seen
        if seen is None:
            return ["Reading…"]
        switch = self.key_of("switch")
        if self._differ:
            back = f"{switch} goes back to the conflicts."
            return ["No exclusion has reasons that differ.", "", back]
        lines = ["No conflict is open.", ""]
        if seen.differ:
            differ = f"Agreed, but with reasons that differ: {len(seen.differ)}."
            lines.append(f"{differ} {switch} lists them.")
        lines.append("Conflicts appear when decisions are revealed: a round is complete, or the")
        lines.append("lead reveals what is complete so far (R under Screen).")
        return lines

    # --- moving ----------------------------------------------------------------------------------

    @on(RowList.Highlighted, "#queue")
    def _highlighted(self, event: RowList.Highlighted) -> None:
        if event.id != self._key:
            self._key = event.id
            self._show()

    def action_next(self) -> None:
        """Go to the next one."""
        self.queue.action_move(1)

    def action_previous(self) -> None:
        """Go to the one before."""
        self.queue.action_move(-1)

    def action_switch(self) -> None:
        """Change between the two lists."""
        self._differ = not self._differ
        self._key = ""
        self.queue.cursor = 0
        if self.seen is not None:
            self._fill()

    def action_later(self) -> None:
        """Put it at the end of the list, for this sitting."""
        if not self._key or self.seen is None:
            return
        if self._key in self._later:
            self._later.remove(self._key)
        self._later.append(self._key)
        self._key = ""
        self._fill()
