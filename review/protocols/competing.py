"""Versions of the protocol that compete: shown line by line where they differ, and settled."""

from __future__ import annotations

from sqlalchemy import Connection

from review.acts import load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.ids import shown
from review.ledger.ledger import Review
from review.people import team
from review.protocols.text import plain_text
from review.protocols.versions import PROTOCOL, body_of, competing


def clashes(connection: Connection) -> list[Clash]:
    """Return the clash of the versions that compete; none or one."""
    versions = competing(connection)
    if not versions:
        return []
    texts = {one.id: plain_text(one.protocol).splitlines() for one in versions}
    shared = set.intersection(*(set(lines) for lines in texts.values()))
    sides = [
        Side(act.id, act.by, act.at, _only(texts[act.id], shared))
        for act in load(connection, texts)
    ]
    return [clash_of("protocol", "The protocol", sides)]


def _only(lines: list[str], shared: set[str]) -> str:
    """Return the lines that other versions do not have, in one text."""
    own = [line for line in lines if line not in shared]
    return "\n".join(own) or "nothing that the other does not say"


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Make the version of side `number` the next one, over all that compete."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "set the protocol")
        still(clashes(connection), clash)
        taken = next(one for one in competing(connection) if one.id == side.act_id)
        body = {**body_of(connection, taken.protocol), "why": reason_given(why)}
        writing.append(PROTOCOL.name, "protocol", body)
    return f"The protocol is version {shown('p', side.act_id)} of {side.by} now."
