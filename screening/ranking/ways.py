"""In which order the records of a stage come: ranked, by chance, or as the sources gave them.

The newest act holds, for everyone: a queue that two share is worth nothing where each has another
order. Every switch stays in the log.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.ledger.ledger import Review
from review.people import team
from review.protocol import TITLE_ABSTRACT, Stage
from review.refusal import Refused
from review.store import tables
from screening.ranking.acts import RANKED, SEEDS, SOURCE, WAY, WAYS
from screening.ranking.stopping import BEFOREHAND, Goal

_WORDS = {
    "ranked": "Records come ranked, in batches that all reviewers share.",
    "random": "Records come in the order of chance, the same for everyone.",
    "source": "Records come in the order of their sources.",
}


@dataclass(frozen=True, slots=True)
class Way:
    """One way of ordering the records of a stage, and who chose it when."""

    way: str = SOURCE
    seed: int = 1
    goal: Goal = BEFOREHAND
    why: str = ""
    by: str = ""
    at: str = ""

    @property
    def ranked(self) -> bool:
        """Whether records come ranked."""
        return self.way == RANKED

    def in_words(self) -> str:
        """Return what it means for those who screen."""
        return _WORDS[self.way]


def switches(connection: Connection, stage: Stage) -> list[Way]:
    """Return every way that was chosen at `stage`, the newest last."""
    table = tables.rank_way
    rows = connection.execute(select(table).where(table.c.stage == stage).order_by(table.c.order))
    return [
        Way(row.way, row.seed, Goal(row.target, row.confidence), row.why, row.by, row.at)
        for row in rows
    ]


def way_of(connection: Connection, stage: Stage) -> Way:
    """Return the way that holds at `stage`; the order of the sources where none was chosen."""
    chosen = switches(connection, stage)
    return chosen[-1] if chosen else Way()


def choose_way(
    review: Review,
    way: str,
    *,
    why: str = "",
    seed: int | None = None,
    goal: Goal | None = None,
    stage: Stage = TITLE_ABSTRACT,
) -> Way:
    """Let records come in `way` from now on; an act of the lead. What is not said stays as it was.

    Refused for a full text, for a goal that is no proportion, and where nothing would change.
    """
    if way not in WAYS:
        raise Refused(f"“{way}” is no order.", f"Say {', '.join(WAYS)}.")
    if stage != TITLE_ABSTRACT:
        raise Refused(
            "Ranking reads titles and abstracts.", "Full texts come in the order of their sources."
        )
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "choose the order of records")
        old = way_of(connection, stage)
        aim = checked(goal or old.goal)
        new = Way(way, old.seed if seed is None else seed, aim, why.strip(), review.person)
        if (new.way, new.seed, new.goal) == (old.way, old.seed, old.goal):
            raise Refused(f"{old.in_words()[:-1]} already.", "`review rank status` tells more.")
        body = {
            "stage": stage,
            "way": new.way,
            "seed": new.seed,
            "target": aim.target,
            "confidence": aim.confidence,
            "why": new.why,
        }
        writing.append(WAY, stage, body)
    return new


def checked(goal: Goal) -> Goal:
    """Return `goal`; Refused unless both numbers are proportions that can be reached."""
    for name, value in (("target", goal.target), ("confidence", goal.confidence)):
        if not 0 < value < 1:
            raise Refused(f"A {name} of {value:g} is no aim.", f"Say a proportion: --{name} 0.95.")
    return goal


def name_seeds(review: Review, typed: list[str], source: str = "") -> str:
    """Name records as known to be relevant: ranking learns from them before any decision.

    An act of the lead. They are screened as all others are, and come in the first batch.
    """
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "name known records")
        from review.records.lookup import resolve

        found = [resolve(connection, one, source) for one in typed]
        known = seeds(connection, TITLE_ABSTRACT)
        new = {one.set_id for one in found} - known
        if not new:
            raise Refused("These records are named already.", "`review rank status` lists them.")
        writing.append(SEEDS, TITLE_ABSTRACT, {"stage": TITLE_ABSTRACT, "records": sorted(new)})
    named = "record is" if len(new) == 1 else "records are"
    return (
        f"{len(new)} {named} known to be relevant: ranking learns from that, and both of you "
        "still decide."
    )


def seeds(connection: Connection, stage: Stage) -> set[str]:
    """Return the sets that were named as relevant before screening."""
    seed, in_set = tables.rank_seed, tables.record_set
    query = select(in_set.c.set_id).join(seed, seed.c.record_id == in_set.c.record_id)
    return set(connection.scalars(query.where(seed.c.stage == stage)))
