"""Pairs that one copy merged and another kept apart: listed and settled.

Until somebody settles it the two stay apart, so that nothing is hidden from screening.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from review.acts import Act, load
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.clean import one_line
from review.duplicates.projector import DIFFERENT, LINK, MERGE, ordered
from review.duplicates.words import Pair, contradicted, differ, holding, standing_on
from review.ids import shown_record
from review.ledger.ledger import Review
from review.people import team
from review.records.lookup import Found, by_ids

_SAYS = {MERGE: "one report", LINK: "two reports, linked as related"}
_APART = "two reports"


def clashes(connection: Connection) -> list[Clash]:
    """Return every pair on which words by hand differ, in the order of their records' ids."""
    said = holding(connection, contradicted(connection))
    found = {pair: words for pair, words in said.items() if differ(words)}
    acts = load(connection, {word.id for words in found.values() for word in words})
    by_id = {act.id: act for act in acts}
    records = by_ids(connection, {record for pair in found for record in pair})
    return [
        clash_of(
            "duplicates",
            " and ".join(_record(one, records) for one in pair),
            [_side(by_id[word.id]) for word in words],
            shown_record(pair[0]),
        )
        for pair, words in sorted(found.items())
        if records.keys() >= set(pair)  # the import that brought one may have been taken back
    ]


def _record(one: str, records: Mapping[str, Found]) -> str:
    return f"{shown_record(one)} {one_line(records[one].title)}"


def _side(act: Act) -> Side:
    why = act.body.get("why", "")
    says = _SAYS.get(act.kind, _APART) + (f": {why}" if why else "")
    return Side(act.id, act.by, act.at, says)


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Say of the pair what side `number` says, over all that was said of it."""
    side = side_of(clash, number)
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        still(clashes(connection), clash)
        acts = {act.id: act for act in load(connection, clash.act_ids)}
        first, second = _pair(acts)
        taken = acts[side.act_id].kind
        body = {
            "other": second,
            "why": reason_given(why),
            "over": standing_on(connection, first, [second]),
        }
        kind = taken if taken in _SAYS else DIFFERENT
        writing.append(kind, first, body)
    return f"{shown_record(first)} and {shown_record(second)}: {_SAYS.get(kind, _APART)}."


def _pair(acts: Mapping[str, Act]) -> Pair:
    """Return the pair that clashing acts are about: one of them merges it, and no other pair."""
    merging = next(act for act in acts.values() if act.kind == MERGE)
    return ordered(merging.subject, merging.body["other"])
