"""Time points as they stand in a sentence: `6 and 24 months`, `6 og 24 måneder`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extraction.certainty.phrasing import certainty_words
from review.clean import one_line
from review.wording import Words, joined

_TIME = re.compile(r"(\d+)\s*(day|week|month|year)s?\Z", re.IGNORECASE)


def parsed(time: str) -> tuple[int, str] | None:
    """Return number and unit of a time such as `12 months`; None for other words."""
    match = _TIME.match(time.strip())
    return (int(match[1]), f"{match[2].lower()}s") if match else None


def order(time: str) -> tuple[int, float, str]:
    """Return the key by which times stand in order; other words come last."""
    days = {"days": 1.0, "weeks": 7.0, "months": 30.4, "years": 365.0}
    found = parsed(time)
    return (0, found[0] * days[found[1]], "") if found else (bool(time), 0.0, time)


def in_words(times: Sequence[str], language: str) -> str:
    """Return times joined; those of one unit name it once."""
    words = certainty_words(language)
    found = [parsed(time) for time in times]
    units = {one[1] for one in found if one}
    if len(times) > 1 and len(units) == 1 and all(found):
        numbers = joined(words, [words.number(one[0]) for one in found if one])
        return f"{numbers} {words('unit', f'units-{units.pop()}')}"
    return joined(words, [_one(time, words) for time in times])


def _one(time: str, words: Words) -> str:
    found = parsed(time)
    if not found:
        return one_line(time)
    number, unit = found
    return words("unit", unit.removesuffix("s") if number == 1 else unit, n=number)
