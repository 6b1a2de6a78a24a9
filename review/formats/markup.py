"""HTML left in an export's text: entities decoded, inline tags dropped; the raw lines keep both."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(
    r"</?(?:i|b|u|em|strong|sub|sup|p|br|span|div|title|sec|italic|bold|inf|"
    r"jats:[a-z-]+|mml:[a-z]+)(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_BREAKING = re.compile(r"</?(?:p|br|div|sec|title|jats:(?:p|sec|title))\b", re.IGNORECASE)


def plain(text: str) -> str:
    """Return `text` without entities and inline tags; `p < 0.05 and q > 2` stays as it is."""
    if "<" not in text and "&" not in text:
        return text
    decoded = _ENTITY.sub(_entity_as_text, _TAG.sub(_tag_as_text, text))
    return _TAG.sub(_tag_as_text, decoded).strip()


def protected(text: str) -> str:
    """Return `text` written so that `plain` gives it back."""
    if plain(text) == text.strip():
        return text
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _entity_as_text(found: re.Match[str]) -> str:
    return html.unescape(found[0])


def _tag_as_text(found: re.Match[str]) -> str:
    return " " if _BREAKING.match(found[0]) else ""
