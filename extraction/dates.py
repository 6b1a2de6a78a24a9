"""Dates as people write them, kept as 2024, 2024-03 or 2024-03-15; what may mean two is refused.

`15.3.2024`, `15/3/2024`, `mars 2024`, `March 15, 2024` and `2024.03.15` can mean one day or month
each. `3.4.2024` can mean two days, and a year of two digits a hundred years.
"""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType

from review.clean import one_line
from review.refusal import Refused

_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_HOW = "Write 2024, 2024-03 or 2024-03-15."
_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NORWEGIAN = (
    "januar",
    "februar",
    "mars",
    "",
    "mai",
    "juni",
    "juli",
    "",
    "",
    "oktober",
    "",
    "desember",
)
_MONTHS = MappingProxyType(
    {name: number for names in (_NAMES, _NORWEGIAN) for number, name in enumerate(names, 1) if name}
)
_SHORTEST = 3  # letters of a month's name
_ISO = re.compile(r"(\d{4})(?:[-./](\d{1,2})(?:[-./](\d{1,2}))?)?", re.ASCII)
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})([-./])\s?(\d{1,2})\2\s?(\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[./](\d{4})", re.ASCII)
_DAY_NAMED = re.compile(r"(?:(\d{1,2})(?:\.|st|nd|rd|th)?\s*)?([^\W\d_]+)\.?,?\s+(\d{4})", re.ASCII)
_NAMED_DAY = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)", re.ASCII)


def date_of(typed: str) -> str:
    """Return the day, month or year that `typed` means, as ISO 8601 writes it.

    Raises Refused for what is no date or may be two.
    """
    text = " ".join(typed.split()).casefold()
    if match := _ISO.fullmatch(text):
        return _checked(typed, match[1], match[2], match[3])
    if match := _DAY_OR_MONTH_FIRST.fullmatch(text):
        return _day_and_month(typed, match[4], match[1], match[3])
    if match := _MONTH_FIRST.fullmatch(text):
        return _checked(typed, match[2], match[1])
    if (match := _DAY_NAMED.fullmatch(text)) and (month := _month(match[2])):
        return _checked(typed, match[3], month, match[1])
    if (match := _NAMED_DAY.fullmatch(text)) and (month := _month(match[1])):
        return _checked(typed, match[3], month, match[2])
    raise _no_date(one_line(typed))


def _month(word: str) -> str | None:
    """Return the number of the month that a word names or shortens."""
    found = {number for name, number in _MONTHS.items() if name.startswith(word)}
    return str(found.pop()) if len(found) == 1 and len(word) >= _SHORTEST else None


def _day_and_month(typed: str, year: str, one: str, other: str) -> str:
    """Return a day whose month may stand first or second."""
    ways = dict.fromkeys(
        (int(month), int(day))
        for day, month in ((one, other), (other, one))
        if int(month) <= len(_NAMES)
    )
    if len(ways) > 1:
        meant = " or ".join(f"{year}-{month:02d}-{day:02d}" for month, day in ways)
        raise Refused(f"“{one_line(typed)}” may be two dates.", f"Write {meant}.")
    month, day = next(iter(ways), (0, 0))
    return _checked(typed, year, str(month), str(day))


def _checked(typed: str, year: str, month: str | None = None, day: str | None = None) -> str:
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise Refused(f"“{one_line(typed)}” is not a date.", _HOW) from None
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        raise Refused(f"“{one_line(typed)}” is not a date: the year is {year}.", "Check the year.")
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


def _no_date(typed: str) -> Refused:
    said, years = f"“{typed}” is not a date", _YEAR.findall(typed)
    if len(years) > 1:
        step = "Write the first here, and the other into the field for the end."
        return Refused(f"{said}: it holds {' and '.join(years)}.", step)
    if years:
        step = f"Write {years[0]} and the rest as its note, or as 2024-03 or 2024-03-15."
        return Refused(f"{said} that can be read.", step)
    return Refused(f"{said}.", f"{_HOW} A year has four digits.")
