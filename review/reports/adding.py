"""Reports that no export held, added by hand as records of a source of their own."""

from __future__ import annotations

import json

from sqlalchemy import select

from review.clean import one_line
from review.facts import File
from review.ids import derived, shown_record
from review.ledger.ledger import Review
from review.people import team
from review.record import Record
from review.records.text import fields_text
from review.refusal import Refused
from review.sources.describing import Search
from review.sources.importing import sha256, store_file
from review.standing import KINDS
from review.store import tables


def add_report(review: Review, record: Record, kind: str, source: str) -> str:
    """Store one record of `source` and return its shown id; Refused without a title."""
    if not one_line(record.title):
        raise Refused("A report has a title.", "Say --title.")
    if kind not in KINDS:
        raise Refused(f"“{kind}” is not a kind of source.", f"Kinds: {', '.join(KINDS)}.")
    with review.read() as connection:
        team.known(connection, review)
        nth = len(connection.scalars(select(tables.import_file.c.id)).all())
    data = json.dumps({"nth": nth, "record": fields_text(record)}).encode()
    file = File("by hand", sha256(data), len(data), "by-hand", "", "utf-8", [record], [])
    import_id = store_file(review, Search(one_line(source), kind), file)
    return shown_record(derived(import_id, "0"))
