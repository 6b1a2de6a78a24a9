"""Finding the other record of a report: by words, id or accession, or the likest titles first."""

from __future__ import annotations

from sqlalchemy import Connection, and_, or_, select

from review.ids import typed_digits
from review.records.lookup import Found, by_ids
from review.store import tables

MOST = 50
_ALIKE = 55  # of 100: a title less like the record's is no suggestion


def others_like(connection: Connection, record: Found, typed: str = "") -> list[Found]:
    """Return records of other sets, each set once: those that `typed` finds, or the likest titles.

    `typed` is the beginning of an id, an accession, or words that title, authors, journal, DOI
    and PMID hold together.
    """
    ids = _matching(connection, record, typed) if typed.strip() else _alike(connection, record)
    found = by_ids(connection, ids)
    return [found[one] for one in ids if one in found]


def _matching(connection: Connection, record: Found, typed: str) -> list[str]:
    one, in_set, made = tables.record, tables.record_set, tables.duplicate_set
    digits = typed_digits("r", typed)
    text = (one.c.title, one.c.authors, one.c.journal, one.c.doi, one.c.pmid)
    words = and_(
        *(
            or_(*(field.icontains(word, autoescape=True) for field in text))
            for word in typed.split()
        )
    )
    named = one.c.accession == typed.strip()
    meant = one.c.id.startswith(digits) if digits is not None else or_(named, words)
    rows = connection.execute(
        select(one.c.id, in_set.c.set_id)
        .join(in_set, in_set.c.record_id == one.c.id)
        .join(made, made.c.set_id == in_set.c.set_id)
        .where(meant, in_set.c.set_id != record.set_id)
        .order_by(made.c.place, in_set.c.place)
        .limit(MOST * 4)
    )
    return list({row.set_id: row.id for row in reversed(rows.all())}.values())[::-1][:MOST]


def _alike(connection: Connection, record: Found) -> list[str]:
    from rapidfuzz import fuzz, process, utils

    one, made = tables.record, tables.duplicate_set
    rows = connection.execute(
        select(one.c.id, one.c.title)
        .join(made, made.c.shown_id == one.c.id)
        .where(made.c.set_id != record.set_id, one.c.title != "")
    )
    titles = {row.id: row.title for row in rows}
    best = process.extract(
        record.title,
        titles,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        limit=MOST,
        score_cutoff=_ALIKE,
    )
    return [key for _title, _score, key in best]
