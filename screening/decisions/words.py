"""The words of files of decisions: verdicts and times, as people and tools write them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

_VERDICTS: Final = {
    "include": "include included yes y true 1 relevant accept accepted in inkluder inkludert ja",
    "exclude": "exclude excluded no n false 0 -1 irrelevant reject rejected out ekskluder "
    "ekskludert nei",
    "maybe": "maybe unsure unclear ? undecided kanskje usikker",
}
_WORDS: Final = {word: verdict for verdict, words in _VERDICTS.items() for word in words.split()}
_EPOCH_SECONDS = 1e8, 1e10  # 1973 to 2286; a thousand times that is milliseconds, and so on
_STEPS = 3
_DATE_ONLY = len("2026-01-02")


def verdict_of(word: str) -> str:
    """Return the verdict that a word means, or an empty string."""
    plain = word.strip().lower().removesuffix(".0")
    return _WORDS.get(plain, "")


def utc(text: str) -> str | None:
    """Return a time as ISO 8601 in UTC, a bare day as it is; None for what tells no time.

    A time without a zone is taken to be in UTC; a number counts seconds since 1970, or
    thousandths or millionths of them. What is in UTC already stays as it was written.
    """
    text = text.strip()
    if not text:
        return ""
    try:
        seconds = float(text)
    except ValueError:
        return _of_iso(text)
    low, high = _EPOCH_SECONDS
    for _ in range(_STEPS):
        if low <= seconds < high:
            return _shown(datetime.fromtimestamp(seconds, UTC))
        seconds /= 1000
    return None


def _of_iso(text: str) -> str | None:
    plain = text.removesuffix(" UTC").removesuffix(" GMT")
    try:
        time = datetime.fromisoformat(plain)
    except ValueError:
        return None
    if len(plain) <= _DATE_ONLY:
        return time.date().isoformat()
    if plain == text and text.endswith("Z") and "T" in text:
        return text
    try:
        return _shown(time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC))
    except OverflowError:
        return None


def _shown(time: datetime) -> str:
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
