"""ROBIS for a systematic review (Whiting et al., J Clin Epidemiol 2016;69:225-34).

A domain of phase 2 is proposed as of low concern only where every question is answered yes or
probably yes; beyond that, and for phase 3, there is no rule to compute by: a review with a domain
of high concern may still be at low risk, where its conclusions deal with it.
"""

from __future__ import annotations

from extraction.bias import scale
from extraction.bias.answers import YES, Answers
from extraction.bias.tool import OVERALL, Domain, Tool

LOW, HIGH, UNCLEAR = "low", "high", "unclear"
QUESTIONS = {"d1": 5, "d2": 5, "d3": 5, "d4": 6}


def concern(a: Answers, domain: str) -> str:
    """Return low where all questions of `domain` are answered yes or probably yes.

    Else nothing is proposed, and every question is read, so that the answers are still told.
    """
    number = domain.removeprefix("d")
    told = [a(f"{number}.{place}") for place in range(1, QUESTIONS[domain] + 1)]
    return LOW if YES.issuperset(told) else ""


def _domain(name: str) -> Domain:
    return Domain(name, lambda a: concern(a, name))


REVIEWS = Tool(
    form="robis",
    name="ROBIS",
    version="1.2",
    domains=tuple(_domain(name) for name in QUESTIONS),
    summary=Domain(OVERALL),
    worst_first=(HIGH, UNCLEAR, LOW),
    levels=scale.ROBIS,
)
