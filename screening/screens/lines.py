"""The lines around a record: place, progress, one's own decision, and why a list is empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.clean import one_line
from review.counting import counted
from screening.screens.words import STATES, reasons_in_words, said

if TYPE_CHECKING:
    from review.protocol import Protocol
    from screening.card import Card
    from screening.queue import Progress


def place_line(title: str, place: tuple[int, int] | None) -> str:
    """Return the list's title and, where a record is shown, its place in the list."""
    return f"{title}  {place[0]} of {place[1]}" if place else title


def progress_line(now: Progress | None) -> str:
    """Return one's own progress and a bare number of decisions for each of the others."""
    if now is None or not now.ballots:
        return ""
    parts = [f"{now.mine} of {now.ballots} decided, {now.left} left"]
    parts += [f"{one_line(name)} {number}" for name, number in now.others]
    return "   ".join(parts)


def own_line(card: Card, protocol: Protocol, ticked: Sequence[str], note: str) -> str:
    """Return one's own decision on a card, its state once revealed, and what is drafted."""
    parts = [said(card.mine, protocol) if card.mine else "not decided yet"]
    if card.revealed:
        parts.append(f"revealed: {STATES.get(card.state, card.state)}")
    if ticked:
        parts.append(f"fails: {reasons_in_words(protocol, ticked)}")
    if note:
        parts.append(f"note: {one_line(note)}")
    return "   ".join(parts)


def nothing_left(now: Progress, *, all_lists: bool, unscreened: int = 0) -> Sequence[str]:
    """Return what an empty list of a stage with ballots means, and what to do next."""
    if all_lists:
        return ["Nothing in this list.", "", "s shows the next list."]
    if now.revealed >= now.ballots:
        return [
            "Everything here is decided and revealed.",
            "",
            "What differs waits under Conflicts (5).",
            *_stopped(unscreened),
        ]
    lines = ["You have decided everything here.", ""]
    lines += [f"{one_line(name)} has made {number} decisions." for name, number in now.others]
    return [
        *lines,
        "When everyone is done, the decisions are revealed to all.",
        "",
        "Until then you can change yours: s lists them.",
    ]


def _stopped(unscreened: int) -> Sequence[str]:
    if not unscreened:
        return ()
    return (
        "",
        f"Screening was stopped, with {counted(unscreened, 'record')} left unscreened.",
        "K tells what that rests on, and takes screening up again.",
    )
