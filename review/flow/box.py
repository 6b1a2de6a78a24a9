"""A box of the diagram and its lines: the one model from which every format is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from review.flow.units import Count


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a box; a lead has no count, and what no record stands behind has no open key.

    `indent` is 1 below a lead, 2 for a single source below its kind.
    """

    text: str
    count: Count | None
    open_key: str = ""
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A box: `id` is the id of its first row; `pending` marks what is drawn as provisional."""

    id: str
    lines: tuple[Line, ...]
    pending: bool = False
