"""Decisions in the files of other tools.

Rayyan's log of customisations has one line per click: `included` is 1, 0 (maybe) or -1, and keys
that begin with `__EXR__` are reasons; the last word of a person on a record holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from csv import DictReader

_VERDICTS = {"1": "include", "0": "maybe", "-1": "exclude"}
_REASON = "__EXR__"


def rayyan_rows(reader: DictReader[str]) -> Iterator[tuple[int, str, str, str, str, str]]:
    """Give (line, record, reviewer, verdict, reason, at) for the last verdict of each person."""
    last: dict[tuple[str, str], tuple[int, str, str]] = {}
    reasons: dict[tuple[str, str], str] = {}
    for row in reader:
        who = (row.get("user_email") or row.get("user_id") or "").strip()
        place = ((row.get("article_id") or "").strip(), who)
        key, value = (row.get("key") or "").strip('" '), (row.get("value") or "").strip()
        if key == "included" and value in _VERDICTS:
            last[place] = (reader.line_num, _VERDICTS[value], (row.get("created_at") or "").strip())
        elif key.startswith(_REASON):
            if value == "1":
                reasons[place] = key.removeprefix(_REASON)
            elif reasons.get(place) == key.removeprefix(_REASON):
                del reasons[place]
    for (record, who), (line, verdict, at) in last.items():
        yield line, record, who, verdict, reasons.get((record, who), ""), at
