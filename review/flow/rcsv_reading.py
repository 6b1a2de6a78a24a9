"""Reading the PRISMA2020 R package's file back into numbers, as the package reads it."""

from __future__ import annotations

import csv
import io
import re

from review.flow.numbers import Numbers, from_numbers
from review.flow.rcsv import HEADER, state_name
from review.flow.rows import NAMED, R_ROWS, STATES
from review.flow.wording import languages, wording
from review.refusal import Refused

_NOT_A_DIGIT = re.compile(r"[^0-9]")
_List = dict[str, int]
_ROWS = {row.id for row in R_ROWS if row.unit != "label"}


def read_rcsv(text: str) -> Numbers:
    """Return the numbers of a file; `NA`, `xxx` and nothing are not given.

    Raises Refused where it is not such a file, with the columns that it lacks.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    missing = [name for name in ("data", "n") if name not in (reader.fieldnames or ())]
    if missing:
        raise Refused(
            f"This is not a file of the PRISMA2020 R package: it has no column "
            f"{' and no column '.join(missing)}.",
            f"Its columns are: {', '.join(HEADER)}.",
        )
    given: dict[str, int | _List | None] = {}
    for line in reader:
        row, value = (line["data"] or "").strip(), (line["n"] or "").strip()
        if row in NAMED:
            given[row] = _list(value, reader.line_num)
        elif row in _ROWS:
            given[row] = _count(value)
    for arm in ("dbr", "other"):
        given |= _states(arm, given.get(f"{arm}_excluded"))
    return from_numbers(given)


def _count(value: str) -> int | None:
    digits = _NOT_A_DIGIT.sub("", value)
    return int(digits) if digits else None


def _list(value: str, line: int) -> _List | None:
    """Return the entries of a list: a name up to its first comma, and the digits after it."""
    if value in {"", "NA"}:
        return None
    if "," not in value:
        count = _count(value)
        return None if count is None else {"": count} if count else {}
    found: dict[str, int] = {}
    for entry in value.split(";"):
        name, _comma, number = entry.partition(",")
        name, count = name.strip(), _count(number)
        if name in found:
            raise Refused(
                f"Line {line} of the file gives “{name}” twice.", "Give each name one number."
            )
        if name and count is not None:
            found[name] = count
    return found or None


def _states(arm: str, listed: int | _List | None) -> dict[str, int | _List | None]:
    """Return the settled states that stand in the list of reasons, taken out of it."""
    if not isinstance(listed, dict):
        return {}
    found: dict[str, int | _List | None] = {}
    reasons = dict(listed)
    for language in languages():
        for state in STATES:
            name = state_name(state, wording(language))
            if name in reasons:
                found[f"{arm}_{state}"] = reasons.pop(name)
    return found | {f"{arm}_excluded": reasons} if found else {}
