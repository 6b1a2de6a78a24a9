"""JBI's checklists by design: items answered yes, no, unclear or not applicable, and an appraisal.

There is no score and no threshold in the checklists. `share_met` is for reviews that print one all
the same; it is never worked out unasked.
"""

from __future__ import annotations

from collections.abc import Iterable

from extraction.bias import scale
from extraction.bias.tool import OVERALL, Domain, Tool

NOT_APPLICABLE = "not-applicable"
YES = "yes"


def share_met(answers: Iterable[str]) -> float | None:
    """Return the share of applicable items answered yes, 0 to 1; None where none applies."""
    applicable = [answer for answer in answers if answer != NOT_APPLICABLE]
    return applicable.count(YES) / len(applicable) if applicable else None


def _checklist(form: str, name: str, norwegian: str, version: str, *items: str) -> Tool:
    return Tool(
        form=form,
        name=name,
        norwegian=norwegian,
        version=version,
        domains=tuple(Domain(item, item=True) for item in items),
        summary=Domain(OVERALL),
        levels=scale.JBI_ITEM,
        summary_levels=scale.JBI,
    )


# The versions of 2017 and 2023 number the items of a trial differently: a key tells which is meant.
TRIALS = _checklist(
    "jbi-rct",
    "JBI checklist for randomised controlled trials",
    "JBI-sjekklisten for randomiserte kontrollerte studier",
    "2023",
    "randomisation",
    "concealment",
    "baseline",
    "participants_blind",
    "providers_blind",
    "treated_alike",
    "assessors_blind",
    "measured_alike",
    "measured_reliably",
    "follow_up",
    "analysed_as_allocated",
    "statistics",
    "design",
)
COHORTS = _checklist(
    "jbi-cohort",
    "JBI checklist for cohort studies",
    "JBI-sjekklisten for kohortstudier",
    "2017",
    "groups_alike",
    "exposure_alike",
    "exposure_valid",
    "confounders_named",
    "confounders_handled",
    "free_at_start",
    "outcome_valid",
    "follow_up_long",
    "follow_up_complete",
    "incomplete_handled",
    "statistics",
)
QUALITATIVE = _checklist(
    "jbi-qualitative",
    "JBI checklist for qualitative research",
    "JBI-sjekklisten for kvalitativ forskning",
    "2017",
    "philosophy",
    "question",
    "collection",
    "analysis",
    "interpretation",
    "researcher_located",
    "researcher_influence",
    "voices",
    "ethics",
    "conclusions",
)
CHECKLISTS = (TRIALS, COHORTS, QUALITATIVE)
