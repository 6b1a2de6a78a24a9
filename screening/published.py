"""The sections that screening offers to a publication."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT
from review.publishing.parts import Figure, Part, Section
from review.reports.unscreened import holding_stop
from screening.agreement_table import agreement_table
from screening.ranking.ways import way_of


def _agreement(connection: Connection, _review: Review, language: str) -> Sequence[Part]:
    return [agreement_table(connection, language)]


def _recall(connection: Connection, _review: Review, language: str) -> Sequence[Part]:
    """Return the recall curve where screening was ranked or stopped, so that readers can judge."""
    ranked = way_of(connection, TITLE_ABSTRACT).ranked
    if not ranked and not holding_stop(connection, TITLE_ABSTRACT):
        return []
    from review.drawing.as_pdf import as_pdf
    from review.drawing.as_svg import as_svg
    from screening.ranking.recall_plot import recall

    plot = recall(connection, language)
    drawn = plot.picture()
    return [
        Figure(
            name="plot-recall",
            title=drawn.title,
            alt=drawn.description,
            pages=plot.on_pages,
            files={"svg": as_svg(drawn).encode(), "pdf": as_pdf(drawn)},
        )
    ]


SECTIONS = (
    Section("agreement", "appendix", _agreement),
    Section("recall", "appendix", _recall),
)
