"""Releasing: the next batch goes to all reviewers when one of them has decided what was released.

The one who is ahead never waits: the batch comes from what the model can know by then. It holds the
records that the model puts first, of all that are neither revealed nor released, whoever has
decided on them meanwhile: so a batch tells nothing of anybody's decisions. That it is there tells
that somebody was ready for it, and no screen or command says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, or_, select

from review.ledger.ledger import Review
from review.people import team
from review.protocol import TITLE_ABSTRACT, Stage
from review.store import tables
from screening.queue import is_asked, next_set, to_decide
from screening.ranking.acts import BATCH
from screening.ranking.learning import Known, cache_of, known
from screening.ranking.process import Progress, ask
from screening.ranking.queueing import released_sets
from screening.ranking.ways import seeds, way_of
from screening.revealing import reveal_what_is_ready

FIRST, LATER = 10, 25  # records of a batch
_FEW = 50  # records; as long as no more are released, batches are small


@dataclass(frozen=True, slots=True)
class Released:
    """A batch that was released."""

    sets: tuple[str, ...]


def is_due(connection: Connection, reviewer: str, stage: Stage, ahead: int = 0) -> bool:
    """Tell whether `reviewer` has no more than `ahead` released records left, and there are more.

    Never so while records are not ranked.
    """
    if stage != TITLE_ABSTRACT or not way_of(connection, stage).ranked:
        return False
    released = released_sets(connection, stage)
    waiting = connection.scalars(to_decide(reviewer, stage).order_by(None))
    left = sum(one in released for one in waiting)
    return left <= ahead and bool(candidates(connection, reviewer, stage))


def candidates(connection: Connection, reviewer: str, stage: Stage) -> set[str]:
    """Return what can be released: open, in no batch, and such that `reviewer` may be asked.

    Who is asked about which records is known to all.
    """
    ballot = tables.ballot
    rows = connection.scalars(
        select(ballot.c.set_id)
        .where(ballot.c.stage == stage, ballot.c.revealed.is_(False), ballot.c.settlement == "")
        .where(or_(ballot.c.anyone, is_asked(reviewer)))
    )
    released = released_sets(connection, stage)
    return {one for one in rows if one not in released}


def release(
    review: Review,
    stage: Stage = TITLE_ABSTRACT,
    *,
    ahead: int = 0,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Released | None:
    """Release the next batch if the person is ready for it; None where they are not.

    The model is asked in its own process while nothing is locked. Where somebody else has released
    a batch meanwhile, that one holds and none is added. Raises Refused where it cannot be asked.
    """
    with review.read() as connection:
        team.require(connection, review, ("screener",), "screen")
        if not is_due(connection, review.person, stage, ahead):
            return None
        now = known(connection, stage)
    order = order_of(review, now, progress, is_cancelled)
    with review.write() as writing:
        connection = writing.connection
        if not is_due(connection, review.person, stage, ahead):
            return None
        sets = _first(connection, review.person, stage, order)
        learnt = sorted(now.labels.values())
        body = {
            "stage": stage,
            "records": list(sets),
            "learned_from": len(learnt),
            "includes": sum(learnt),
        }
        writing.append(BATCH, stage, body)
        writing.settle()
        reveal_what_is_ready(writing, stage, sets)  # all of it may have been decided before
    return Released(sets)


def next_released(
    review: Review, stage: Stage = TITLE_ABSTRACT, progress: Progress | None = None
) -> str | None:
    """Return the set that is next, a batch released first where one is due; None at the end."""
    released = True
    while released:
        released = release(review, stage, progress=progress) is not None
        with review.read() as connection:  # somebody else may have released one meanwhile
            if found := next_set(connection, review.person, stage):
                return found
    return None


def prepare(
    review: Review, ahead: int, *, is_empty: bool, is_cancelled: Callable[[], bool]
) -> bool:
    """Release what will be needed soon; tell whether there is anything where there was nothing."""
    while release(review, ahead=ahead, is_cancelled=is_cancelled):
        pass
    with review.read() as connection:
        if not is_empty or not way_of(connection, TITLE_ABSTRACT).ranked:
            return False
        return next_set(connection, review.person, TITLE_ABSTRACT) is not None


def order_of(
    review: Review,
    now: Known,
    progress: Progress | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> list[str]:
    """Return all sets in the order of the model that learns from `now`."""
    answer = ask(now.request(cache_of(review)), now.rows, progress, is_cancelled)
    return list(answer["order"])


def _first(
    connection: Connection, reviewer: str, stage: Stage, order: Sequence[str]
) -> tuple[str, ...]:
    """Return the next batch: what was named as relevant, then as the model has it."""
    free = candidates(connection, reviewer, stage)
    named = seeds(connection, stage)
    ready = [one for one in order if one in free]
    ready.sort(key=lambda one: one not in named)
    size = FIRST if len(released_sets(connection, stage)) < _FEW else LATER
    return tuple(ready[:size])
