"""How a flow is asked to be drawn: which rows are left out, and what is added."""

from __future__ import annotations

from collections.abc import Sequence

from review.flow.counts import Look
from review.flow.rows import COUNTED
from review.refusal import Refused


def look(hide: Sequence[str], *, reasons: bool = False) -> Look:
    """Return the look without the rows `hide`; Refused with their names where one is no row."""
    unknown = [row for row in hide if row not in COUNTED]
    if unknown:
        raise Refused(f"There is no row “{unknown[0]}”.", f"Rows: {', '.join(COUNTED)}.")
    return Look(frozenset(hide), reasons)
