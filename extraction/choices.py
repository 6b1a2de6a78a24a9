"""Choices of the synthesis: how effects are counted and shown, each with the reason for it.

A choice is an act that names those whose place it takes; where two copies chose apart and
differently, neither holds until somebody settles it. SWiM asks for each reason, and for what was
changed after results were known: a choice of grouping that came after the first agreed entry is
post hoc, with its date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Connection, select

from extraction.outcomes import BASES, checked_share
from extraction.projector import CONSENSUS_ACT
from extraction.same import folded
from review.acts import Act, Kind, load, load_standing, nobody, nothing
from review.clean import one_line
from review.ledger.heads import heads, over_of
from review.refusal import Refused
from review.store import tables

CHOICE = "synthesis-choice"
Key = Literal["basis", "share", "tests", "domain", "rows", "order", "columns", "hard"]
KEYS: tuple[Key, ...] = get_args(Key)
TESTS = ("no", "yes", "few")  # `few`: below six studies too
ORDERS = ("arrival", "name", "year", "design")
ROWS = ("intervention", "control", "outcome")
# The item of SWiM that each choice answers; those of 1 are groupings.
ITEMS: Mapping[Key, str] = {
    "basis": "3",
    "share": "3",
    "tests": "3",
    "domain": "1a",
    "rows": "1a",
    "order": "7",
    "columns": "7",
    "hard": "7",
}
ABOUT: Mapping[Key, str] = {
    "basis": "what is counted: direction, significance or claim",
    "share": "the share of a study's results that gives it a direction: 0.7",
    "tests": "sign tests: no, yes, or few for below six studies too",
    "domain": "outcomes that count as one: domain:NAME OUTCOME OUTCOME ...; without outcomes, none",
    "rows": "the grouping of the table outcomes: intervention control outcome, in any order",
    "order": "the order of studies: arrival, name, year or design",
    "columns": "the columns of a table, in order: columns:TABLE KEY KEY ...; without keys, all",
    "hard": "outcomes that a harvest plot draws filled",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One standing choice; `thing` is the domain or table that it is about, where it is of one."""

    id: str
    order: str
    over: frozenset[str] | None
    key: Key
    thing: str
    values: tuple[str, ...]
    why: str
    by: str
    at: str
    post_hoc: bool = False

    @property
    def name(self) -> str:
        """Return `share`, or `domain:Parenting`."""
        return name_of(self.key, self.thing)

    @property
    def item(self) -> str:
        """Return the item of SWiM that it answers."""
        return ITEMS[self.key]


def name_of(key: str, thing: str) -> str:
    """Return the name under which a choice stands."""
    return f"{key}:{thing}" if thing else key


def choices(connection: Connection) -> tuple[Choice, ...]:
    """Return the choices that hold, in the order in which they were made."""
    found = [words[-1] for words in said(connection).values() if agreed(words)]
    return tuple(sorted(found, key=lambda one: one.order))


def said(connection: Connection) -> dict[str, list[Choice]]:
    """Return, by name, the choices whose place no other one has taken."""
    acts = load_standing(connection, CHOICE)
    if not acts:
        return {}
    first = _first_agreed(connection)
    grouped: dict[str, list[Choice]] = {}
    for one in acts:
        choice = _choice(one, first)
        grouped.setdefault(folded(choice.name), []).append(choice)
    return {name: heads(found) for name, found in sorted(grouped.items())}


def agreed(words: list[Choice]) -> bool:
    """Tell whether choices under one name say the same."""
    return len({word.values for word in words}) == 1


def _first_agreed(connection: Connection) -> str:
    """Return the place in order of the first agreed entry, empty where there is none."""
    act, gone = tables.act, tables.withdrawal
    withdrawn = select(gone.c.act_id).where(gone.c.act_id == act.c.id)
    query = select(act.c.id).where(act.c.kind == CONSENSUS_ACT, ~withdrawn.exists())
    first = connection.scalars(query.order_by(act.c.lamport, act.c.writer, act.c.seq).limit(1))
    return next((one.order for one in load(connection, first.all())), "")


def _choice(act: Act, first: str) -> Choice:
    body = act.body
    grouping = ITEMS[body["key"]].startswith("1")
    return Choice(
        id=act.id,
        order=act.order,
        over=over_of(body),
        key=body["key"],
        thing=body["thing"],
        values=tuple(body["values"]),
        why=one_line(body["why"]),
        by=act.by,
        at=act.at,
        post_hoc=grouping and bool(first) and act.order > first,
    )


def checked(typed: str, values: tuple[str, ...]) -> tuple[Key, str, tuple[str, ...]]:
    """Return key, thing and values of a choice as typed; Refused where it cannot be made."""
    name, _colon, thing = typed.partition(":")
    key, thing = next((one for one in KEYS if one == name.strip()), None), one_line(thing)
    if key is None:
        raise Refused(f"“{typed}” cannot be chosen.", f"It can be: {', '.join(KEYS)}.")
    if (key in {"domain", "columns"}) != bool(thing):
        raise Refused(f"“{typed}” does not say of what.", f"{key}: {ABOUT[key]}.")
    cleaned = tuple(dict.fromkeys(one_line(value) for value in values if value.strip()))
    allowed: dict[str, tuple[str, ...]] = {"basis": BASES, "tests": TESTS, "order": ORDERS}
    if key in allowed and (len(cleaned) != 1 or cleaned[0] not in allowed[key]):
        raise Refused(f"{key} is one of {', '.join(allowed[key])}.", f"{key}: {ABOUT[key]}.")
    if key == "share":
        cleaned = (_share(cleaned),)
    if key == "rows" and sorted(cleaned) != sorted(ROWS):
        raise Refused("rows names each of the three once.", f"For instance {' '.join(ROWS)}.")
    return key, thing, cleaned


def _share(values: tuple[str, ...]) -> str:
    try:
        (typed,) = values
        return f"{checked_share(float(typed.replace(',', '.'))):g}"
    except ValueError:
        raise Refused("The share is one number.", "For instance 0.7.") from None


def _says(act: Act) -> str:
    body: Mapping[str, Any] = act.body
    values = ", ".join(map(str, body["values"])) or "none"
    return f"synthesis, {name_of(body['key'], body['thing'])}: {values} ({body['why']})"


KIND = Kind(CHOICE, nothing, (), nobody, _says, undoable=True)
