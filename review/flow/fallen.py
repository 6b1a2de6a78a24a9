"""What fell between stages: things that add up in the flow and are wrong all the same."""

from __future__ import annotations

from sqlalchemy import Connection, select

from review.ids import shown_record, shown_study
from review.proving import Problem
from review.retraction import unanswered
from review.store import tables
from review.studies import all_studies
from review.versions import contested


def fallen(connection: Connection) -> list[Problem]:
    """Return mixed studies, retractions without an answer, and competing protocol versions."""
    made = tables.duplicate_set
    excluded = set(
        connection.scalars(select(made.c.set_id).where(made.c.standing == "excluded-full-text"))
    )
    problems = []
    for study in all_studies(connection, only_included=False):
        out = [report for report in study.reports if report in excluded]
        if out and len(out) < len(study.reports):
            problems.append(
                Problem(
                    "study",
                    f"{study.name} ({shown_study(study.id)}) has included and excluded reports.",
                    tuple(shown_record(report) for report in out),
                )
            )
    retracted = unanswered(connection)
    if retracted:
        problems.append(
            Problem(
                "retraction",
                "Retracted and included: decide on it anew with `review settle RECORD "
                "include|exclude --stage full-text --method M --why T`.",
                tuple(shown_record(one) for one in retracted),
            )
        )
    versions = contested(connection)
    if versions:
        problems.append(Problem("protocol", "Versions of the protocol compete.", tuple(versions)))
    return problems
