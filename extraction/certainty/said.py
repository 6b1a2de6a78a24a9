"""A judgement of certainty from what a person typed, in a command line or in the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from extraction.certainty import judgement as judgements
from extraction.certainty.grading import DOMAINS, STARTS, Rating, rating_of
from extraction.certainty.judgement import Judgement
from review.refusal import Refused


def judgement_said(
    start: str, said: Mapping[str, str], level: str, because: str, adopt: str
) -> Judgement | None:
    """Return the judgement; `said` has `-1 why` by domain. None where nothing is said.

    Raises Refused where a part is no such, or is missing.
    """
    ratings = ratings_said(said)
    if adopt:
        if start or because:
            raise Refused(
                "An adopted judgement is as its authors made it.",
                "Leave out --start and --because.",
            )
        return judgements.adopted(adopt, level, ratings)
    if not (start or ratings or level):
        return None
    if start not in STARTS:
        raise Refused(
            f"“{start}” is not where evidence starts." if start else "Say where it starts.",
            f"Add --start with one of: {', '.join(STARTS)}.",
        )
    return judgements.own(start, ratings, level_wanted=level, because=because)


def ratings_said(said: Mapping[str, str]) -> list[Rating]:
    """Return a rating for each domain of which something is said."""
    return [rating_of(domain, said[domain]) for domain in DOMAINS if said.get(domain)]


def studies_said(typed: Iterable[str]) -> list[list[str | int | None]]:
    """Return studies with their participants, each typed as `STUDY` or `STUDY=N`; blanks are none.

    Raises Refused for what is no number.
    """
    return [_study(one.strip()) for one in typed if one.strip()]


def _study(typed: str) -> list[str | int | None]:
    name, sign, number = typed.rpartition("=")
    if not sign:
        return [typed, None]
    if not number.strip().isdecimal():
        raise Refused(f"“{number}” is not a number of participants.", "As in 'Berg 2019=400'.")
    return [name.strip(), int(number)]
