"""Numbers as people write them: 1 200, 12.5 and 12,5; what could mean two things is refused."""

from __future__ import annotations

import math
import re
from typing import Any

from review.refusal import Refused

_SPACES = re.compile("[\u0020\u00a0\u2009\u202f](?=\\d{3}(?!\\d))")
_PLAIN = re.compile(r"^[+\-\u2212]?(?:\d+(?:[.,]\d+)?|[.,]\d+)\Z")
_TWO_MEANINGS = re.compile(r"^[+\-\u2212]?[1-9]\d{0,2},\d{3}\Z")
# A longer number is a slip of the finger, and no float holds it exactly.
_MOST_DIGITS = 15


def number_of(given: Any, *, whole: bool) -> int | float:
    """Return the number in `given` (a JSON number or text), an int where `whole` is asked.

    Raises Refused for what is no number, is not finite, or is `1,200`, which may be 1200 or 1.200.
    """
    number = _of_text(given) if isinstance(given, str) else given
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise Refused("That is not a number.", "Write digits, such as 12 or 12.5.")
    if isinstance(number, float) and not math.isfinite(number):
        raise Refused(f"{number} is not a number to count with.", "Write digits.")
    if abs(number) >= 10**_MOST_DIGITS:
        raise Refused("The number has too many digits.", "Check it against the report.")
    if whole and number != int(number):
        raise Refused(f"{number:g} is not a whole number.", "Write it without decimals.")
    return int(number) if whole else number


def _of_text(typed: str) -> int | float:
    text = _SPACES.sub("", typed.strip())
    if not _PLAIN.match(text):
        raise Refused(f"“{typed}” is not a number.", "Write digits, such as 12 or 12.5.")
    if _TWO_MEANINGS.match(text):
        meant = f"{text.replace(',', '')} or {text.replace(',', '.')}"
        raise Refused(f"“{typed}” may be two numbers.", f"Write {meant}.")
    plain = text.replace(",", ".").replace("\u2212", "-")
    return float(plain) if "." in plain else int(plain)
