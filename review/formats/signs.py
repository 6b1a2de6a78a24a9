"""By what signs a vendor or manager is known in its export, and the sentence that tells them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TOLD = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """One trace of one dialect; the weight keeps a manager's own above those it carries along."""

    dialect: str
    weight: int
    words: str  # as a user reads it, after “signs of x: ”
    pattern: re.Pattern[str]


def sign(dialect: str, weight: int, words: str, pattern: str) -> Sign:
    """Return a sign of lines; `^` is a line's beginning, found faster as the newline before it."""
    return Sign(dialect, weight, words, re.compile(pattern.replace("^", "\n"), re.MULTILINE))


def recognised(sample: str, signs: Iterable[Sign]) -> tuple[str, str]:
    """Return the dialect whose signs weigh most in `sample`, and what it rests on.

    Both as words: (`ovid`, `2 of 5 signs of ovid: ...`); without a sign (`generic`, empty).
    """
    text = "\n" + sample
    votes: dict[str, int] = {}
    seen: dict[str, list[str]] = {}
    known: dict[str, int] = {}
    for one in signs:
        known[one.dialect] = known.get(one.dialect, 0) + 1
        hits = sum(1 for _ in one.pattern.finditer(text))
        if hits:
            votes[one.dialect] = votes.get(one.dialect, 0) + one.weight * hits
            seen.setdefault(one.dialect, []).append(one.words)
    if not votes:
        return "generic", ""
    name = max(votes, key=lambda dialect: votes[dialect])
    return name, told(name, seen[name], known[name])


def told(dialect: str, seen: list[str], known: int) -> str:
    """Return a sentence such as `2 of 5 signs of ovid: a link to Ovid, a Provider line`."""
    shown = ", ".join(seen[:_TOLD]) + (" and more" if len(seen) > _TOLD else "")
    return f"{len(seen)} of {known} signs of {dialect}: {shown}."
