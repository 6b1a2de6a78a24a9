"""The plots of the synthesis as figures of a publication: those that have something to show."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from extraction.plot_sources import PLOTS, asked_of
from extraction.plots.building import build
from extraction.queries import agreed_studies
from review.commands.values import PlotOptions
from review.publishing.parts import Figure

# Plots that count studies say nothing of one study alone.
_OF_SEVERAL = frozenset(("risk-of-bias-summary", "bubble", "years", "countries"))


def figures(connection: Connection, language: str) -> Iterator[Figure]:
    """Return a figure for each plot with a mark in it; beside the document as SVG and PDF."""
    from review.drawing.as_pdf import as_pdf
    from review.drawing.as_svg import as_svg

    studies = agreed_studies(connection)
    asked = asked_of(connection, PlotOptions(language=language))
    for name in PLOTS:
        plot = build(name, studies, asked)
        several = len({study for ids in plot.behind.values() for study in ids}) > 1
        if several or (plot.behind and name not in _OF_SEVERAL):
            drawn = plot.picture()
            yield Figure(
                name=f"plot-{name}",
                title=drawn.title,
                alt=drawn.description,
                pages=plot.on_pages,
                files={"svg": as_svg(drawn).encode(), "pdf": as_pdf(drawn)},
                notes=plot.under,
            )
