"""Informative statements (GRADE guidelines 26): what a body of evidence says, as sure as it is.

Very low certainty never states a direction; what is not graded is told without a hedge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extraction.certainty import times
from extraction.certainty.body import Body
from extraction.certainty.judgement import Judgement
from extraction.certainty.phrasing import Phrasing, certainty_words
from extraction.wording import words as words_of_numbers
from review.clean import one_line

_LARGEST_WORD = 10


@dataclass(frozen=True, slots=True)
class Finding:
    """A body of evidence with the judgement that holds on it; None where it is not graded."""

    body: Body
    judgement: Judgement | None = None


def statements(findings: Iterable[Finding], language: str, phrasing: Phrasing) -> list[str]:
    """Return the sentences on `findings`; what differs in its time alone is said in one.

    A body with tallies is told by them. The comparison is named where there are several.
    """
    found = list(findings)
    several = len({one.body.comparison for one in found if one.body.comparison}) > 1
    groups: dict[object, list[Finding]] = {}
    for one in found:
        groups.setdefault(_alike(one), []).append(one)
    told: list[str] = []
    for group in groups.values():
        told.extend(_told(group, language, phrasing, several=several))
    return told


def statement(finding: Finding, language: str, phrasing: Phrasing) -> str:
    """Return the sentences on one body alone."""
    return " ".join(statements([finding], language, phrasing))


def _alike(finding: Finding) -> object:
    """Return what bodies share that one sentence tells."""
    body, judgement = finding.body, finding.judgement
    phrases = tuple(body.phrase(part, key) for key in ("en", "nb") for part in _PARTS)
    names = (body.intervention, body.comparison, body.outcome, body.effect, body.size)
    level = judgement.level if judgement else ""
    return (*names, body.measured, level, phrases, body.tallies)


_PARTS = ("intervention", "comparison", "outcome", "change")


def _told(
    group: Sequence[Finding], language: str, phrasing: Phrasing, *, several: bool
) -> Iterator[str]:
    words = certainty_words(language)
    body, judgement = group[0].body, group[0].judgement
    parts = {
        "intervention": one_line(body.phrase("intervention", language)) or "…",
        "outcome": one_line(body.phrase("outcome", language)),
        "change": _change(body, language),
    }
    if not body.measured:
        yield _sentence(words("sentence", "not-measured", **parts))
        return
    if body.tallies:
        yield " ".join(_tallies(body, language))
        return
    at = _at(group, language)
    versus = ""
    if several and body.comparison:
        versus = words(
            "sentence", "versus", comparison=one_line(body.phrase("comparison", language))
        )
    if judgement is None:
        yield _sentence(_ungraded(body, parts, language, at + versus))
    elif judgement.level == "very-low":
        label = phrasing.label(judgement.level, language)
        yield _sentence(words("sentence", "very-low", label=label, **parts))
    elif not body.effect:
        yield _sentence(words("sentence", "no-effect-stated", **parts))
    else:
        verb = phrasing.verb(judgement.level, language, plural=body.plural)
        certainty = words(
            "sentence",
            "certainty",
            symbols=phrasing.signs(judgement.level, language),
            label=phrasing.label(judgement.level, language),
        )
        claim = words("sentence", "claim", verb=verb, **parts)
        yield _sentence(f"{claim}{at}{versus}{certainty}.")


def _ungraded(body: Body, parts: dict[str, str], language: str, where: str) -> str:
    words = certainty_words(language)
    changed = body.effect in {"reduction", "increase"}
    text = words("sentence", "not-graded-change" if changed else "not-graded", **parts)
    return text.removesuffix(".") + where + "."


def _change(body: Body, language: str) -> str:
    if body.effect == "no-difference" or not body.effect:
        return certainty_words(language)("change", "no-difference")
    key = f"{body.effect}-{body.size}" if body.size else body.effect
    own = body.phrase("change", language)
    return one_line(own) or certainty_words(language)("change", key)


def _at(group: Sequence[Finding], language: str) -> str:
    told = sorted({one.body.time for one in group if one.body.time}, key=times.order)
    if not told:
        return ""
    return certainty_words(language)("sentence", "at", times=times.in_words(told, language))


def _tallies(body: Body, language: str) -> Iterator[str]:
    words = certainty_words(language)
    total = sum(tally.number for tally in body.tallies)
    for place, tally in enumerate(body.tallies):
        yield _sentence(
            words(
                "sentence",
                "tally" if place else "tally-first",
                number=_number(tally.number, language),
                total=_number(total, language),
                outcome=one_line(body.phrase("outcome", language)),
                text=one_line(tally.text(language)).rstrip("."),
            )
        )


def _number(value: int, language: str) -> str:
    words = certainty_words(language)
    return words("number", str(value)) if value <= _LARGEST_WORD else words.number(value)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def estimate(body: Body, language: str) -> str:
    """Return the estimate as its numbers are written in the language."""
    text = words_of_numbers(language).decimals(one_line(body.estimate))
    return text.replace(" to ", " til ") if language == "nb" else text
