"""How wide words are in Helvetica: what decides where lines break, without any font at hand."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

# A letter that the metrics do not have is taken to be as wide as the widest of its kind.
_UNKNOWN, _UNKNOWN_SMALL = 1000, 850
# The widest common substitute of Helvetica is about a seventh wider: lines break so that they
# still fit where the reader's computer has no Helvetica.
SPARE = 1.16


def text_width(text: str, points: float, *, bold: bool = False) -> float:
    """Return the width of `text` in points, without kerning, at a size of `points`."""
    widths = _widths("bold" if bold else "regular")
    return sum(_letter(letter, widths) for letter in text) * points / 1000


@cache
def _widths(face: str) -> Mapping[str, int]:
    data = tomllib.loads((files("review.drawing") / "helvetica.toml").read_text(encoding="utf-8"))
    return {letter: int(width) for width, letters in data[face].items() for letter in letters}


def _letter(letter: str, widths: Mapping[str, int]) -> int:
    if letter in widths:
        return widths[letter]
    plain = unicodedata.normalize("NFD", letter)[:1]
    if plain in widths:
        return widths[plain]
    if unicodedata.combining(letter):
        return 0
    return _UNKNOWN_SMALL if letter.islower() else _UNKNOWN
