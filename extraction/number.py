"""Numbers as people write them: 1 200, 12.5, 12,5, 1.200,5 and 1·5; what may mean two is refused.

Every refusal says what was read and how to write what may be meant.
"""

from __future__ import annotations

import math
import re
from typing import Any

from review.clean import one_line
from review.refusal import Refused

_SPACES = re.compile("[\u0020\u00a0\u2009\u202f](?=\\d{3}(?!\\d))")
_SIGN = r"[+\-\u2212]?"
# A point in the middle is the decimal point of some journals.
_PLAIN = re.compile(rf"^{_SIGN}(?:\d+(?:[.,·]\d+)?|[.,·]\d+)\Z")
# Two marks that differ, or one that stands more than once: the thousands are set apart by it.
_THOUSANDS = re.compile(
    rf"^{_SIGN}[1-9]\d{{0,2}}(?:(?:,\d{{3}})+\.\d+|(?:\.\d{{3}})+,\d+|(?:,\d{{3}}){{2,}}"
    rf"|(?:\.\d{{3}}){{2,}})\Z"
)
_TWO_MEANINGS = re.compile(rf"^{_SIGN}[1-9]\d{{0,2}},\d{{3}}\Z")
_PERHAPS_THOUSANDS = re.compile(rf"^{_SIGN}[1-9]\d{{0,2}}\.\d{{3}}\Z")
_ANY = re.compile(r"\d+(?:[.,·]\d+)*")
_MARKS = re.compile(r"\d(?:[.,·]\d+){2}")
_APART = re.compile(r"^[+\-\u2212]?\d+(?:[\s_'’]+\d+)+\Z")
_BOUND = re.compile(r"^(?:p\s*)?[<>≤≥]=?")
_DASH = re.compile(r"^[–—]\s*\d")
_POWER = re.compile(r"\d\s*(?:[eE][+\-\u2212]?\d|[x×*]\s*10)")
# A longer number is a slip of the finger, and no float holds it exactly.
_MOST_DIGITS = 15


def number_of(given: Any, *, whole: bool) -> int | float:
    """Return the number in `given` (a JSON number or text), an int where `whole` is asked.

    Raises Refused for what is no number, is not finite, or is `1,200`, which may be 1200 or 1.200.
    """
    number = _of_text(given, whole=whole) if isinstance(given, str) else given
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise Refused("That is not a number.", _such_as(whole=whole))
    if isinstance(number, float) and not math.isfinite(number):
        raise Refused(f"{number} is not a number to count with.", "Write digits.")
    if abs(number) >= 10**_MOST_DIGITS:
        raise Refused("The number has too many digits.", "Check it against the report.")
    if whole and number != int(number):
        read = f"“{one_line(str(given))}” is {shown(number)}, not a whole number."
        if isinstance(given, str) and may_be_thousands(given):
            raise Refused(read, f"Write {given.strip().replace('.', '')} if that is meant.")
        raise Refused(read, "This field takes a whole number, such as 12.")
    return int(number) if whole else number


def shown(number: float) -> str:
    """Return a number with all of its digits and no others."""
    return f"{number:.{_MOST_DIGITS}g}" if isinstance(number, float) else str(number)


def may_be_thousands(typed: str) -> bool:
    """Say whether a text is a decimal that some write for thousands: 1.200."""
    return _PERHAPS_THOUSANDS.match(typed.strip()) is not None


def read_as(typed: str, number: float) -> str:
    """Return how a number was read, where its writer may have meant another; empty elsewhere."""
    text = typed.strip()
    if may_be_thousands(text):
        return f"Read as {shown(number)}; if {text.replace('.', '')} is meant, leave out the point."
    if re.search(r"\s|·", text) or _THOUSANDS.match(text):
        return f"Read as {shown(number)}."
    return ""


def _of_text(typed: str, *, whole: bool) -> int | float:
    text = _SPACES.sub("", typed.strip())
    if _TWO_MEANINGS.match(text):
        thousands, decimal = text.replace(",", ""), text.replace(",", ".")
        raise Refused(
            f"“{typed.strip()}” may be two numbers.",
            f"Write {thousands} if that is meant." if whole else f"Write {thousands} or {decimal}.",
        )
    if _THOUSANDS.match(text):
        text = text.replace(next(sign for sign in text if sign in ".,"), "")
    elif not _PLAIN.match(text):
        raise _no_number(one_line(typed), whole=whole)
    plain = text.replace(",", ".").replace("·", ".").replace("\u2212", "-")
    return float(plain) if "." in plain else int(plain)


def _such_as(*, whole: bool) -> str:
    return f"Write digits, such as {'12' if whole else '12 or 12.5'}."


def _no_number(typed: str, *, whole: bool) -> Refused:
    """Return why `typed` is no number, and how what may be meant is written."""
    numbers = _ANY.findall(typed)
    first, together = (numbers[0], "".join(numbers)) if numbers else ("", "")
    listed = " and ".join([", ".join(numbers[:-1]), *numbers[-1:]])
    only = f"Write {first} if that is what this field asks for."
    cases = (
        (
            _BOUND.match(typed),
            ", but a bound.",
            "Leave the answer empty, put it into the quote, and choose “partly reported”.",
        ),
        (_DASH.match(typed), ": it begins with a dash.", f"Write -{first} if it is below 0."),
        (_POWER.search(typed), " as it is written.", "Write it out, such as 1500 or 0.0015."),
        (_APART.match(typed), ": its digits stand apart.", f"Write {together} if that is meant."),
        (_MARKS.search(typed), ": its marks can mean several things.", _such_as(whole=whole)),
        (len(numbers) > 1, f": it holds {listed}.", "Write each into a field of its own."),
        (typed.endswith("%") and first, ", but a share.", only),
        (first, " alone.", only),
        (True, ".", _such_as(whole=whole)),
    )
    return next(
        Refused(f"“{typed}” is not a number{why}", step) for holds, why, step in cases if holds
    )
