"""How numbers and words are set: signs of numbers, widths on a terminal, wrapping."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# Thousands and decimal sign of each language; Norwegian has a narrow no-break space (U+202F).
_SIGNS = {"en": (",", "."), "nb": ("\u202f", ",")}
_WORDS = re.compile(r"[^ \t]+")
_AROUND = "()[]«»“”‘’\"'.,;:!?*†‡"
# Lone surrogates and the two non-characters: no XML document and no UTF-8 file can hold them.
_UNWRITABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")


def number_text(value: float, language: str = "en") -> str:
    """Return a number as `language` writes it: 3,221 and 0.58, or 3 221 and 0,58.

    A float shows the decimals that it has, at most fifteen digits.
    """
    thousands, decimal = _SIGNS.get(language, _SIGNS["en"])
    plain = str(value) if isinstance(value, int) else f"{value:.15g}"
    whole, dot, rest = plain.partition(".")
    if whole.lstrip("-").isdigit():
        whole = f"{int(whole):,}".replace(",", thousands) if int(whole) else whole
    return f"{whole}{decimal if dot else ''}{rest}"


def writable(text: str) -> str:
    """Return `text` with a replacement sign for each letter that no file can hold."""
    return _UNWRITABLE.sub("\ufffd", text)


_CERTAINTY = re.compile(r"(?<![\w+])\+{1,4}0{0,3}(?!\w)")


def unbroken(text: str) -> str:
    """Return `text` with the signs of certainty (+++0) joined, so that no line ends within them."""
    return _CERTAINTY.sub(lambda found: "\u2060".join(found[0]), text)


def cells_of(text: str) -> int:
    """Return how many columns of a terminal `text` takes: wide letters two, marks none."""
    return sum(_cells(letter) for letter in text)


def _cells(letter: str) -> int:
    if letter < "\u0300":
        return 1
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def wrapped(text: str, width: float, measure: Callable[[str], float] = cells_of) -> tuple[str, ...]:
    """Return `text` in lines no wider than `width` as `measure` has it; line ends are kept.

    Lines break at spaces; a word wider than a line is cut, with a hyphen where it is one of
    letters alone. One letter always fits, so that nothing is lost at any width.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_paragraph(paragraph, width, measure))
    return tuple(lines)


def _paragraph(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line = ""
    for match in _WORDS.finditer(text):
        word = match.group()
        if line and measure(f"{line} {word}") <= width:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        *full, line = _cut(word, width, measure)
        lines.extend(full)
    return [*lines, line] if line or not lines else lines


def _cut(word: str, width: float, measure: Callable[[str], float]) -> list[str]:
    if measure(word) <= width:
        return [word]
    hyphen = "-" if _is_spelt(word) else ""
    pieces = [""]
    for letter, rest in zip(word, range(len(word) - 1, -1, -1), strict=True):
        end = hyphen if rest and (pieces[-1] + letter)[-1] != "-" else ""
        if pieces[-1] and measure(pieces[-1] + letter + end) > width:
            pieces.append("")
        pieces[-1] += letter
    return [*(_hyphened(piece, hyphen, width, measure) for piece in pieces[:-1]), pieces[-1]]


def _is_spelt(word: str) -> bool:
    """Tell whether a word is one of letters, as no address and no number is.

    Of letters in two cases: scripts that have one, such as Chinese, cut words without a sign.
    """
    bare = word.strip(_AROUND).replace("-", "")
    return bool(bare) and all(letter.lower() != letter.upper() for letter in bare)


def _hyphened(piece: str, hyphen: str, width: float, measure: Callable[[str], float]) -> str:
    fits = measure(piece + hyphen) <= width
    return piece + hyphen if fits and not piece.endswith("-") else piece


def padded(text: str, width: int, align: str = "left") -> str:
    """Return `text` filled with spaces to `width` columns; align is left, right or centre."""
    room = max(0, width - cells_of(text))
    if align == "right":
        return " " * room + text
    if align == "centre":
        return " " * (room // 2) + text + " " * (room - room // 2)
    return text + " " * room
