"""Linked reports one pair at a time: are the two one study? Side by side, one key an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.screens.duplicates_words import pair_rows, rule_words
from review.desk.widgets.pair import PairView
from review.overview_text import STANDING_WORDS
from review.records.lookup import whole_many
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.duplicates.related import Related
    from review.record import Record


@dataclass(frozen=True, slots=True)
class _Read:
    """The pairs of the list, the one in view, and its records whole."""

    pairs: Mapping[str, Related]
    key: str
    wholes: Mapping[str, Record]


class OneStudyScreen(WorkspaceScreen):
    """All linked pairs, from `start` on; answered pairs go, and the next is shown at once."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("linked.one-study", "s", "one study", "Both are reports of one study."),
        Action("linked.different", "d", "different", "The two have nothing to do with each other."),
        Action("linked.later", "n", "later", "Leave this pair and look at the next."),
        Action("linked.whole", "w", "whole", "Fields that are the same in full.", shown=False),
        Action("linked.close", "escape,backspace", "back", "Go back."),
    )
    DEFAULT_CSS = """
    OneStudyScreen {
        #asked { height: auto; max-height: 3; padding: 0 1; text-style: bold; }
        #pair { margin-top: 1; }
    }
    """

    def __init__(self, start: str = "") -> None:
        super().__init__()
        self._key = start
        self._pairs: Mapping[str, Related] = {}
        self._shown = ""
        self._busy = False

    def body(self) -> ComposeResult:
        """Show the question and the two records."""
        yield Static("", id="asked", markup=False)
        yield PairView(id="pair", brief=True)

    def on_mount(self) -> None:
        """Give the comparison the keys."""
        self.query_one(PairView).focus()

    def reload(self) -> None:
        """Read the links, and the records of the pair in view."""
        self.run_read(self._read, self._show, group="linked")

    def _read(self, connection: Connection) -> _Read:
        from review.duplicates.related import related

        pairs = {pair.key: pair for pair in related(connection)}
        if not pairs:
            return _Read({}, "", {})
        before, keys = list(self._pairs), list(pairs)
        place = before.index(self._key) if self._key in before else 0
        key = self._key if self._key in pairs else keys[min(place, len(keys) - 1)]
        return _Read(pairs, key, whole_many(connection, key.split()))

    def _show(self, read: _Read) -> None:
        self._pairs, self._key, self._busy = read.pairs, read.key, False
        if not read.pairs:
            self.dismiss(None)
            return
        pair, keys = read.pairs[read.key], list(read.pairs)
        self.query_one("#asked", Static).update(_asked(pair, keys.index(read.key) + 1, len(keys)))
        if self._shown != self._key:
            self._shown = self._key
            self.query_one(PairView).set_pair(pair_rows((pair.first, pair.second), read.wholes))

    def action_one_study(self) -> None:
        """Put both into one study."""
        from review.duplicates.related import one_study

        pair = self._pairs.get(self._key)
        if pair is None:
            return
        if pair.study:
            self.refused(Refused("The two are reports of one study already."))
        elif not pair.offered:
            why = f"They are not both included: {_stand(pair)}."
            self.refused(Refused(why, "Studies are made of included reports."))
        else:
            self._answer(lambda: one_study(self.review, pair))

    def action_different(self) -> None:
        """Unlink the two."""
        from review.duplicates.judging import judge

        pair = self._pairs.get(self._key)
        if pair is not None:
            ids = (f"r-{pair.first.id}", f"r-{pair.second.id}")
            self._answer(lambda: judge(self.review, "different", ids))

    def _answer(self, write: Callable[[], str]) -> None:
        """Keep an answer; further keys wait for the next pair to be in view."""
        if self._busy:
            return
        self._busy = True
        self.run_write(write, self._answered)

    def _answered(self, said: str) -> None:
        self.told(said)
        self.reload()

    def refused(self, refusal: Refused) -> None:
        """Say why, and wait for another key."""
        super().refused(refusal)
        self._busy = False

    def action_later(self) -> None:
        """Look at the next pair."""
        keys = list(self._pairs)
        if keys:
            self._key = keys[(keys.index(self._key) + 1) % len(keys)]
            self.reload()

    def action_whole(self) -> None:
        """Show what is the same on both sides in full, or in brief."""
        self.query_one(PairView).action_whole()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _stand(pair: Related) -> str:
    """Return where the two reports are now, in words."""
    return " / ".join(dict.fromkeys(STANDING_WORDS[one] for one in pair.standings))


def _asked(pair: Related, number: int, of: int) -> str:
    why = one_line(pair.why) or f"Linked {rule_words(pair.kind)}."
    head = f"{number} of {of}  {rule_words(pair.kind).capitalize()}: {why}"
    if pair.study:
        return f"{head} They are in one study."
    stands = "" if pair.offered else f" They are not both included: {_stand(pair)}."
    return f"{head}{stands}{' One study?' if pair.offered else ''}"
