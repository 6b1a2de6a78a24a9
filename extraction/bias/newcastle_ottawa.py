"""The Newcastle-Ottawa scale: stars for selection, comparability, and outcome or exposure.

At most nine stars in both scales. The scale has no thresholds: a review that uses some has to say
where they are from.
"""

from __future__ import annotations

from collections.abc import Mapping

from extraction.bias.answers import Answers
from extraction.bias.tool import OVERALL, Domain, Tool

STAR = "star"  # an option that gives one begins with it
TWO_STARS = "two-stars"


NAMES = {
    "selection": {"en": "Selection", "nb": "Utvalg"},
    "comparability": {"en": "Comparability", "nb": "Sammenlignbarhet"},
    "outcome": {"en": "Outcome", "nb": "Utfall"},
    "exposure": {"en": "Exposure", "nb": "Eksponering"},
    OVERALL: {"en": "All stars", "nb": "Alle stjerner"},
}


def stars_of(answer: str) -> int:
    """Return the stars of an answer, 0 to 2."""
    if answer.startswith(TWO_STARS):
        return 2
    return int(answer.startswith(STAR))


def stars(a: Answers, items: Mapping[str, int]) -> str:
    """Return `3/4`: the stars of `items` and the most that they can give."""
    return f"{sum(stars_of(a(item)) for item in items)}/{sum(items.values())}"


def _section(name: str, items: Mapping[str, int]) -> Domain:
    return Domain(name, lambda a: stars(a, items), counted=True, names=NAMES[name])


def _scale(form: str, name: str, norwegian: str, last: str) -> Tool:
    selection = {f"S{number}": 1 for number in range(1, 5)}
    comparability = {"C1": 2}
    third = {f"{last[0].upper()}{number}": 1 for number in range(1, 4)}
    return Tool(
        form=form,
        name=name,
        norwegian=norwegian,
        version="2014",
        domains=(
            _section("selection", selection),
            _section("comparability", comparability),
            _section(last, third),
        ),
        summary=_section(OVERALL, {**selection, **comparability, **third}),
    )


COHORT = _scale(
    "nos-cohort",
    "Newcastle-Ottawa scale for cohort studies",
    "Newcastle-Ottawa-skalaen for kohortstudier",
    "outcome",
)
CASE_CONTROL = _scale(
    "nos-case-control",
    "Newcastle-Ottawa scale for case-control studies",
    "Newcastle-Ottawa-skalaen for kasus-kontroll-studier",
    "exposure",
)
