"""The workspace for titles and abstracts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from review.desk.action import Action
from review.protocol import TITLE_ABSTRACT, Stage
from screening.screens.ballots import BallotScreen
from screening.screens.reading import OwnList


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
        Action(f"{workspace}.rounds", "O", "rounds", "Draw, reveal, close rounds.", shown=False),
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
    ACTIONS: ClassVar[tuple[Action, ...]] = shared_actions("screen")

    def nothing_yet(self) -> Sequence[str]:
        """Return what comes before screening."""
        return [
            "Nothing to screen yet.",
            "",
            "Import the exports of your databases under Sources (2),",
            "then look at what may be the same report under Duplicates (3).",
        ]
