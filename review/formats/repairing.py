"""Mojibake: UTF-8 that was once read in another encoding; told always, repaired when asked."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, fields, replace
from typing import Any

from review.record import Record

# UTF-8 read as Windows-1252: a lead byte's letter followed by a trail byte's sign.
_TRAIL = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014"
    "\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_GARBLED = re.compile(
    f"[\u00c2\u00c3\u00c5\u00ce\u00cf\u00d0\u00d1][{_TRAIL}]|\u00e2\u20ac[{_TRAIL}]"
)
_LEADS = ("\u00c2", "\u00c3", "\u00c5", "\u00ce", "\u00cf", "\u00d0", "\u00d1", "\u00e2\u20ac")
_NOT_TEXT = frozenset({"raw", "line", "year", "urls", "doi"})
_NAMES = tuple(one.name for one in fields(Record) if one.name not in _NOT_TEXT)
_SAMPLES = 3
_AROUND = 12


def garbled(text: str) -> int:
    """Return how many places of `text` look garbled."""
    if text.isascii() or not any(lead in text for lead in _LEADS):
        return 0
    return len(_GARBLED.findall(text))


@dataclass(slots=True)
class Repair:
    """Repairs records and remembers what it did; raw lines are left as they were."""

    places: int = 0
    samples: list[tuple[str, str]] = field(default_factory=list)

    def repaired(self, record: Record) -> Record:
        """Return `record` with garbled text in its fields read as what it once was."""
        changed = {}
        for name in _NAMES:
            value = getattr(record, name)
            if value and (mended := self._mended(value)) != value:
                changed[name] = mended
        return replace(record, **changed) if changed else record

    def _mended(self, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(self._mended(part) for part in value)
        if not (number := garbled(value)):
            return value
        mended = _unmisread(value)
        if mended != value:
            self.places += number
            if len(self.samples) < _SAMPLES:
                self.samples.append(_sample(value, mended))
        return mended

    def told(self) -> str:
        """Return `“SÃ¥rbar” became “Sårbar”` for the first places."""
        return ", ".join(f"“{before}” became “{after}”" for before, after in self.samples)


def _unmisread(text: str) -> str:
    """Return `text` as ftfy reads it, which needs several signs, or as its bytes alone tell."""
    from ftfy import bad_codecs, fix_encoding

    mended = fix_encoding(text)
    if mended != text:
        return mended
    try:
        bad_codecs.ok()
        return text.encode("sloppy-windows-1252").decode("utf-8")
    except UnicodeError:
        return text


def _sample(before: str, after: str) -> tuple[str, str]:
    """Return the words around the first difference, before and after."""
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), 0)
    start = max(0, before.rfind(" ", 0, at) + 1, at - _AROUND)
    shown = [text[start : at + _AROUND] for text in (before, after)]
    return (shown[0].split("\n")[0].strip(), shown[1].split("\n")[0].strip())
