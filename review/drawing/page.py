"""How much of a page there is for a picture."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Room:
    """Width and height in points."""

    width: float
    height: float
