"""Pairs as one types them into a line: `a=b, c=d`."""

from __future__ import annotations

import re

SEPARATOR = re.compile(r"\s*[,;]\s*")


def pairs(text: str, *, nameless: bool = False) -> dict[str, str] | None:
    """Return the pairs of a line; None where it has another form.

    With `nameless`, `=b` says what is meant where nothing is named.
    """
    found = [part.rpartition("=") for part in SEPARATOR.split(text) if part]
    if not all(
        sign and right.strip() and (nameless or left.strip()) for left, sign, right in found
    ):
        return None
    return {left.strip(): right.strip() for left, sign, right in found}
