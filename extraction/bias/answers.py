"""Answers to a tool's questions, read so that a proposal can say which of them led to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

# The answers of RoB 2, ROBINS-I and ROBIS: yes, probably yes, probably no, no, no information, and
# not applicable. What is neither yes nor no counts as no information.
SIGNALLING = ("y", "py", "pn", "n", "ni", "na")
YES = frozenset(("y", "py"))
NO = frozenset(("pn", "n"))


class UnansweredError(Exception):
    """A question on which the judgement depends has no answer; its text is the question's id."""


@dataclass(slots=True)
class Answers:
    """The answers by question, and the questions that were read, in the order of reading."""

    given: Mapping[str, str]
    read: list[str] = field(default_factory=list)

    def __call__(self, question: str) -> str:
        """Return the answer to `question`; raises UnansweredError where there is none."""
        if question not in self.given:
            raise UnansweredError(question)
        if question not in self.read:
            self.read.append(question)
        return self.given[question]

    def yes(self, question: str) -> bool:
        """Say whether the answer is yes or probably yes."""
        return self(question) in YES

    def no(self, question: str) -> bool:
        """Say whether the answer is no or probably no."""
        return self(question) in NO


Rule = Callable[[Answers], str]


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a rule proposes: empty while `missing`, the question to answer next, has no answer.

    `why` holds the answers that led to it, as pairs of question and answer in the order of reading.
    """

    judgement: str = ""
    why: tuple[tuple[str, str], ...] = ()
    missing: str = ""


def proposed(rule: Rule, given: Mapping[str, str]) -> Proposed:
    """Return what `rule` proposes for the answers `given` by question."""
    answers = Answers(given)
    try:
        judgement, missing = rule(answers), ""
    except UnansweredError as error:
        judgement, missing = "", str(error)
    why = tuple((question, given[question]) for question in answers.read)
    return Proposed(judgement, why, missing)
