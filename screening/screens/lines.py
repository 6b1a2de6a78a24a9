"""The lines around a record: place, progress, one's own decision, and why a list is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from review.clean import one_line
from review.counting import counted
from screening.screens.words import STATES, reasons_in_words, said

if TYPE_CHECKING:
    from review.protocol import Protocol
    from screening.card import Card
    from screening.queue import Progress
    from screening.revealing import Reveal


def place_line(title: str, place: tuple[int, int] | None) -> str:
    """Return the list's title and, where a record is shown, its place in the list."""
    return f"{title}  {place[0]} of {place[1]}" if place else title


def round_line(key: str, calibrating: Mapping[str, str]) -> str:
    """Return the calibration round of what is read, and how much of it is left; "" of the main."""
    name = calibrating.get(key)
    if name is None:
        return ""
    return f"round “{one_line(name)}”: {list(calibrating.values()).count(name)} left"


def conflicts_line(number: int, key: str) -> str:
    """Return how many conflicts wait, and the key that leads to them."""
    if not number:
        return "Nothing is in conflict."
    return f"{counted(number, 'conflict')} {'waits' if number == 1 else 'wait'} under {key}."


def reveal_line(done: Reveal | None, still_open: int) -> str:
    """Return what a reveal by the lead has shown."""
    if done is None and not still_open:
        return "Everything here is revealed already."
    said = done.in_words() if done else "No ballot is complete yet; nothing was revealed"
    return f"{said}; {still_open} {'is' if still_open == 1 else 'are'} still open."


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


def nothing_left(
    now: Progress, *, all_lists: bool, switch: str, place: str, unscreened: int = 0
) -> Sequence[str]:
    """Return what an empty list of a stage with ballots means, and what to do next.

    `switch` is the key that shows the next list, `place` the one that leads to the conflicts.
    """
    if all_lists:
        return ["Nothing in this list.", "", f"{switch} shows the next list."]
    if now.revealed >= now.ballots:
        return [
            "Everything here is decided and revealed.",
            "",
            f"What differs waits under Conflicts ({place}).",
            *_stopped(unscreened),
        ]
    lines = ["You have decided everything here.", ""]
    lines += [f"{one_line(name)} has made {number} decisions." for name, number in now.others]
    return [
        *lines,
        "When everyone is done, the decisions are revealed to all.",
        "",
        f"Until then you can change yours: {switch} lists them.",
    ]


def _stopped(unscreened: int) -> Sequence[str]:
    if not unscreened:
        return ()
    return (
        "",
        f"Screening was stopped, with {counted(unscreened, 'record')} left unscreened.",
        "K tells what that rests on, and takes screening up again.",
    )
