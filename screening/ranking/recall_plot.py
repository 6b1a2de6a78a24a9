"""`recall` as a plot: the includes found by records double-screened, as everyone may see them."""

from __future__ import annotations

from sqlalchemy import Connection

from review.protocol import TITLE_ABSTRACT, Stage
from review.unscreened import holding_stop
from screening.ranking.evidence import evidence
from screening.ranking.recall_curve import Curve, as_svg, as_text, corners


def review_curve(connection: Connection, stage: Stage = TITLE_ABSTRACT) -> Curve:
    """Return the recall curve of a stage, with the place of its stop if it was stopped."""
    found = evidence(connection, stage)
    stop = found.screened if holding_stop(connection, stage) else None
    return Curve("double-screened", corners(found.labels), stop)


def recall_svg(connection: Connection, stage: Stage = TITLE_ABSTRACT) -> str:
    """Return the recall curve of a review as an SVG picture."""
    return as_svg([review_curve(connection, stage)], "Includes found, by records double-screened")


def recall_text(connection: Connection, width: int, height: int) -> list[str]:
    """Return the recall curve of a review as lines for a terminal."""
    return as_text([review_curve(connection)], width, height)
