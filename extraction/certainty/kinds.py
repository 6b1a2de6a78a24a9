"""The acts on certainty: bodies of evidence, one's own judgement, the one that holds, phrasing."""

from __future__ import annotations

from sqlalchemy import Connection

from review.acts import Act
from review.ids import shown
from review.ledger.statements import kind_of, standing
from review.refusal import Refused

EVIDENCE, GRADE, CERTAINTY, PHRASING = "evidence", "grade", "certainty", "phrasing"
WHOLE = "review"  # what the phrasing is of


def _body(act: Act) -> str:
    return shown("b", act.subject)


def _says_evidence(act: Act) -> str:
    content = act.body["content"]
    if not content:
        return f"body of evidence {_body(act)} removed"
    time = f" @ {content['time']}" if content["time"] else ""
    return f"body of evidence {_body(act)}: {content['outcome']}{time}"


def _says_grade(act: Act) -> str:
    said = "sealed" if act.sealed else act.body["content"]["level"]
    return f"own judgement of {_body(act)}: {said}"


def _says_certainty(act: Act) -> str:
    content = act.body["content"]
    return f"certainty of {_body(act)}: {content['level'] if content else 'none'}"


def _says_phrasing(act: Act) -> str:
    return "phrasing of certainty: " + ", ".join(v for v in act.body["content"].values() if v)


def _still_sealed(connection: Connection, act: Act) -> None:
    """Refuse to take back a judgement that the other person may have seen already."""
    people = {one.person for one in standing(connection, GRADE) if one.thing == act.subject}
    if len(people) > 1:
        raise Refused(
            f"Two people have judged {_body(act)}; first judgements stay.",
            f"Agree on another one: `review grade {_body(act)}`.",
        )


KINDS = (
    kind_of(EVIDENCE, _says_evidence),
    kind_of(GRADE, _says_grade, sealed=True, may_withdraw=_still_sealed),
    kind_of(CERTAINTY, _says_certainty),
    kind_of(PHRASING, _says_phrasing),
)
