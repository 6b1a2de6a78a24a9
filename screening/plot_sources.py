"""The plots of screening as the shell takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.commands.values import PlotOptions, PlotSource

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.drawing.plot import Plot
    from review.ledger.ledger import Review


def _recall(connection: Connection, _review: Review, options: PlotOptions) -> Plot:
    from screening.ranking.recall_plot import recall

    return recall(connection, options.language)


PLOTS = {"recall": PlotSource("recall", "includes found by records double-screened", _recall)}
