"""What the model may know: texts, the protocol, and what everyone has seen decided by all.

A record teaches once its ballot is revealed, and one on which people differed once that is settled.
So the model, and every order that comes of it, is worked out from what every reviewer may see, in
each copy and on a server alike: no verdict that is sealed to anyone can leak through an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from review.ledger.ledger import Review
from review.protocol import Stage
from review.protocols.versions import current
from review.records.corrections import corrected
from review.standing import batches
from review.store import tables
from screening.ranking.protocol_words import ENOUGH, Words, words_of_protocol
from screening.ranking.texts import Text, content_of, in_order
from screening.ranking.ways import seeds, way_of

# What a revealed ballot teaches, by its state; any other teaches nothing.
TEACHES = {"forward": True, "excluded": False}


@dataclass(frozen=True, slots=True)
class Known:
    """All that one order is made of."""

    texts: tuple[Text, ...]
    labels: Mapping[str, bool]
    words: Words
    seed: int

    def request(self, cache: Path | None) -> dict[str, Any]:
        """Return what the learning process is asked."""
        return {
            "job": "order",
            "content": content_of(self.texts),
            "cache": str(cache) if cache else "",
            "labels": dict(self.labels),
            "words": {"text": self.words.text, "terms": list(self.words.terms)},
            "seed": self.seed,
        }

    def rows(self) -> list[list[str]]:
        """Return the texts as the learning process reads them."""
        return [[text.key, text.title, text.abstract] for text in self.texts]


def known(connection: Connection, stage: Stage) -> Known:
    """Return what the model at `stage` may know now."""
    _version, protocol = current(connection)
    return Known(
        tuple(in_order(texts_at(connection, stage))),
        labels_at(connection, stage),
        words_of_protocol(protocol),
        way_of(connection, stage).seed,
    )


def taught_in_words(connection: Connection, stage: Stage) -> str:
    """Return what the order rests on now: the protocol's words, or what is known."""
    labels = labels_at(connection, stage)
    includes, all_of_them = sum(labels.values()), len(labels)
    if includes >= ENOUGH:
        return f"Ranked by what {all_of_them:,} records taught, {includes:,} of them includes."
    words = words_of_protocol(current(connection)[1])
    if words.text or words.terms:
        begin = f"Ranked by the protocol's words until {ENOUGH} includes are known"
    else:
        begin = (
            "The protocol has no question, criteria or terms to rank by: records come by chance "
            "until an include is known"
        )
    return f"{begin}; {includes} {'is' if includes == 1 else 'are'} so far."


def labels_at(connection: Connection, stage: Stage) -> dict[str, bool]:
    """Return what is revealed and settled, by set; and what was named as relevant before."""
    ballot = tables.ballot
    rows = connection.execute(
        select(ballot.c.set_id, ballot.c.state, ballot.c.revealed).where(ballot.c.stage == stage)
    ).all()
    named = seeds(connection, stage)
    found = {row.set_id: True for row in rows if row.set_id in named}
    for row in rows:
        if row.revealed and row.state in TEACHES:
            found[row.set_id] = TEACHES[row.state]
    return found


def texts_at(connection: Connection, stage: Stage) -> list[Text]:
    """Return the texts of all sets that have a ballot at `stage`, as they are shown."""
    made, record, text = tables.duplicate_set, tables.record, tables.record_text
    ballot = tables.ballot
    rows = connection.execute(
        select(made.c.set_id, record.c.id, record.c.title, text.c.abstract)
        .join(ballot, ballot.c.set_id == made.c.set_id)
        .join(record, record.c.id == made.c.shown_id)
        .join(text, text.c.record_id == record.c.id)
        .where(ballot.c.stage == stage)
    ).all()
    said = corrected(connection)
    return [
        Text(
            row.set_id,
            said.get(row.id, {}).get("title", row.title),
            said.get(row.id, {}).get("abstract", row.abstract),
        )
        for row in rows
    ]


def unreadable(connection: Connection, stage: Stage, sets: list[str]) -> set[str]:
    """Return those of `sets` in whose text there is not a word that a model could learn from."""
    wanted = set(sets)
    texts = texts_at(connection, stage) if wanted else []
    return {text.key for text in texts if text.key in wanted and not text.readable}


def cache_of(review: Review) -> Path | None:
    """Return where the vectors of a review's texts are kept: beside it, or in one's own cache."""
    if review.store.embedded:
        return Path(f"{review.store.location}.ranking")
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("tandem-review", ensure_exists=True)
    except OSError:
        return None
    return folder / f"{review.store.review_id}.ranking"


def without_abstract(connection: Connection, sets: list[str]) -> int:
    """Count those of `sets` whose shown record has no abstract."""
    made, record = tables.duplicate_set, tables.record
    return sum(
        len(
            connection.scalars(
                select(made.c.set_id)
                .join(record, record.c.id == made.c.shown_id)
                .where(made.c.set_id.in_(some), record.c.has_abstract.is_(False))
            ).all()
        )
        for some in batches(sets)
    )
