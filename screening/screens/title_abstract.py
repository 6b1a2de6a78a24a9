"""The workspace for titles and abstracts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from review.desk.action import Action
from review.desk.shared import ROUNDS, key_to
from review.protocol import TITLE_ABSTRACT, Stage
from review.refusal import Refused
from screening.screens.ballots import BallotScreen
from screening.screens.reading import OwnList

if TYPE_CHECKING:
    from review.ledger.ledger import Review

_AHEAD = 3  # records left of a batch from which on the next one is ranked


def shared_actions(workspace: str, *, note_shown: bool = True) -> tuple[Action, ...]:
    """Return the actions of reading and deciding, with ids of their own for `workspace`.

    As many are in the footer as fit into 80 columns; the help page lists all.
    """
    return (
        Action(f"{workspace}.include", "i", "include", "Include it, and go on."),
        Action(f"{workspace}.exclude", "x", "exclude", "Exclude it, with what is ticked; go on."),
        Action(f"{workspace}.maybe", "m", "maybe", "Leave it open, and go on."),
        Action(f"{workspace}.fails", "f", "fails", "Tick what it fails; then x.", shown=False),
        Action(
            f"{workspace}.note", "n", "note", "Write a note, kept with your decision.", note_shown
        ),
        Action(f"{workspace}.undo", "u", "undo", "Take back your newest act."),
        Action(f"{workspace}.criteria", "c", "criteria", "Show or hide question and criteria."),
        Action(
            f"{workspace}.protocol", "P", "protocol", "Read, edit, write the protocol.", shown=False
        ),
        Action(f"{workspace}.terms", "H", "terms", "Edit the marked terms (lead).", shown=False),
        replace(ROUNDS, id=f"{workspace}.rounds"),
        Action(f"{workspace}.agreement", "A", "agreement", "How far you agree.", shown=False),
        Action(
            f"{workspace}.allocation", "W", "who screens", "Who screens what: shares.", shown=False
        ),
        Action(
            f"{workspace}.practice", "Y", "practise", "Practise, without a trace here.", shown=False
        ),
        Action(f"{workspace}.next", "j", "next", "Go to the next record.", shown=False),
        Action(f"{workspace}.previous", "k", "previous", "Go to the record before.", shown=False),
        Action(f"{workspace}.switch", "s", "switch list", "Show the next list.", shown=False),
        Action(f"{workspace}.lists", "S", "lists", "Choose one of the lists.", shown=False),
        Action(
            f"{workspace}.filter",
            "F",
            "filter",
            "Only what has these words, is of this source, these years, this tag.",
            shown=False,
        ),
        Action(
            f"{workspace}.no-filter", "backspace", "no filter", "Show the whole list.", shown=False
        ),
        Action(
            f"{workspace}.many", "M", "many", "Decide on all that the filter leaves.", shown=False
        ),
        Action(
            f"{workspace}.later", "l", "later", "Put it off, or back in its place.", shown=False
        ),
        Action(f"{workspace}.tags", "t", "tags", "Edit your tags on it.", shown=False),
        Action(f"{workspace}.find", "slash", "find", "Find words in the record.", shown=False),
        Action(
            f"{workspace}.find-record",
            "G",
            "find record",
            "Find words in all records.",
            shown=False,
        ),
        Action(
            f"{workspace}.jump", "g", "go to", "Go to a record by id or accession.", shown=False
        ),
        Action(f"{workspace}.open-link", "o", "open link", "Open DOI or link.", shown=False),
        Action(f"{workspace}.duplicate", "D", "duplicate", "Same report as another.", shown=False),
        Action(f"{workspace}.history", "h", "history", "What happened to it.", shown=False),
        Action(
            f"{workspace}.take-in",
            "T",
            "decisions in",
            "Take in decisions made elsewhere: Rayyan, Covidence, ASReview, CSV.",
            shown=False,
        ),
        Action(
            f"{workspace}.reveal",
            "R",
            "reveal",
            "Reveal the ballots that are complete (lead; cannot be taken back).",
            shown=False,
        ),
    )


def _prepared(review: Review, *, is_empty: bool) -> bool | Refused:
    """Have the next batch released, in a thread: the learning runs in a process of its own."""
    from textual.worker import get_current_worker

    from screening.ranking.releases import prepare

    worker = get_current_worker()
    try:
        return prepare(review, _AHEAD, is_empty=is_empty, is_cancelled=lambda: worker.is_cancelled)
    except Refused as refusal:
        return refusal


class TitleAbstractScreen(BallotScreen):
    """One title and abstract at a time."""

    STAGE: ClassVar[Stage] = TITLE_ABSTRACT
    LISTS: ClassVar[tuple[OwnList, ...]] = (
        OwnList("to-decide", "To decide"),
        OwnList("mine", "Decided by me, not revealed"),
        OwnList("maybes", "My maybes"),
        OwnList("noted", "With my notes"),
        OwnList("later", "Put off for later"),
        OwnList("all", "All records"),
    )
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *shared_actions("screen"),
        Action("screen.ranking", "K", "ranking", "Order of records, recall, stop.", shown=False),
    )

    def __init__(self) -> None:
        super().__init__()
        self._releasing = False

    def action_ranking(self) -> None:
        """Show in which order records come, how far screening is, and when to stop."""
        from screening.screens.ranking import RankingScreen

        self.app.push_screen(RankingScreen(self.key), self._back_from_ranking)

    def _back_from_ranking(self, _nothing: None) -> None:
        self.read_anew()

    def show(self, key: str) -> None:
        """Show one set, and have the next batch ranked before this one ends."""
        super().show(key)
        self._release_ahead()

    def show_nothing(self) -> None:
        """Say why there is nothing to read; where records are ranked more may come at once."""
        super().show_nothing()
        self._release_ahead()

    def _left(self) -> int:
        """Return how many records of the list are not decided."""
        return sum(key not in self.trail for key in self.ids)

    def _release_ahead(self) -> None:
        left = self._left()
        is_queue = self.own_list.which == "to-decide" and self.wanted is None
        if self._releasing or not is_queue or left > _AHEAD or self.host.opened is None:
            return
        self._releasing = True
        empty = left == 0
        prepared = partial(_prepared, self.review, is_empty=empty)
        self.run_write(prepared, partial(self._released, was_empty=empty))

    def _released(self, more: bool | Refused, *, was_empty: bool) -> None:
        """Go on with what was released, if the list ran out meanwhile or before."""
        self._releasing = False
        if isinstance(more, Refused):
            self.refused(more)
        elif more or not (was_empty or self._left()):
            self.read_anew()
        elif not self.key:
            super().show_nothing()

    def nothing(self) -> Sequence[str]:
        """Return why the list is empty, if not for a moment only."""
        if self._releasing and self.progress and self.progress.left:
            return ["Looking for what comes next …", "", "The next records are being ranked."]
        return super().nothing()

    def nothing_yet(self) -> Sequence[str]:
        """Return what comes before screening."""
        keys = self.host.keys
        return [
            "Nothing to screen yet.",
            "",
            f"Import the exports of your databases under Sources ({key_to('sources', keys)}), then",
            f"look at what may be the same report under Duplicates ({key_to('duplicates', keys)}).",
        ]
