"""One record with its history, over any list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from review.desk.screens.page import PageScreen
from review.desk.widgets.paper import Block

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.history import Line
    from review.lookup import Found
    from review.record import Record


class RecordScreen(PageScreen):
    """What a record says, and all that happened to it as far as the person may see."""

    def __init__(self, record: str) -> None:
        """Show the record with the id `record`, as stored or as shown."""
        super().__init__(self._read_record)
        self._record = record

    def _read_record(self, connection: Connection) -> list[Block]:
        from review.history import history_of
        from review.lookup import by_ids, resolve, whole
        from review.retraction import marks_of

        found = by_ids(connection, [self._record]).get(self._record)
        record = found or resolve(connection, self._record)
        lines = history_of(connection, self.review, record)
        retracted = marks_of(connection, [record.set_id]).get(record.set_id, "")
        blocks = record_blocks(record, whole(connection, record.id), lines)
        return [Block(f"! {retracted}", "bad"), *blocks] if retracted else blocks


def record_blocks(found: Found, record: Record, history: Sequence[Line]) -> list[Block]:
    """Return a record and its history as text; the day is shown, not the hour."""
    where = [found.journal, str(found.year or ""), f"{found.source} {found.accession}".strip()]
    facts = [" · ".join(filter(None, [found.shown, *where]))]
    facts += [f"doi {found.doi}"] if found.doi else []
    facts += [f"pmid {found.pmid}"] if found.pmid else []
    abstract = record.abstract.strip()
    return [
        Block(record.title.strip() or "(no title)", "title"),
        *([Block("; ".join(record.authors))] if record.authors else []),
        *(Block(fact, "quiet") for fact in facts),
        Block(""),
        Block("History", "heading"),
        *(Block(f"{line.at[:10]}  {line.by or '-'}: {line.text}", hang=12) for line in history),
        Block(""),
        Block("Abstract", "heading"),
        Block(abstract or "This record came without an abstract.", "text" if abstract else "warn"),
    ]
