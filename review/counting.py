"""A number with its noun, as lines for a person have it."""

from __future__ import annotations

from typing import SupportsIndex


def counted(number: SupportsIndex, one: str, many: str = "") -> str:
    """Return a number with its noun, in the singular or the plural."""
    return f"{int(number):,} {one if number == 1 else many or one + 's'}"
