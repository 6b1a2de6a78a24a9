"""A plot: what can be drawn on paper and in a terminal, and what each of its marks stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from review.drawing.page import Room
from review.drawing.shapes import Picture
from review.drawing.sketch import Sketch, weighted
from review.refusal import Refused

FORMATS = ("text", "svg", "png", "pdf")
BINARY = ("png", "pdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """One plot; `behind` gives the ids of what a mark counts, by the key of its spot.

    `sketch` takes the columns of the terminal, and whether to draw with ASCII alone. `broken` gives
    the parts that fit on pages with such room, without title, key and notes: these are `under`
    them as lines of text.
    """

    name: str
    picture: Callable[[], Picture]
    sketch: Callable[[int, bool], Sketch]
    behind: Mapping[str, Sequence[str]]
    broken: Callable[[Room], Sequence[Picture]] | None = None
    under: tuple[str, ...] = ()

    def on_pages(self, room: Room) -> Sequence[Picture]:
        """Return the pictures that show it on pages; the whole where nothing says how to break."""
        return self.broken(room) if self.broken else (self.picture(),)

    def opened(self, open_key: str) -> tuple[str, ...]:
        """Return the ids behind the marks of a spot; Refused for a key that is none."""
        keys = open_key.split(",")
        unknown = [key for key in keys if key not in self.behind]
        if unknown:
            raise Refused(
                f"There is no mark {unknown[0]} in this plot.",
                "Marks are counted by row and column: 1.1 is the first.",
            )
        return tuple(dict.fromkeys(one for key in keys for one in self.behind[key]))


def render(
    plot: Plot,
    format: str,  # noqa: A002 - the word that users type
    *,
    width: int = 80,
    plain: bool = False,
    weights: bool = False,
    dpi: int = 0,
) -> str | bytes:
    """Return a plot as text, or as bytes for png and pdf.

    `width`, `plain` and `weights` (bold and dim by escape sequences) are for text, `dpi` is for
    png, 0 for its default. Raises Refused for another format.
    """
    match format:
        case "text":
            sketch = plot.sketch(width, plain)
            return "\n".join(weighted(sketch) if weights else sketch.lines) + "\n"
        case "svg":
            from review.drawing.as_svg import as_svg

            return as_svg(plot.picture())
        case "png":
            from review.drawing.as_png import as_png

            return as_png(plot.picture(), dpi)
        case "pdf":
            from review.drawing.as_pdf import as_pdf

            return as_pdf(plot.picture())
        case _:
            raise Refused(
                f"“{format}” is not a format of plots.", f"It can be: {', '.join(FORMATS)}."
            )
