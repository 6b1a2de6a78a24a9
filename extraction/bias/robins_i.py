"""ROBINS-I for one result of a non-randomised study of an intervention: version 2016, and V2.

The 2016 version has no algorithm for its domains, so people judge each; the overall judgement is
the worst (Sterne et al., BMJ 2016;355:i4919). V2 has other domains in another order and must never
be read as the older version: the two are tools of their own, and the version is told with every
judgement.
"""

from __future__ import annotations

from extraction.bias import scale
from extraction.bias.answers import Answers
from extraction.bias.tool import OVERALL, Domain, Tool

LOW, MODERATE, SERIOUS, CRITICAL = "low", "moderate", "serious", "critical"
NO_INFORMATION = "no-information"
WORST_FIRST = (CRITICAL, SERIOUS, NO_INFORMATION, MODERATE, LOW)


def overall(a: Answers, domains: tuple[str, ...]) -> str:
    """Return the overall judgement, every domain being a key domain.

    Critical or serious where one domain is; no information where none is and a domain lacks
    information; else moderate, and low where all are low.
    """
    told = {a(domain) for domain in domains}
    return next(one for one in WORST_FIRST if one in told)


def _tool(form: str, name: str, version: str, number: int) -> Tool:
    domains = tuple(f"d{place}" for place in range(1, number + 1))
    return Tool(
        form=form,
        name=name,
        version=version,
        domains=tuple(Domain(domain) for domain in domains),
        summary=Domain(OVERALL, lambda a: overall(a, domains)),
        worst_first=WORST_FIRST,
        levels=scale.ROBINS_I,
    )


V1 = _tool("robins-i", "ROBINS-I", "2016", 7)
V2 = _tool("robins-i-v2", "ROBINS-I V2", "20 November 2025", 6)
