"""Stopping, as an act: who, when, for which target, with which p; and going on after it.

What is left unscreened counts in the flow as marked ineligible by automation tools. A record that
has not a word for a model to read is never left to it, and nothing is left on which one reviewer
has decided: what was begun is decided by all first.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.counting import counted
from review.ledger.ledger import Review
from review.people import team
from review.protocol import TITLE_ABSTRACT, Stage
from review.refusal import Refused
from review.reports.unscreened import holding_stop, stop_words
from review.store import tables
from screening.completeness import complete_in_round
from screening.ranking.acts import STOP
from screening.ranking.evidence import Evidence, evidence, sentence
from screening.ranking.learning import unreadable, without_abstract
from screening.ranking.queueing import released_sets
from screening.ranking.stopping import Goal, most_missed
from screening.ranking.texts import chance
from screening.ranking.ways import checked, way_of
from screening.revealing import reveal_complete


@dataclass(frozen=True, slots=True)
class Stopped:
    """A stop: on which evidence, and what it leaves."""

    evidence: Evidence
    left: int
    without_abstract: int  # of those left
    kept: int  # that no model can read, and that are to be screened still

    def in_words(self) -> list[str]:
        """Return what was done, in sentences."""
        lines = [
            sentence(self.evidence),
            f"Screening is stopped; {counted(self.left, 'record')} left unscreened, counted as "
            "marked ineligible by automation tools.",
        ]
        if self.without_abstract:
            lines.append(
                f"{self.without_abstract:,} of them have no abstract and were ranked by their "
                "titles: look through them."
            )
        if self.kept:
            lines.append(
                f"{counted(self.kept, 'record')} without any words stay to be screened: "
                "no model can read them."
            )
        lines.append("`review stop --go-on` takes screening up again at any time.")
        return lines


def stop(
    review: Review, goal: Goal | None = None, why: str = "", stage: Stage = TITLE_ABSTRACT
) -> Stopped:
    """Stop screening at `stage`, as an act of the lead.

    Refused unless records are ranked, everything begun is decided by all, and the goal that was set
    beforehand is reached; another goal, or one not reached, needs a reason.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "stop screening")
        _may_stop(connection, stage)
        reveal_complete(writing, stage, complete_in_round(connection, stage, ""))
        writing.settle()
        found = evidence(connection, stage, checked(goal) if goal else None)
        _is_enough(connection, stage, found, why)
        open_ones = _unscreened(connection, stage)
        kept = unreadable(connection, stage, open_ones)
        left = [one for one in open_ones if one not in kept]
        if not left:
            raise Refused("Nothing is left to stop before.", "Every record is screened.")
        done = Stopped(found, len(left), without_abstract(connection, left), len(kept))
        body = {
            "stage": stage,
            "stopped": True,
            "target": found.goal.target,
            "confidence": found.goal.confidence,
            "p": found.p,
            "total": found.total,
            "screened": found.screened,
            "found": found.found,
            "records": left,
            "over": _standing(connection, stage),
            "why": why.strip(),
        }
        writing.append(STOP, stage, body)
    return done


def _may_stop(connection: Connection, stage: Stage) -> None:
    if holding_stop(connection, stage):
        raise Refused("Screening is stopped already.", "`review stop --go-on` takes it up again.")
    if not way_of(connection, stage).ranked:
        raise Refused(
            "Stopping rests on ranked screening.",
            "`review rank on` begins it; without it every record is screened.",
        )
    if not released_sets(connection, stage):
        raise Refused(
            "No batch is released, so nothing is screened by its rank.",
            "`review next --stage title-abstract` releases the first.",
        )
    ballot, part = tables.ballot, tables.ballot_part
    half = (
        select(ballot.c.set_id)
        .join(part, (part.c.set_id == ballot.c.set_id) & (part.c.stage == ballot.c.stage))
        .where(ballot.c.stage == stage, ballot.c.complete.is_(False), ballot.c.revealed.is_(False))
        .where(ballot.c.settlement == "")
    )
    if connection.scalar(half.limit(1)):
        raise Refused(
            "Some records that were begun wait for the decision of another.",
            "Each of you decides the rest of your batch, as `review next` gives it; what was begun "
            "before records were ranked comes with `review rank order source`.",
        )


def _is_enough(connection: Connection, stage: Stage, found: Evidence, why: str) -> None:
    if why.strip():
        return
    if found.goal != way_of(connection, stage).goal:
        raise Refused(
            "Target and confidence were set beforehand, and these are others.",
            "Leave them out, or add --why: the change is printed with the methods.",
        )
    if not found.enough:
        raise Refused(
            sentence(found), "`review next` gives the next record; --why stops all the same."
        )


def _unscreened(connection: Connection, stage: Stage) -> list[str]:
    ballot = tables.ballot
    return sorted(
        connection.scalars(
            select(ballot.c.set_id).where(
                ballot.c.stage == stage,
                ballot.c.revealed.is_(False),
                ballot.c.complete.is_(False),
                ballot.c.settlement == "",
            )
        )
    )


def go_on(review: Review, why: str = "", stage: Stage = TITLE_ABSTRACT) -> str:
    """Take screening up again after a stop: what it left is to be screened as before."""
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "take screening up again")
        if not holding_stop(connection, stage):
            raise Refused("Screening is not stopped.", "`review next` gives the next record.")
        now = evidence(connection, stage)
        body: dict[str, object] = {
            "stage": stage,
            "stopped": False,
            "target": now.goal.target,
            "confidence": now.goal.confidence,
            "p": now.p,
            "total": now.total,
            "screened": now.screened,
            "found": now.found,
            "records": [],
            "over": _standing(connection, stage),
            "why": why.strip(),
        }
        writing.append(STOP, stage, body)
    return "Screening goes on: what was left unscreened is to be decided again."


def _standing(connection: Connection, stage: Stage) -> list[str]:
    """Return the acts on stopping whose place a new one takes."""
    return sorted(word.id for word in stop_words(connection).get(stage, ()))


def left_records(connection: Connection, stage: Stage) -> list[str]:
    """Return the sets that the stop at `stage` leaves unscreened."""
    row = holding_stop(connection, stage)
    if not row:
        return []
    left, in_set, made = tables.rank_left, tables.record_set, tables.duplicate_set
    return sorted(
        set(
            connection.scalars(
                select(in_set.c.set_id)
                .join(left, left.c.record_id == in_set.c.record_id)
                .join(made, made.c.set_id == in_set.c.set_id)
                .where(left.c.act_id == row.act_id, made.c.removed != "")
            )
        )
    )


def rest_of(connection: Connection, stage: Stage) -> list[str]:
    """Return what is, or would be, left unscreened."""
    return left_records(connection, stage) or _unscreened(connection, stage)


def sample_of_rest(connection: Connection, stage: Stage, size: int, seed: int = 1) -> list[str]:
    """Return a random sample of the rest: a check by eye.

    Refused where fewer are left.
    """
    rest = rest_of(connection, stage)
    if not 0 < size <= len(rest):
        raise Refused(f"{len(rest)} records are left, not {size}.", "Give another --size.")
    by_chance = sorted(rest, key=lambda one: chance(seed, one))
    return by_chance[:size]


def sample_in_words(found: int, size: int, left: int) -> str:
    """Return what a sample of the rest allows: the upper bound of what is missed (exact, 95 %)."""
    most = most_missed(found, size, left)
    return (
        f"{counted(found, 'include')} in a random sample of {size:,} of the {left:,} records left: "
        f"with 95 % confidence at most {most:,} of these would be included."
    )
