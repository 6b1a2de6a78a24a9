"""The plots by the names that the command line gives them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from extraction.plots.albatross import Albatross, albatross
from extraction.plots.albatross_picture import albatross_pages, albatross_picture
from extraction.plots.albatross_text import albatross_text
from extraction.plots.asked import Asked
from extraction.plots.bars import BarChart
from extraction.plots.bars_picture import bars_pages, bars_picture
from extraction.plots.bars_text import bars_text
from extraction.plots.bubble import bubble
from extraction.plots.chart import Chart, Panels
from extraction.plots.chart_pages import chart_pages, panels_pages
from extraction.plots.chart_picture import chart_picture, panels_picture
from extraction.plots.chart_text import chart_text, panels_text
from extraction.plots.counts import by_country, years
from extraction.plots.effect_direction import effect_direction
from extraction.plots.harvest import harvest
from extraction.plots.risk_of_bias import summary, traffic_light
from extraction.study_data import StudyData
from extraction.tables.own import in_order
from review.drawing.plot import Plot
from review.drawing.shapes import Picture
from review.drawing.sketch import Sketch
from review.refusal import Refused

Drawn = Chart | Panels | BarChart | Albatross
Builder = Callable[[Sequence[StudyData], Asked], Drawn]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "effect-direction": effect_direction,
        "harvest": harvest,
        "albatross": albatross,
        "risk-of-bias": traffic_light,
        "risk-of-bias-summary": summary,
        "bubble": bubble,
        "years": years,
        "countries": by_country,
    }
)


def build(name: str, studies: Sequence[StudyData], asked: Asked | None = None) -> Plot:
    """Return the plot called `name` of all included studies, in the order given.

    Raises Refused naming the plots there are.
    """
    if name not in BUILDERS:
        raise Refused(f"There is no plot “{name}”.", f"The plots are: {', '.join(BUILDERS)}.")
    asked = asked or Asked()
    return plot_of(name, BUILDERS[name](in_order(studies, asked.setting), asked))


def plot_of(name: str, shown: Drawn) -> Plot:
    """Return a chart with the drawers of its kind."""
    picture, text, pages = _DRAWERS[type(shown)]
    return Plot(
        name=name,
        picture=lambda: picture(shown),
        sketch=lambda width, plain: text(shown, width, plain=plain),
        behind=shown.behind,
        broken=lambda room: pages(shown, room),
        under=shown.frame.under,
    )


# A picture for print, a text for the terminal, and parts for pages, of each kind of chart.
_DRAWERS: Mapping[
    type[Drawn],
    tuple[Callable[..., Picture], Callable[..., Sketch], Callable[..., Sequence[Picture]]],
] = {
    Chart: (chart_picture, chart_text, chart_pages),
    Panels: (panels_picture, panels_text, panels_pages),
    BarChart: (bars_picture, bars_text, bars_pages),
    Albatross: (albatross_picture, albatross_text, albatross_pages),
}
