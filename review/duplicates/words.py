"""What is said of pairs of records: which words on each pair hold.

A person's word comes before a rule's, whenever it was said. Of several rules the last one to look
at the pair holds; of several people those whose place nobody else has taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, func, or_, select

from review.acts import load
from review.duplicates.projector import BY_HAND
from review.ledger.heads import heads, over_of
from review.standing import batches
from review.store import tables

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Word:
    """One standing word on a pair: one report (`merged`) or two (`apart`)."""

    id: str
    order: str
    kind: str
    rule: str
    score: float
    over: frozenset[str] | None = None

    @property
    def by_hand(self) -> bool:
        """Whether a person said it."""
        return self.rule == BY_HAND


def holding(
    connection: Connection, records: Collection[str] | None = None
) -> dict[Pair, list[Word]]:
    """Return the words that hold, by pair; with `records`, on pairs whose first record is there."""
    by_pair: defaultdict[Pair, list[Word]] = defaultdict(list)
    for row in _rows(connection, records):
        by_pair[row.a, row.b].append(Word(row.act_id, row.order, row.kind, row.rule, row.score))
    found = {pair: _before_rules(words) for pair, words in by_pair.items()}
    said_twice = {word.id for words in found.values() if len(words) > 1 for word in words}
    over = {act.id: over_of(act.body) for act in load(connection, said_twice)}
    return {pair: _heads(words, over) for pair, words in found.items()}


def _rows(connection: Connection, records: Collection[str] | None) -> Iterable[Row[Any]]:
    bond = tables.bond
    query = select(bond).where(bond.c.kind.in_(("merged", "apart"))).order_by(bond.c.order)
    if records is None:
        yield from connection.execute(query)
        return
    for batch in batches(sorted(records)):
        yield from connection.execute(query.where(bond.c.a.in_(batch)))


def _before_rules(words: Sequence[Word]) -> list[Word]:
    """Return all words by hand; where there is none, the last rule's."""
    return [word for word in words if word.by_hand] or [words[-1]]


def _heads(words: list[Word], over: Mapping[str, frozenset[str] | None]) -> list[Word]:
    if len(words) == 1:
        return words
    return heads(replace(word, over=over[word.id]) for word in words)


def contradicted(connection: Connection) -> set[str]:
    """Return the first records of pairs of which people said both; few, whatever rules said."""
    bond = tables.bond
    rows = connection.scalars(
        select(bond.c.a)
        .where(bond.c.rule == BY_HAND, bond.c.kind.in_(("merged", "apart")))
        .group_by(bond.c.a, bond.c.b)
        .having(func.count(bond.c.kind.distinct()) > 1)
    )
    return set(rows)


def differ(words: Iterable[Word]) -> bool:
    """Tell whether the words that hold on a pair differ."""
    return len({word.kind for word in words}) > 1


def kept_apart(words: Iterable[Word]) -> bool:
    """Tell whether the pair is two reports: so says a word that holds, and so it is in a clash."""
    return any(word.kind == "apart" for word in words)


def standing_on(connection: Connection, record: str, others: Collection[str]) -> list[str]:
    """Return the ids of all standing acts on the pairs of `record` with each of `others`."""
    bond, found = tables.bond, set[str]()
    for batch in batches(sorted(others)):
        found.update(
            connection.scalars(
                select(bond.c.act_id).where(
                    or_(
                        (bond.c.a == record) & bond.c.b.in_(batch),
                        (bond.c.b == record) & bond.c.a.in_(batch),
                    )
                )
            )
        )
    return sorted(found)
