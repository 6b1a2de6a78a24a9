"""Making a choice of the synthesis, and settling one that two copies made differently."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from extraction.choices import CHOICE, Choice, agreed, checked, name_of, said
from extraction.same import folded
from review.clashes.clash import Clash, Side, clash_of, reason_given, side_of, still
from review.ledger.ledger import Review, Writing
from review.people import team
from review.refusal import Refused


def choose(review: Review, typed: str, values: Sequence[str], why: str) -> str:
    """Keep a choice with its reason; return it in words.

    Raises Refused for what cannot be chosen, and where no reason is given.
    """
    key, thing, cleaned = checked(typed, tuple(values))
    if not why.strip():
        raise Refused("A choice of the synthesis says why.", "Add --why with a few words.")
    with review.write() as writing:
        team.require(writing.connection, review, (), "choose for the synthesis")
        return _append(review, writing, (key, thing, cleaned), why.strip())


def _append(
    review: Review, writing: Writing, chosen: tuple[str, str, tuple[str, ...]], why: str
) -> str:
    key, thing, values = chosen
    over = said(writing.connection).get(folded(name_of(key, thing)), [])
    body = {
        "key": key,
        "thing": thing,
        "values": list(values),
        "why": why,
        "over": sorted(one.id for one in over),
    }
    act = writing.append(CHOICE, "synthesis", body)
    return review.projectors.kinds[act.kind].says(act)


def clashes(connection: Connection) -> list[Clash]:
    """Return the choices that two copies made apart and differently."""
    return [
        clash_of("choice", words[0].name, map(_side, words))
        for words in said(connection).values()
        if not agreed(words)
    ]


def _side(choice: Choice) -> Side:
    return Side(choice.id, choice.by, choice.at, f"{', '.join(choice.values)}\n({choice.why})")


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """Choose what side `number` says, over all that was said."""
    side = side_of(clash, number)
    with review.write() as writing:
        team.known(writing.connection, review)
        still(clashes(writing.connection), clash)
        taken = next(
            one
            for words in said(writing.connection).values()
            for one in words
            if one.id == side.act_id
        )
        chosen = (taken.key, taken.thing, taken.values)
        return _append(review, writing, chosen, reason_given(why))
