"""How strongly a record's text speaks of the protocol's terms: a rank without any learning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import Connection, select

from review.protocol import Terms
from review.standing import batches
from review.store import tables


def pattern(term: str) -> re.Pattern[str]:
    """Return what finds `term` at the beginning of a word; a phrase with any space in it."""
    words = (re.escape(word) for word in term.casefold().rstrip("*$?").split())
    return re.compile(r"\b" + r"\s+".join(words))


def score(text: str, include: Sequence[re.Pattern[str]], exclude: Sequence[re.Pattern[str]]) -> int:
    """Return how many of the terms for inclusion are in `text`, less those for exclusion."""
    plain = text.casefold()
    return sum(bool(one.search(plain)) for one in include) - sum(
        bool(one.search(plain)) for one in exclude
    )


def scores(connection: Connection, sets: Sequence[str], terms: Terms) -> dict[str, int]:
    """Return the score of the record that is shown for each of `sets`."""
    include = [pattern(term) for term in terms.include if term.strip("*$? ")]
    exclude = [pattern(term) for term in terms.exclude if term.strip("*$? ")]
    made, record, text = tables.duplicate_set, tables.record, tables.record_text
    found: dict[str, int] = {}
    for batch in batches(sets):
        rows = connection.execute(
            select(made.c.set_id, record.c.title, text.c.abstract)
            .join(record, record.c.id == made.c.shown_id)
            .join(text, text.c.record_id == record.c.id)
            .where(made.c.set_id.in_(batch))
        )
        for set_id, title, abstract in rows:
            found[set_id] = score(f"{title}\n{abstract}", include, exclude)
    return found
