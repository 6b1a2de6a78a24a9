"""The results that the protocol names, held against the parts that entries describe."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extraction.part import parsed
from extraction.same import folded
from review.protocols.bias_plan import PlannedResult
from review.refusal import Refused


def is_planned(planned: Iterable[PlannedResult], part: str) -> bool:
    """Say whether the protocol names this result, of whichever arm; without a time it names all."""
    return any(covers(one, part) for one in planned)


def covers(planned: PlannedResult, part: str) -> bool:
    """Say whether `part` is the planned result, at any time where none is planned."""
    try:
        result = parsed("result", part)
    except Refused:
        return False
    same_time = not planned.time_point or folded(result.time) == folded(planned.time_point)
    return same_time and folded(result.outcome) == folded(planned.outcome)


def still_planned(planned: Sequence[PlannedResult], parts: Sequence[str]) -> tuple[str, ...]:
    """Return the planned results that none of `parts` is."""
    return tuple(one.part for one in planned if not any(covers(one, part) for part in parts))
