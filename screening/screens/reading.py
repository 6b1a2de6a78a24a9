"""Reading a list of records one at a time: the queue, the record, filter, search and jump."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.timer import Timer

from review.counting import counted
from review.desk.base import Done
from review.desk.widgets.paper import Block
from review.desk.widgets.rows import Cells
from review.protocol import Stage
from screening.screens.gathering import Orders, Seen, Want, cards_of, gather
from screening.screens.paper_screen import PaperScreen
from screening.screens.shelf import Shelf
from screening.screens.words import blocks_of, row_of

if TYPE_CHECKING:
    from review.ledger.ledger import Review
    from screening.card import Card, Which
    from screening.filters import Filter
    from screening.queue import Progress

_READING = "reading"
_QUIET = 0.8  # seconds between two readings that only follow what others do
_AHEAD = 30  # cards read at once
_LOW = 8  # cards ahead below which more are read


def _stopped_in_words(unscreened: int) -> str:
    if not unscreened:
        return "Screening was taken up again; K tells how far it is."
    return f"Screening was stopped, with {counted(unscreened, 'record')} left unscreened: K tells."


@dataclass(frozen=True, slots=True)
class OwnList:
    """One of the lists that a workspace offers."""

    which: Which
    title: str


class ReadingScreen(PaperScreen):
    """The record in front of the reviewer, and the list that it is in."""

    STAGE: ClassVar[Stage]
    LISTS: ClassVar[tuple[OwnList, ...]]

    def __init__(self) -> None:
        super().__init__()
        self.progress: Progress | None = None
        self.leads = False
        self.unscreened = 0  # that a stop of ranked screening left
        self.ids: list[str] = []
        self.key = ""  # of the set that is read now
        self.trail: set[str] = set()  # decided since the list was chosen; they stay in sight
        self.calibrating: dict[str, str] = {}  # sets left to decide, with their calibration round
        self.wanted: Filter | None = None
        self._list = 0
        self._shelf = Shelf(self.STAGE)
        self._stale = True
        self._acts = 0  # that the counts at hand rest on
        self._orders: Orders = ()
        self._from_rounds = False
        self.from_top = False  # whether the list was ordered anew since the record came up
        self._read_at = 0.0
        self._timer: Timer | None = None
        self._whose: tuple[str, str] | None = None
        self._sifting: object = None  # what is looked through just now
        self._again = False  # whether to read once more when that is done

    @property
    def own_list(self) -> OwnList:
        """The list that is read."""
        return self.LISTS[self._list]

    def stage_here(self) -> Stage:
        """Return the stage of the workspace."""
        return self.STAGE

    # --- reading ---------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read counts, and the list where these say that it has changed."""
        self._belong_to(self.review)
        now = monotonic()
        if not self._stale and now - self._read_at < _QUIET:
            if self._timer is None:
                self._timer = self.set_timer(_QUIET, self._reload_later)
            return
        looked_through = (self._whose, self.own_list.which, self.wanted)
        if self.wanted and self._sifting == looked_through:
            self._again = True  # else a colleague's every act would begin a long search anew
            return
        self._read_at = now
        self._sifting = looked_through
        self.running.stop()
        want = Want(
            self.review.person,
            self.STAGE,
            self.own_list.which,
            self.wanted,
            self.key,
            None if self._stale else self.progress,
            self._orders,
            self._acts,
            _AHEAD,
        )
        read = partial(gather, want=want, sifted=self.running.begin())
        self.run_read(read, partial(self._gathered, want), group=_READING)

    def on_done(self, message: Done) -> None:
        """Take note that the list has been read, whatever came of it."""
        if message.group != _READING or message.ticket != self._tickets[_READING]:
            return
        self._sifting = None
        self.running.done()
        if self._again:
            self._again = False
            self.call_after_refresh(self.reload)

    def _belong_to(self, review: Review) -> None:
        """Let nothing of what another person was shown stay when someone else sits down."""
        whose = (review.store.location, review.person)
        if whose == self._whose:
            return
        if self._whose is not None:
            self.start_over()
        self._whose = whose

    def start_over(self) -> None:
        """Forget all that belongs to one person in one review."""
        self.progress, self.ids, self.key = None, [], ""
        self._acts = 0
        self.trail.clear()
        self.calibrating = {}
        self.wanted = None
        self._shelf.clear()
        self._list, self._search, self._stale = 0, "", True
        self.queue.set_rows([], self._window)
        self.paper.search("")
        self.show_nothing()

    def _reload_later(self) -> None:
        self._timer = None
        self.reload()

    def read_anew(self, key: str = "") -> None:
        """Read everything again, and go to the set `key` if it is there."""
        self._stale = True
        self.key = key or self.key
        self.reload()

    def joined(self, record: str) -> None:
        """Read everything again, and stay with the report that the record is of."""
        from screening.cards import sets_of

        with self.review.read() as connection:
            key = next(iter(sets_of(connection, [record])), "")
            card = cards_of(connection, self.review.person, self.STAGE, [key]).get(key)
        self.trail.discard(self.key)
        if card and card.differing:  # it is to be decided again, which it is in that list
            wanted = (n for n, one in enumerate(self.LISTS) if one.which == "to-decide")
            self._list, self.wanted = next(wanted), None
        self.read_anew(key)

    def _gathered(self, want: Want, seen: Seen | None) -> None:
        if seen is None or want.person != self.review.person:
            return
        if seen.acts < self._acts:  # older than one's own newest act
            if self._stale:
                self.reload()
            return
        before, self.progress, self._acts = self.progress, seen.progress, seen.acts
        stopped, self.unscreened = self.unscreened != seen.unscreened, seen.unscreened
        if stopped and before is not None:
            self.told(_stopped_in_words(seen.unscreened))
        elif before is not None and seen.orders != self._orders:
            self._ordered_anew()
        self._orders = seen.orders
        self.leads = seen.leads
        if seen.protocol != self.protocol or before is None:
            self.take_protocol(seen.protocol)
        asked = (self.own_list.which, self.wanted)
        if seen.ids is not None and (want.which, want.wanted) == asked:
            self._stale = False
            self._shelf.clear()
            self._shelf.add(seen.cards)
            self.calibrating = seen.calibrating
            self._take_list(seen.ids)
        self.noticed(before, seen.progress)
        self.show_lines()

    def _ordered_anew(self) -> None:
        """Begin at the top: at once for who has just been at the rounds, else after this record.

        A record is never changed under somebody who may be about to press a key.
        """
        if self._from_rounds:
            self.key = ""
            self.trail.clear()
        else:
            self.from_top = True
            self.told(
                "A round was drawn or closed, or records are shared or ordered anew: another order "
                "follows."
            )

    def action_rounds(self) -> None:
        """Show the rounds; what is drawn there is gone on with."""
        self._from_rounds = True
        super().action_rounds()

    def came_back(self, _nothing: None) -> None:
        """Read the list at once: no record may change under somebody who goes on deciding."""
        self.read_anew()

    def acted(self) -> None:
        """Take note of an act of one's own: the counts at hand already hold it."""
        self._acts += 1

    def _take_list(self, ids: list[str]) -> None:
        there = set(ids)
        self.trail -= there
        trail = [key for key in self.ids if key in self.trail]
        self.set_list(trail + ids)
        if self.key:
            self.show(self.key)
        else:  # what was decided here is in sight still, and nothing is asked
            self.show_nothing()

    def set_list(self, ids: list[str]) -> None:
        """Show `ids` in the queue, the cursor on the set that is read."""
        self.ids = ids
        if self.key not in ids:
            self.key = next((key for key in ids if key not in self.trail), "")
        self.queue.set_rows(ids, self._window, keep=self.key or None)

    def _window(self, keys: Sequence[str]) -> Sequence[Cells]:
        held = self._shelf.get(self.review, keys)
        return [row_of(held[k]) if k in held else () for k in keys]

    def here(self) -> Card | None:
        """Return the card that is shown."""
        return self.card(self.key) if self.key else None

    def card(self, key: str) -> Card | None:
        """Return a card, read now if it was not read ahead; None where the set is gone."""
        return self._shelf.get(self.review, [key]).get(key)

    def put_card(self, card: Card) -> None:
        """Take a card as it has become through one's own act."""
        self._shelf.add({card.key: card})
        self.queue.refresh_rows([card.key])

    def forget(self, key: str) -> None:
        """Have a card read again when it is shown next."""
        self._shelf.forget(key)
        self.queue.refresh_rows([key])

    def _read_ahead(self) -> None:
        at = self.queue.cursor
        if not self._shelf.missing(self.ids[at : at + _LOW]):
            return
        keys = self._shelf.missing(self.ids[at : at + _AHEAD])
        whose, person, stage = self._whose, self.review.person, self.STAGE

        def keep(cards: dict[str, Card]) -> None:
            if whose == self._whose:
                self._shelf.add_new(cards)

        self.run_read(lambda c: cards_of(c, person, stage, keys), keep, group="ahead")

    # --- showing ---------------------------------------------------------------------------------

    def go(self, index: int) -> None:
        """Read the set at `index` of the list, and paint it at once."""
        if not self.ids:
            return
        self.queue.cursor = max(0, min(index, len(self.ids) - 1))
        self.queue.show_cursor()
        self.queue.refresh()
        self.show(self.ids[self.queue.cursor])

    def show(self, key: str) -> None:
        """Show one set."""
        self.key = key
        card = self.card(key)
        if card is None:
            self.paper.set_content([Block("This record is no longer at this stage.", "warn")])
        else:
            self.paper.set_content(self.blocks(card))
        self.show_lines()
        self._read_ahead()

    def blocks(self, card: Card) -> list[Block]:
        """Return what the pane shows of a card."""
        return blocks_of(card)

    def show_nothing(self) -> None:
        """Say why there is nothing to read, and what to do next."""
        self.key = ""
        lines = self.nothing()
        self.paper.set_content([Block(lines[0], "title"), *(Block(line) for line in lines[1:])])
        self.show_lines()

    def nothing(self) -> Sequence[str]:
        """Return the lines for an empty list: what it means, then what to do."""
        raise NotImplementedError

    def noticed(self, before: Progress | None, now: Progress) -> None:
        """Take note of what changed since the last reading."""
