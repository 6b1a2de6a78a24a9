"""AMSTAR 2 for a systematic review (Shea et al., BMJ 2017;358:j4008).

Sixteen items; the overall confidence counts the weaknesses: items answered no. Partly met is met,
and an item on meta-analysis does not apply where there is none.
"""

from __future__ import annotations

from collections.abc import Collection

from extraction.bias import scale
from extraction.bias.answers import Answers
from extraction.bias.tool import OVERALL, Domain, Tool

ITEMS = tuple(str(number) for number in range(1, 17))
# Protocol, search, list of excluded studies, risk of bias (technique and interpretation), methods
# of meta-analysis, publication bias. A review may choose others, which are then printed.
CRITICAL = ("2", "4", "7", "9", "11", "13", "15")
NO = "no"
HIGH, MODERATE, LOW, CRITICALLY_LOW = "high", "moderate", "low", "critically-low"


def confidence(a: Answers, critical: Collection[str] = CRITICAL) -> str:
    """Return the overall confidence.

    More than one critical weakness is critically low, one is low; without one, more than one other
    weakness is moderate, else high.
    """
    weak = [item for item in ITEMS if a(item) == NO]
    flaws = [item for item in weak if item in critical]
    if flaws:
        return CRITICALLY_LOW if len(flaws) > 1 else LOW
    return MODERATE if len(weak) > 1 else HIGH


def with_critical(critical: Collection[str] = CRITICAL) -> Tool:
    """Return the tool with these items as the critical ones."""
    return Tool(
        form="amstar-2",
        name="AMSTAR 2",
        version="2017",
        domains=tuple(Domain(f"q{item}", item=True) for item in ITEMS),
        summary=Domain(OVERALL, lambda a: confidence(a, critical)),
        worst_first=(CRITICALLY_LOW, LOW, MODERATE, HIGH),
        levels=scale.AMSTAR_2_ITEM,
        summary_levels=scale.AMSTAR_2,
    )
