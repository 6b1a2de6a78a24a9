"""A rule of the flow's arithmetic that is broken, and how it is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from review.flow.rules import RULES, Level
from review.flow.units import Count, U, bare


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that is broken: its sentence, the number it asks for, the number there is."""

    rule: str
    level: Level
    sentence: str
    expected: int | None
    found: int | None
    rows: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        """Return the sentence with both numbers."""
        if self.expected is None:
            return self.sentence
        return f"{self.sentence} Expected {self.expected}, found {self.found}."


def problem(rule: str, expected: Count | None, found: Count | None, *rows: str) -> Problem:
    """Return the breach of `rule`."""
    level, sentence = RULES[rule]
    return Problem(rule, level, sentence, bare(expected), bare(found), rows)


def unequal(rule: str, expected: U | None, found: U | None, *rows: str) -> Iterator[Problem]:
    """Give the breach of `rule` where both numbers are known and differ."""
    if expected is not None and found is not None and expected != found:
        yield problem(rule, expected, found, *rows)
