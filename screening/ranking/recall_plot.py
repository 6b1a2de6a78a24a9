"""`recall` as a plot: the includes found by records double-screened, as everyone may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Connection

from review.protocol import TITLE_ABSTRACT, Stage
from review.refusal import Refused
from review.reports.unscreened import holding_stop
from screening.ranking.evidence import evidence
from screening.ranking.recall_curve import Curve, as_text, corners

if TYPE_CHECKING:
    from review.drawing.plot import Plot
    from review.drawing.sketch import Sketch

_ASCII_LINES = 14  # of a curve in the terminal, with its axes


def review_curve(connection: Connection, stage: Stage = TITLE_ABSTRACT) -> Curve:
    """Return the recall curve of a stage, with the place of its stop if it was stopped."""
    found = evidence(connection, stage)
    stop = found.screened if holding_stop(connection, stage) else None
    return Curve("double-screened", corners(found.labels), stop)


def recall(connection: Connection, language: str) -> Plot:
    """Return the recall curve of a review; nothing opens behind it.

    Raises Refused for a language that has no words.
    """
    from review.drawing.plot import Plot
    from screening.ranking.recall_picture import WORDS, recall_picture

    if language not in WORDS:
        raise Refused(f"There is no “{language}” here.", f"Languages: {', '.join(WORDS)}.")
    curve, words = review_curve(connection), WORDS[language]

    def sketch(width: int, plain: bool) -> Sketch:
        return _sketch(curve, words, width, plain=plain)

    return Plot(
        name="recall", picture=lambda: recall_picture(curve, language), sketch=sketch, behind={}
    )


def _sketch(curve: Curve, words: dict[str, str], width: int, *, plain: bool) -> Sketch:
    from review.drawing.sketch import Sketch
    from screening.ranking.recall_picture import told

    if not curve.screened:
        return Sketch((words["nothing"],), ())
    if plain:  # what a curve says in ASCII: where each tenth of the includes was found
        lines = [f"{found:>8}  {screened:>10}" for screened, found in _tenths(curve)]
        head = f"{words['found']} / {words['screened'].lower()}"
        return Sketch((words["title"], head, *lines, told(curve, words)), ())
    drawn = as_text([curve], width, _ASCII_LINES)
    return Sketch((words["title"], *drawn, told(curve, words)), ())


def _tenths(curve: Curve) -> list[tuple[int, int]]:
    """Return at most ten corners of the curve, the last one among them."""
    step = max(1, len(curve.corners) // 10)
    return list(dict.fromkeys([*curve.corners[step::step], curve.corners[-1]]))
