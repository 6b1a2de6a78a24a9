"""Reasons in several languages: `few took part | nb: få deltok`, the first in the review's own."""

from __future__ import annotations

import re

_NEXT = re.compile(r"\s*\|\s*(?=(?:en|nb)\s*:)")
_TAG = re.compile(r"(en|nb)\s*:\s*")


def parts(reason: str) -> dict[str, str]:
    """Return the text by language; what no language is said of is under ""."""
    found: dict[str, str] = {}
    for part in _NEXT.split(reason.strip()):
        tag = _TAG.match(part)
        found[tag[1] if tag else ""] = part[tag.end() :].strip() if tag else part
    return {language: text for language, text in found.items() if text}


def reason_in(reason: str, language: str) -> str:
    """Return the reason in a language, else as it is there."""
    found = parts(reason)
    return found.get(language) or found.get("") or next(iter(found.values()), "")


def lacks(reason: str, language: str, review_language: str) -> bool:
    """Tell whether a reason is not given in a language, where the review's own has no tag."""
    found = parts(reason)
    return language not in found and not ("" in found and language == review_language)
