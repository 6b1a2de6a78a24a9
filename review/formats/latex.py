"""LaTeX in BibTeX values to plain text and back: accents, letters, signs and braces.

Only what is known is changed; an unescaped percent sign is a percent sign, for exports of
databases write it so, and what follows it must not vanish as a comment.
"""

from __future__ import annotations

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323",
    "b": "\u0331", "k": "\u0328", "r": "\u030a",
}  # fmt: skip
_LETTERS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ",
    "dj": "đ", "DJ": "Đ", "textendash": "–", "textemdash": "—", "textquoteright": "’",
    "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "ldots": "…",
    "dots": "…", "textellipsis": "…", "textregistered": "®", "texttrademark": "™",
    "textdegree": "°", "copyright": "©", "pounds": "£", "texteuro": "€", "S": "§", "P": "¶",
    "textasciitilde": "~", "textbackslash": "\\", "textless": "<", "textgreater": ">",
    "textbar": "|", "textunderscore": "_", "textasciicircum": "^", "guillemotleft": "«",
    "guillemotright": "»", "quotesinglbase": "‚", "quotedblbase": "„", "times": "×", "pm": "±",
    "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠", "approx": "≈", "sim": "∼",
    "cdot": "·", "rightarrow": "→", "infty": "∞", "degree": "°", "mu": "μ", "textmu": "µ",
} | {
    name: unicodedata.lookup(f"GREEK SMALL LETTER {name.upper()}")
    for name in ("alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota",
                 "kappa", "nu", "xi", "pi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega")
} | {
    name: unicodedata.lookup(f"GREEK CAPITAL LETTER {name.upper()}")
    for name in ("Gamma", "Delta", "Theta", "Xi", "Pi", "Sigma", "Phi", "Psi", "Omega")
}  # fmt: skip
_ACCENT = re.compile(
    r"""\{?\\(?:([`'^"~=.])\s*|([uvHcdbkr])(?=[\s{])\s*)(?:\{\s*(\\?[ij]|[^\W\d_])\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))(?:\})?"""
)
_WHOLE_ACCENT = re.compile(
    r"""\{(\\(?:[`'^"~=.]\s*\\?[^\W\d_]|[`'^"~=.uvHcdbkr]\s*\{\\?[^\W\d_]\}))\}"""
)
_LETTER = re.compile(r"\$?\\([A-Za-z]+)(?![A-Za-z])(?:\{\}|\$|[ \t](?=[A-Za-z])|)\$?")
_STYLE = re.compile(
    r"\\(?:emph|text(?:it|bf|sc|rm|tt|sf|up|sl|superscript|subscript|normal)?|mathrm|mathit|mathbf|"
    r"ensuremath|mbox|uppercase|url|href)\s*\{"
)
_ESCAPED = re.compile(r"\\([&%$#_{}])")
_TIE = re.compile(r"(?<=[\w.])~(?=[^\W\d_])")
_KEPT = {"{": "\ue000", "}": "\ue001", "&": "&", "%": "%", "$": "$", "#": "#", "_": "_"}


_SPECIAL = re.compile(r"[\\~{}&%$#_]")
_LINE_AT = re.compile(r"^(\s*)@", re.MULTILINE)
_WRITTEN = {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}"}


def untexed(text: str) -> str:
    """Return `text` with LaTeX's accents, letters and signs as characters, and no braces."""
    if "\\" in text:
        text = _ESCAPED.sub(lambda found: _KEPT[found[1]], text)
        text = _WHOLE_ACCENT.sub(lambda found: found[1], text)
        text = _ACCENT.sub(_accented, text)
        text = _STYLE.sub("{", text)
        text = _LETTER.sub(_letter, text)
    if "~" in text:
        text = _TIE.sub(" ", text)
    if "{" in text or "}" in text:
        text = text.replace("{", "").replace("}", "")
    return text.replace("\ue000", "{").replace("\ue001", "}").strip()


def texed(text: str) -> str:
    """Return `text` written so that BibTeX and `untexed` give it back.

    An @ that begins a line stands in braces: readers take it for the next entry.
    """
    written = _SPECIAL.sub(lambda found: _WRITTEN.get(found[0], "\\" + found[0]), text)
    return _LINE_AT.sub(r"\1{@}", written)


def _accented(found: re.Match[str]) -> str:
    sign = found[1] or found[2]
    letter = (found[3] or found[4]).lstrip("\\")
    return unicodedata.normalize("NFC", letter + _COMBINING[sign])


def _letter(found: re.Match[str]) -> str:
    return _LETTERS.get(found[1], found[0])
