"""What `review check` looks for in extraction: studies and results that fell between the steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from review.counting import counted

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.proving import Problem


def unextracted(connection: Connection, _person: str) -> list[Problem]:
    """Return the included studies about which nothing is agreed, once extraction has begun."""
    from extraction.queries import agreed_studies
    from review.ids import shown_study
    from review.ledger.proving import Problem

    studies = agreed_studies(connection)
    empty = tuple(shown_study(study.id) for study in studies if not study.characteristics)
    if not empty or len(empty) == len(studies):
        return []
    number = counted(len(empty), "included study has", "included studies have")
    return [Problem("extraction", f"{number} no agreed data.", empty)]


def unjudged(connection: Connection, _person: str) -> list[Problem]:
    """Return the planned results whose risk of bias is not agreed, once judging has begun."""
    from extraction.bias.proof import unjudged as found

    return found(connection)


def outdated(connection: Connection, person: str) -> list[Problem]:
    """Return the studies with entries that an older version of a form was filled for.

    As everyone may see it, and what is the person's own.
    """
    from extraction.looking_again import left_behind
    from review.ids import shown_study
    from review.ledger.proving import Problem

    by_form: dict[str, dict[str, None]] = {}
    for one in left_behind(connection, person):
        by_form.setdefault(one.place.form, {})[shown_study(one.place.study)] = None
    return [
        Problem(
            "form-version",
            f"{counted(len(studies), 'study has', 'studies have')} entries under an older version "
            f"of {form}: `review form changes {form}`.",
            tuple(studies),
        )
        for form, studies in sorted(by_form.items())
    ]
