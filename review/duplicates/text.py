"""Text folded to what two exports of one title, name or journal have in common.

Letters lose case, accents and markup; Greek letters become their names; everything that is neither
a letter nor a digit becomes one space. Other scripts are kept as they are.
"""

from __future__ import annotations

import html
import re
import unicodedata

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,40}>")
_NOT_WORD = re.compile(r"[\W_]+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")
_APOSTROPHE = re.compile(r"(?<=\w)['’‘´`](?=s\b)")

_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta",
    "η": "eta", "θ": "theta", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "χ": "chi", "ψ": "psi",
    "ω": "omega",
}  # fmt: skip
_LATIN = {
    "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
}  # fmt: skip
_LETTERS = str.maketrans({**_GREEK, **_LATIN})
_ASIDE = {code: None for code in range(128) if not chr(code).isalnum()}
_SPACED = dict.fromkeys(_ASIDE, " ")
_MANY_GREEK = 4  # more Greek letters than this are Greek text, not symbols


def folded(text: str) -> str:
    """Return `text` as lower-case words, one space between them."""
    if "&" in text:
        text = html.unescape(html.unescape(text)).replace("&", " and ")
    if "<" in text and ">" in text:
        text = _TAG.sub("", text)
    if "'" in text or "’" in text:
        text = _APOSTROPHE.sub("", text)
    if "," in text:
        text = _THOUSANDS.sub("", text)
    if text.isascii():
        return " ".join(text.lower().translate(_SPACED).split())
    return _NOT_WORD.sub(" ", _unaccented(text.lower())).strip()


def _unaccented(text: str) -> str:
    if sum(letter in _GREEK for letter in text) <= _MANY_GREEK:
        text = text.translate(_LETTERS)
    parts = unicodedata.normalize("NFKD", text)
    return "".join(mark for mark in parts if not unicodedata.combining(mark)).lower()


def tight(words: str) -> str:
    """Return folded words without the spaces, so that hyphens and joins do not count."""
    return words.replace(" ", "")


def squeezed(text: str) -> str:
    """Return what `tight(folded(text))` would, for long text: quickly, markup or not."""
    if text.isascii() and "&" not in text and "<" not in text:
        return text.lower().translate(_ASIDE)
    return tight(folded(text))
