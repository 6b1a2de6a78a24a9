"""The one result of a study that goes into a method which takes one: direction, exact P, number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extraction.outcomes import Result
from extraction.p_values import PValue, read_p
from review.refusal import Refused

Lack = Literal["direction", "p", "n"]


@dataclass(frozen=True, slots=True)
class Usable:
    """A result with its P, its side, and the participants of both groups where they are known."""

    result: Result
    p: PValue
    favourable: bool
    n: int | None


def usable(rows: Sequence[Result], *, numbered: bool = False) -> Usable | Lack:
    """Return the first of a study's results that can be used, else what the last one lacked.

    Needed are a direction, an exact P or a bound, and, if `numbered`, participants.
    """
    lack: Lack = "direction"
    for row in rows:
        if row.direction not in {"favours-intervention", "favours-comparator"}:
            continue
        try:
            p = read_p(row.p_value)
        except Refused:
            lack = "p"
            continue
        groups = (row.final_intervention, row.final_comparator)
        number = None if None in groups else sum(group or 0 for group in groups) or None
        if numbered and number is None:
            lack = "n"
            continue
        return Usable(row, p, row.direction == "favours-intervention", number)
    return lack
