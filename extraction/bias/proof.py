"""Results that the protocol names and a study has, whose risk of bias is not agreed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection

from extraction.bias.agreed import agreed_judgements, plan_of
from extraction.outcomes import results
from extraction.planned import covers
from extraction.queries import agreed_studies
from review.ids import shown_study
from review.ledger.proving import Problem
from review.protocols.bias_plan import PlannedResult


def unjudged(connection: Connection) -> list[Problem]:
    """Return a problem for each planned result that some studies have unjudged.

    There is none while nothing is judged, so that a review that has not come so far is whole.
    """
    plan, judgements = plan_of(connection), agreed_judgements(connection)
    if not plan.results or not judgements:
        return []
    judged: dict[str, list[str]] = {}
    for one in judgements:
        judged.setdefault(one.study, []).append(one.part)
    measured = {
        study.id: [f"{r.outcome} @ {r.time_point}" if r.time_point else r.outcome for r in found]
        for study in agreed_studies(connection)
        if (found := results(study))
    }
    return [
        Problem(
            "risk-of-bias",
            f"{len(studies)} studies have “{one.part}”, and its risk of bias is not agreed.",
            tuple(shown_study(study) for study in studies),
        )
        for one in plan.results
        if (studies := without(one, measured, judged))
    ]


def without(
    planned: PlannedResult,
    measured: Mapping[str, Iterable[str]],
    judged: Mapping[str, Sequence[str]],
) -> list[str]:
    """Return the studies that have the planned result and no judgement of it."""
    return [
        study
        for study, parts in measured.items()
        if any(covers(planned, part) for part in parts)
        and not any(covers(planned, part) for part in judged.get(study, ()))
    ]
