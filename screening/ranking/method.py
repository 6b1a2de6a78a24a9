"""What the methods section tells of ranked screening, read from the review."""

from __future__ import annotations

from sqlalchemy import Connection

from review.acts import day
from review.protocol import Stage
from review.reports.unscreened import holding_stop
from screening.method_facts import Ranked
from screening.ranking.evidence import evidence
from screening.ranking.queueing import released_sets
from screening.ranking.stopping import FLOOR
from screening.ranking.stops import left_records
from screening.ranking.ways import seeds


def ranked_facts(connection: Connection, stage: Stage) -> Ranked | None:
    """Return how the records of a stage were ranked; None where none was released.

    The number is that of the records that are double-screened: how many were released would tell
    how far the one who is ahead has come.
    """
    if not released_sets(connection, stage):
        return None
    screened = evidence(connection, stage).screened
    named = len(seeds(connection, stage))
    row = holding_stop(connection, stage)
    if not row:
        return Ranked(screened, named, stopped=False)
    return Ranked(
        screened,
        named,
        stopped=True,
        target=row.target,
        confidence=row.confidence,
        p=row.p,
        total=row.total,
        screened=row.screened,
        found=row.found,
        left=len(left_records(connection, stage)),
        enough=row.found >= FLOOR and row.p <= 1 - row.confidence + 1e-12,
        day=day(row.at),
        why=row.why,
    )
