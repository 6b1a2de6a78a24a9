"""The fonts that a PDF embeds: one that comes with the program where it has all letters.

It has those of most languages in Latin script. For others the fonts of this machine are looked
through, so that no name of an author turns into boxes where a font for it is installed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterator
from functools import cache
from pathlib import Path
from typing import Any

Pair = tuple[str, str]  # files of the regular face and of the bold one
OWN: Pair = ("Vera.ttf", "VeraBd.ttf")  # come with reportlab; as wide as pictures have room for
_SLANTED = "VeraIt.ttf"
# In the order in which they are taken; the first is that of OWN with more letters.
_OTHERS: tuple[Pair, ...] = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("Arial Unicode.ttf", "Arial Unicode.ttf"),
)
_SPACES = frozenset("\n\t \u00a0\u202f\u200b\u200e\u200f")


def fonts_for(text: str) -> Pair:
    """Return the files of the first pair of fonts that has all letters, else the most."""
    letters = set(text) - _SPACES
    best, lacking = OWN, _lacking(OWN[0], letters)
    if not lacking:
        return best
    for pair in _installed():
        found = _lacking(pair[0], letters)
        if found < lacking:
            best, lacking = pair, found
        if not found:
            break
    return best


def slanted_for(text: str, plain: str) -> str:
    """Return the file of the slanted face where it has all letters, else `plain`."""
    return plain if _lacking(_SLANTED, set(text) - _SPACES) else _SLANTED


def _lacking(file: str, letters: Collection[str]) -> int:
    has = _letters(file)
    return sum(ord(letter) not in has for letter in letters)


@cache
def _letters(file: str) -> Collection[int]:
    """Return the code points that a font has; none for a file that is no font."""
    from reportlab.pdfbase.ttfonts import TTFError, TTFont  # type: ignore[import-untyped]

    try:
        face: Any = TTFont(Path(file).stem, file).face
    except (TTFError, OSError):
        return frozenset()
    return frozenset(face.charToGlyph)


@cache
def _installed() -> tuple[Pair, ...]:
    files: dict[str, str] = {}
    for folder in _folders():
        for place, _folders_in_it, names in os.walk(folder):
            for name in names:
                files.setdefault(name, str(Path(place) / name))
    return tuple(
        (files[regular], files[bold])
        for regular, bold in _OTHERS
        if regular in files and bold in files
    )


def _folders() -> Iterator[Path]:
    """Give the folders in which a machine keeps its fonts."""
    home = Path("~").expanduser()
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    elif sys.platform == "darwin":
        yield from (home / "Library/Fonts", Path("/Library/Fonts"), Path("/System/Library/Fonts"))
    else:
        yield from (home / ".fonts", home / ".local/share/fonts", Path("/usr/share/fonts"))
        yield Path("/usr/local/share/fonts")
