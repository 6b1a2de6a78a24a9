"""Statements: what the review says of a thing that is neither a record nor a study.

A body of evidence, its certainty, an answer on a checklist: each statement is whole, and takes the
place of those that its writer saw. Where two copies state different things without knowing of each
other, both stand as a clash, and none holds until somebody takes one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from review.acts import Act, Kind, canonical, load, nobody
from review.clashes.clash import Clash, ClashKind, Side, clash_of, reason_given, side_of, still
from review.ledger.heads import heads
from review.ledger.ledger import Review, Writing
from review.store import tables

Content = Mapping[str, Any]
# Checks that a person may state such a thing; raises Refused.
Permit = Callable[[Connection, Review], None]


@dataclass(frozen=True, slots=True)
class Statement:
    """One standing statement on a thing; empty content says that there is no such thing any more.

    `content` of a sealed one is not in hand: it is None.
    """

    id: str
    order: str
    thing: str
    person: str
    over: frozenset[str] | None
    content: Content | None


def standing(connection: Connection, kind: str) -> list[Statement]:
    """Return all statements of a kind that were not taken back, in order."""
    table = tables.statement
    rows = connection.execute(select(table).where(table.c.kind == kind).order_by(table.c.order))
    return [
        Statement(
            row.act_id,
            row.order,
            row.thing,
            row.person,
            frozenset(row.over.split()),
            json.loads(row.content) if row.content else None,
        )
        for row in rows
    ]


def latest(connection: Connection, kind: str) -> dict[str, list[Statement]]:
    """Return, for each thing, the statements whose place no other one has taken."""
    by_thing: dict[str, list[Statement]] = {}
    for one in standing(connection, kind):
        by_thing.setdefault(one.thing, []).append(one)
    return {thing: heads(found) for thing, found in by_thing.items()}


def holding(connection: Connection, kind: str) -> dict[str, Statement]:
    """Return what holds by thing, in the order in which it was first stated; clashes do not."""
    found = {}
    for thing, words in latest(connection, kind).items():
        if len({canonical(word.content) for word in words}) == 1 and words[-1].content:
            found[thing] = words[-1]
    return found


def state(
    writing: Writing, kind: str, thing: str, content: Content, *, over: bool = True, why: str = ""
) -> Act:
    """Append a statement that takes the place of those standing here (`over`: of all but none)."""
    seen = latest(writing.connection, kind).get(thing, []) if over else []
    body: dict[str, Any] = {"content": dict(content), "over": sorted(one.id for one in seen)}
    return writing.append(kind, thing, {**body, **({"why": why} if why else {})})


def kind_of(
    name: str,
    says: Callable[[Act], str],
    *,
    sealed: bool = False,
    may_withdraw: Callable[[Connection, Act], None] | None = None,
) -> Kind:
    """Return the kind of act by which such statements are made; `sealed` ones are one's own."""
    return Kind(
        name,
        _apply,
        (tables.statement,),
        nobody,
        says,
        undoable=True,
        may_withdraw=may_withdraw,
        traced=False,
        public=() if sealed else None,
    )


def _apply(connection: Connection, act: Act) -> None:
    content = "" if act.sealed else canonical(dict(act.body["content"]))
    connection.execute(
        insert(tables.statement).values(
            act_id=act.id,
            order=act.order,
            kind=act.kind,
            thing=act.subject,
            person=act.reviewer,
            over=" ".join(act.body.get("over", ())),
            content=content,
        )
    )


def clashes(
    connection: Connection,
    kind: str,
    about: Callable[[str, Content], str],
    told: Callable[[Content], Mapping[str, str]],
    clash_kind: ClashKind = "statement",
) -> list[Clash]:
    """Return the things of which two copies state different things.

    `about` names a thing, `told` gives what a statement says by the name of each part; a side
    lists the parts in which the statements differ.
    """
    found = []
    for thing, words in latest(connection, kind).items():
        if len({canonical(word.content) for word in words}) < 2:  # noqa: PLR2004 - two differ
            continue
        acts = {act.id: act for act in load(connection, [word.id for word in words])}
        parts = [told(word.content) if word.content else {} for word in words]
        names = [
            name
            for name in dict.fromkeys(name for part in parts for name in part)
            if len({part.get(name) for part in parts}) > 1
        ]
        sides = [
            Side(
                word.id,
                acts[word.id].by,
                acts[word.id].at,
                "\n".join(f"{name}: {part.get(name) or 'nothing'}" for name in names)
                if part
                else "it is removed",
            )
            for word, part in zip(words, parts, strict=True)
        ]
        known = next((word.content for word in words if word.content), {})
        found.append(clash_of(clash_kind, about(thing, known), sides))
    return found


def settle_clash(
    review: Review,
    clash: Clash,
    number: int,
    why: str,
    found: Callable[[Connection], list[Clash]],
    permit: Permit,
) -> str:
    """State what side `number` says, over all that was stated of the thing."""
    side = side_of(clash, number)
    with review.write() as writing:
        permit(writing.connection, review)
        still(found(writing.connection), clash)
        (taken,) = load(writing.connection, [side.act_id])
        act = state(
            writing, taken.kind, taken.subject, taken.body["content"], why=reason_given(why)
        )
    return f"{review.projectors.kinds[act.kind].says(act)}, as {side.by} had it."
