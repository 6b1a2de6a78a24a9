"""A picture as PNG, drawn from its SVG."""

from __future__ import annotations

from review.drawing.as_svg import as_svg
from review.drawing.shapes import Picture
from review.refusal import Refused

DPI, LEAST_DPI = 600, 30
POINTS_PER_INCH = 72
# Above this a picture takes more memory than most computers have.
MOST_PIXELS = 400_000_000
# The first of these that is there is drawn with; pictures have room for the widest of them.
FONTS = ("Helvetica", "Arial", "Liberation Sans", "DejaVu Sans", "Bitstream Vera Sans")


def as_png(picture: Picture, dpi: int = DPI) -> bytes:
    """Return the picture with `dpi` pixels to the inch.

    Raises Refused where the package that draws is not installed, no font is found, or the picture
    would be too large.
    """
    if dpi < LEAST_DPI:
        raise Refused(f"{dpi} dpi is no picture.", f"Ask for {LEAST_DPI} or more.")
    try:
        import resvg
    except ImportError:
        raise Refused(
            "Pictures are drawn by the package resvg, which is not here.",
            "Install it with `pip install resvg`, or ask for svg.",
        ) from None
    options = resvg.usvg.Options.default()
    options.load_system_fonts()
    families = set(options.list_fonts())
    font = next((name for name in FONTS if name in families), None)
    if font is None:
        raise Refused(
            "No font was found to write with.", "Install Liberation Sans or DejaVu, or ask for svg."
        )
    options.font_family = font
    tree = resvg.usvg.Tree.from_str(as_svg(picture, scale=dpi / POINTS_PER_INCH), options)
    width, height = tree.int_size()
    if width * height > MOST_PIXELS:
        raise Refused(f"At {dpi} dpi the picture is {width} by {height}.", "Ask for fewer.")
    return bytes(resvg.render(tree, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)))
