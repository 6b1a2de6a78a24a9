"""What GRADE's rules of thumb say of a judgement of one's own, to be looked at once more.

They never change a level: thresholds are where to begin to think (Murad et al. 2017).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extraction.certainty.body import Body
from extraction.certainty.grading import DOWN, FEW_PARTICIPANTS, large_effect
from extraction.certainty.judgement import Judgement

_RISK_RATIO = re.compile(r"\bRR\s*=?\s*(\d+[.,]\d+|\d+)")


def hints(body: Body, judgement: Judgement) -> Iterator[str]:
    """Give what to look at once more, in sentences; nothing of an adopted judgement."""
    if judgement.adopted_from:
        return
    steps = {rating.domain: rating.steps for rating in judgement.ratings}
    people = body.number_of_participants
    if people is not None and people < FEW_PARTICIPANTS and not steps.get("imprecision"):
        yield (
            f"{people} took part; fewer than {FEW_PARTICIPANTS} are a concern of imprecision, "
            "which does not lower the certainty here."
        )
    found = _RISK_RATIO.search(body.estimate)
    most = large_effect(float(found[1].replace(",", "."))) if found else 0
    given = steps.get("large-effect", 0)
    if given > most and found:
        yield f"RR {found[1]} can raise the certainty by {most}, not by {given}."
    missing = [domain.replace("-", " ") for domain in DOWN if domain not in steps]
    if missing:
        yield f"Nothing is said of {', '.join(missing)}."
