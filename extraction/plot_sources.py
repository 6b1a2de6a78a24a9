"""The plots of extraction as the shell takes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from review.commands.values import PlotOptions, PlotSource
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from extraction.plots.asked import Asked, Contour
    from review.drawing.plot import Plot
    from review.ledger.ledger import Review

_ABOUT = {
    "effect-direction": "direction of effect by study and outcome",
    "harvest": "studies as bars by outcome and direction",
    "albatross": "P value and number of participants of one outcome",
    "risk-of-bias": "judgements by study and domain",
    "risk-of-bias-summary": "shares of judgements by domain",
    "bubble": "number of studies by intervention type and outcome",
    "years": "studies by year of publication",
    "countries": "studies by country",
}


def _source(name: str) -> PlotSource:
    def build(connection: Connection, _review: Review, options: PlotOptions) -> Plot:
        from extraction.plots.building import build as build_plot
        from extraction.queries import agreed_studies

        return build_plot(name, agreed_studies(connection), asked_of(connection, options))

    return PlotSource(name, _ABOUT[name], build)


PLOTS = {name: _source(name) for name in _ABOUT}


def asked_of(connection: Connection, options: PlotOptions) -> Asked:
    """Return the review's setting and judgements with what was asked for; Refused for no such."""
    from extraction.outcomes import BASES, checked_share
    from extraction.plots.asked import CONTOURS, Asked
    from extraction.plots.judged import judged_in
    from extraction.tables.own import setting_of

    if options.basis and options.basis not in BASES:
        raise Refused(f"“{options.basis}” is no basis.", f"It can be: {', '.join(BASES)}.")
    if options.contours not in CONTOURS:
        raise Refused(f"There are no contours of “{options.contours}”.", "smd or correlation.")
    setting = setting_of(connection, options.language)
    setting = replace(
        setting,
        basis=options.basis or setting.basis,
        share=setting.share if options.share is None else checked_share(options.share),
    )
    judged, overall = judged_in(connection, options.language)
    return Asked(
        setting=setting,
        judged=judged,
        overall=overall,
        outcome=options.outcome,
        contour=cast("Contour", options.contours),
        ratio=options.ratio,
        icc=options.icc,
        cluster_size=options.cluster_size,
        hard=options.hard,
    )
