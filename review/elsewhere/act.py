"""The act of entering work done elsewhere."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from review.acts import Act, Kind, nobody
from review.editions.edition import editions
from review.elsewhere.entries import ELSEWHERE, MOST, WHAT, fits
from review.refusal import Refused
from review.store import tables


def _apply(connection: Connection, act: Act) -> None:
    body = act.body
    number = body["number"]
    if not isinstance(number, int) or not 0 < number < MOST:
        raise ValueError(f"{number} is not how many there were")
    if body["what"] not in WHAT or not fits(body["what"], body["kind"]):
        raise ValueError(f"{body['what']} of {body['kind']} has no box")
    connection.execute(
        insert(tables.elsewhere).values(
            act_id=act.id,
            order=act.order,
            what=body["what"],
            number=body["number"],
            source=body["source"],
            kind=body["kind"],
            reason=body["reason"],
            why=body["why"],
            by=act.by,
            at=act.at,
        )
    )


def _may_withdraw(connection: Connection, act: Act) -> None:
    for edition in editions(connection):
        if act.id in edition.logged:
            raise Refused(f"This counts in edition {edition.number}, which is closed and stays.")


def says(act: Act) -> str:
    """Return the act in words."""
    where = f" at {act.body['source']}" if act.body["source"] else ""
    return f"elsewhere: {act.body['number']:,} {WHAT[act.body['what']]}{where}: {act.body['why']}"


ELSEWHERE_KIND = Kind(
    ELSEWHERE,
    _apply,
    (tables.elsewhere,),
    nobody,
    says,
    undoable=True,
    may_withdraw=_may_withdraw,
    traced=False,
)
