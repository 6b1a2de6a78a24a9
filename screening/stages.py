"""The progress of both stages, as the overview asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.overview import StageProgress


def progress_of_stages(connection: Connection, viewer: str) -> list[StageProgress]:
    """Return how far each stage is, as `viewer` may see it."""
    from review.overview import StageProgress
    from review.protocol import STAGES
    from screening.queue import progress

    found = []
    for stage in STAGES:
        seen = progress(connection, viewer, stage)
        found.append(
            StageProgress(
                stage=stage,
                ballots=seen.ballots,
                mine=seen.mine,
                left=seen.left,
                others=seen.others,
                revealed=seen.revealed,
                to_settle=seen.to_settle,
                hidden=seen.hidden,
            )
        )
    return found
