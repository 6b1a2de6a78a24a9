"""Lines of a walkthrough: commands and the comments above them."""

from __future__ import annotations

import shlex


def line(*words: str) -> str:
    """Return a command line of the program."""
    return shlex.join(("review", *words))


def says(text: str) -> list[str]:
    """Return a comment."""
    return [f"# {text}"]


def part(*texts: str) -> list[str]:
    """Return the beginning of a part: an empty line and what the part is for."""
    return ["", *(f"# {text}" for text in texts)]
