"""A picture as PNG, drawn from its SVG."""

from __future__ import annotations

import struct
import zlib
from math import sqrt

from review.drawing.as_svg import as_svg
from review.drawing.shapes import Picture
from review.refusal import Refused

DPI, LEAST_DPI = 600, 30
POINTS_PER_INCH = 72
_METRES_PER_INCH = 0.0254
_AFTER_HEADER = 33  # a PNG begins with 8 bytes that say so and the 25 of its first chunk
# Above this a picture takes more memory than most computers have.
MOST_PIXELS = 400_000_000
# The first of these that is there is drawn with; pictures have room for the widest of them.
FONTS = ("Helvetica", "Arial", "Liberation Sans", "DejaVu Sans", "Bitstream Vera Sans")


def as_png(picture: Picture, dpi: int = 0) -> bytes:
    """Return the picture with `dpi` pixels to the inch; 0 is 600, or as many as fit.

    Raises Refused where the package that draws is not installed, no font is found, or the picture
    would be too large.
    """
    dpi = dpi or _dpi_that_fits(picture)
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
    return _with_dpi(bytes(resvg.render(tree, (1.0, 0.0, 0.0, 0.0, 1.0, 0.0))), dpi)


def _dpi_that_fits(picture: Picture) -> int:
    inches = picture.width * picture.height / POINTS_PER_INCH**2
    return min(DPI, int(sqrt(0.99 * MOST_PIXELS / inches)))


def _with_dpi(png: bytes, dpi: int) -> bytes:
    """Return the file with its pixels to the metre (chunk pHYs), by which programs size it."""
    metre = round(dpi / _METRES_PER_INCH)
    chunk = b"pHYs" + struct.pack(">IIB", metre, metre, 1)
    whole = struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk))
    return png[:_AFTER_HEADER] + whole + png[_AFTER_HEADER:]
