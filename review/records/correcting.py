"""Fields that two copies corrected differently: listed, and settled by one correction over all.

Until somebody settles it, what the fact says holds.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from review.acts import load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.clean import one_line
from review.ledger.ledger import Review
from review.people import team
from review.records.corrections import DESCRIBE, EDIT, Word, agreed, body_over, words_on
from review.records.lookup import by_ids
from review.sources.describing import searches

# The fields that the same acts dispute: of which record or source, and what each act says.
Dispute = tuple[str, dict[str, list[Word]]]


def clashes(connection: Connection) -> list[Clash]:
    """Return what is corrected differently, one clash for the acts that dispute each other."""
    return [clash for clash, _dispute in _disputed(connection)]


def _disputed(connection: Connection) -> list[tuple[Clash, Dispute]]:
    disputes = _disputes(connection)
    records = by_ids(connection, {thing for thing, _fields in disputes})
    sources = searches(connection)
    made = []
    for thing, fields in disputes:
        if thing in records:
            record = records[thing]
            about, shown = f"{record.shown} {one_line(record.title)}", record.shown
        elif thing in sources:
            about, shown = sources[thing].name, ""
        else:
            continue  # the import that brought it was taken back
        names = ", ".join(field.replace("_", " ") for field in fields)
        sides = _sides(connection, fields)
        made.append((clash_of("correction", f"{names} of {about}", sides, shown), (thing, fields)))
    return made


def _disputes(connection: Connection) -> list[Dispute]:
    found: dict[tuple[str, frozenset[str]], dict[str, list[Word]]] = {}
    for thing, fields in sorted(words_on(connection).items()):
        for field, words in sorted(fields.items()):
            if not agreed(words):
                acts = frozenset(word.id for word in words)
                found.setdefault((thing, acts), {})[field] = words
    return [(thing, fields) for (thing, _acts), fields in found.items()]


def _sides(connection: Connection, fields: dict[str, list[Word]]) -> list[Side]:
    acts = load(connection, {word.id for words in fields.values() for word in words})
    return [
        Side(
            act.id,
            act.by,
            act.at,
            "\n".join(_said(field, act.body["fields"][field]) for field in fields)
            + (f"\n({act.body['why']})" if act.body["why"] else ""),
        )
        for act in acts
    ]


def _said(field: str, value: Any) -> str:
    text = "; ".join(value) if isinstance(value, list) else str("" if value is None else value)
    return f"{field.replace('_', ' ')}: {text or 'nothing'}"


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Say of the disputed fields what side `number` says, over all that was said of them."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        still(clashes(connection), clash)
        thing, fields = next(
            dispute for one, dispute in _disputed(connection) if one.id == clash.id
        )
        taken = {
            field: word.value
            for field, words in fields.items()
            for word in words
            if word.id == side.act_id
        }
        body = body_over(connection, thing, taken, reason_given(why))
        sources = searches(connection)
        if thing in sources:
            act = writing.append(DESCRIBE, thing, {"source": sources[thing].name, **body})
        else:
            act = writing.append(EDIT, thing, body)
    return review.projectors.kinds[act.kind].says(act)
