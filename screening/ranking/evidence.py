"""What stopping rests on: the records that were double-screened, in the order of screening.

Only what is revealed and settled counts: a record that one has decided, or on which people differ
still, is as one that nobody has looked at. So the figures are the same for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.protocol import Stage
from review.refusal import Refused
from review.reports.unscreened import sets_left
from review.store import tables
from screening.ranking.learning import TEACHES
from screening.ranking.queueing import released_sets
from screening.ranking.stopping import FLOOR, Goal, irrelevant_run, may_stop, p_value
from screening.ranking.ways import way_of

_UNRANKED = -1  # what was screened before anything was released comes first


@dataclass(frozen=True, slots=True)
class Evidence:
    """How far screening is, as everyone may see it."""

    goal: Goal
    total: int  # records at the stage
    labels: tuple[bool, ...]  # of those double-screened, in order
    p: float
    sets: tuple[str, ...] = ()  # the ids of those double-screened, in the same order
    unseen: tuple[str, ...] = ()  # the ids of the others

    @property
    def screened(self) -> int:
        """Return how many records are double-screened and settled."""
        return len(self.labels)

    @property
    def found(self) -> int:
        """Return how many of them are includes."""
        return sum(self.labels)

    @property
    def run(self) -> int:
        """Return how many irrelevant records in a row were screened last."""
        return irrelevant_run(self.labels)

    @property
    def enough(self) -> bool:
        """Tell whether the goal is reached."""
        return may_stop(self.labels, self.total, self.goal)

    @property
    def left(self) -> int:
        """Return how many records are not double-screened."""
        return self.total - self.screened

    def behind(self, number: str) -> tuple[str, ...]:
        """Return the ids of the sets behind one of the numbers; raises Refused for another word."""
        pairs = zip(self.sets, self.labels, strict=True)
        match number:
            case "screened":
                return self.sets
            case "included":
                return tuple(one for one, included in pairs if included)
            case "left":
                return self.unseen
        raise Refused(f"“{number}” is no number here.", "Say screened, included or left.")


def evidence(connection: Connection, stage: Stage, goal: Goal | None = None) -> Evidence:
    """Return the evidence at `stage`, for `goal` or the one that was set there."""
    aim = goal or way_of(connection, stage).goal
    ballot = tables.ballot
    decided: list[tuple[int, int, bool, str]] = []
    unseen = sets_left(connection)  # which a stop left are records of the stage all the same
    released = released_sets(connection, stage)
    rows = connection.execute(
        select(ballot.c.set_id, ballot.c.place, ballot.c.revealed, ballot.c.state).where(
            ballot.c.stage == stage
        )
    )
    for set_id, place, revealed, state in rows:
        if revealed and state in TEACHES:
            batch, at = released.get(set_id, (_UNRANKED, place))
            decided.append((batch, at, TEACHES[state], set_id))
        else:
            unseen.append(set_id)
    in_order = sorted(decided)
    total = len(in_order) + len(unseen)
    labels = tuple(label for _batch, _place, label, _id in in_order)
    return Evidence(
        aim,
        total,
        labels,
        p_value(labels, total, aim.target),
        tuple(set_id for *_where, set_id in in_order),
        tuple(sorted(unseen)),
    )


def sentence(found: Evidence) -> str:
    """Return what the test says in words that a reviewer can defend."""
    aim, target, sure = found.goal, f"{found.goal.target:.0%}", f"{found.goal.confidence:.0%}"
    if not found.screened:
        return "Nothing is double-screened yet."
    if found.found < FLOOR:
        return (
            f"{found.found} of {found.screened:,} double-screened records were included: "
            f"fewer than {FLOOR}, on which nothing is said of stopping."
        )
    head = (
        f"After {found.screened:,} of {found.total:,} records were double-screened and "
        f"{found.found:,} included, the hypothesis that fewer than {target} of the relevant "
        "records have been found"
    )
    if found.enough:
        return (
            f"{head} is rejected at the {1 - aim.confidence:.0%} level (p = {_p(found.p)}): with "
            f"{sure} confidence, recall is at least {target}."
        )
    return (
        f"{head} cannot be rejected (p = {_p(found.p)}; {1 - aim.confidence:.2g} is needed). Go on."
    )


EXPECTED = (
    "A rule that keeps its word saves little: in replays of published reviews, 95 % recall at 95 % "
    "confidence was reached nearly every time, and a sixth of the records stayed unread on average."
)


def run_in_words(found: Evidence) -> str:
    """Return how long nothing was found, which is information and no rule."""
    return (
        f"{found.run:,} irrelevant in a row. For information: who stops after 50 in a row misses "
        "more than one in twenty in most reviews."
    )


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"  # noqa: PLR2004 - as journals print it
