"""The signs of a direction of effect in text, and of the number of results it was folded from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from extraction.outcomes import Direction

SYMBOLS: Mapping[Direction, str] = MappingProxyType(
    {
        "favours-intervention": "▲",
        "favours-comparator": "▼",
        "no-difference": "◄►",
        "mixed": "▲▼",
        "not-reported": "?",
    }
)
PLAIN_SYMBOLS: Mapping[Direction, str] = MappingProxyType(
    {
        "favours-intervention": "^",
        "favours-comparator": "v",
        "no-difference": "<>",
        "mixed": "^v",
        "not-reported": "?",
    }
)
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def symbol(direction: Direction, number: int, *, plain: bool = False) -> str:
    """Return the sign, with the number where it is more than one; `plain` has ASCII alone."""
    told = str(number) if number > 1 else ""
    if plain:
        return PLAIN_SYMBOLS[direction] + told
    return SYMBOLS[direction] + told.translate(_SUBSCRIPTS)
