"""Marks in the cells of a terminal, with signs of Unicode or of ASCII alone."""

from __future__ import annotations

from extraction.bias.scale import SIGNS
from extraction.plots.levels import LETTERS
from extraction.plots.marks import Arrow, Bar, Bars, Bubble, Dot, Light, Mark, Stroke
from extraction.symbols import symbol
from review.drawing.sketch import Weight


def text_of(mark: Mark, *, plain: bool = False) -> str:
    """Return a mark as signs of a terminal; `plain` has ASCII alone."""
    match mark:
        case Arrow(direction, _, number):
            return symbol(direction, number, plain=plain)
        case Light(level):
            return SIGNS[level] or ("." if plain else "·")
        case Bubble(number):
            return f"({number})" if plain else f"●{number}"
        case Bars(bars):
            return " ".join(_bar_text(bar, plain=plain) for bar in bars)
        case Dot(square, filled):
            return ("s" if square else "o") if plain else _DOTS[square, filled]
        case Stroke(_, sign):
            return sign


def weight_of(mark: Mark) -> Weight:
    """Return how heavily a terminal draws a mark: many participants bold, few dim."""
    if not isinstance(mark, Arrow):
        return ""
    return "bold" if mark.size == "large" else "dim" if mark.size == "small" else ""


_DOTS = {(False, True): "●", (False, False): "○", (True, True): "■", (True, False): "□"}
_HEIGHTS, _OPEN_HEIGHTS, _PLAIN_HEIGHTS = "▂▅█", "░▒▓", ".:#"


def _bar_text(bar: Bar, *, plain: bool) -> str:
    heights = _PLAIN_HEIGHTS if plain else _HEIGHTS if bar.filled else _OPEN_HEIGHTS
    hollow = "o" if plain and not bar.filled else ""
    letter = LETTERS[bar.level] if bar.level else ""
    return f"{heights[bar.height - 1]}{hollow}{bar.number}{letter}"
