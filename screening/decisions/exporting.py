"""The decisions that a person may see, as a table that `decisions import` reads back whole."""

from __future__ import annotations

from sqlalchemy import Connection, select

from review.files.spreadsheet import PLAIN, Way, csv_text
from review.ids import shown_record
from review.protocol import Stage
from review.sight import decision_in_sight
from review.store import tables

COLUMNS = (
    "record_id",
    "accession",
    "source",
    "stage",
    "reviewer",
    "verdict",
    "reason",
    "fails",
    "note",
    "at",
)


def export_csv(connection: Connection, viewer: str, stage: Stage | None, way: Way = PLAIN) -> str:
    """Return the decisions that `viewer` may see as CSV, in the order in which they were made."""
    decision, record = tables.decision, tables.record
    query = (
        select(decision, record.c.accession, tables.source.c.name)
        .join(record, record.c.id == decision.c.record_id)
        .join(tables.source, tables.source.c.id == record.c.source_id)
        .where(decision_in_sight(viewer))
        .order_by(decision.c.order)
    )
    if stage:
        query = query.where(decision.c.stage == stage)
    rows_in_sight = connection.execute(query).all()
    replaced = {old for row in rows_in_sight for old in row.replaces.split()}
    return csv_text(
        COLUMNS,
        (
            (
                shown_record(row.record_id),
                row.accession,
                row.name,
                row.stage,
                row.reviewer,
                row.verdict,
                row.reasons.partition(" ")[0],
                row.fails,
                row.note,
                row.at,
            )
            for row in rows_in_sight
            if row.act_id not in replaced
        ),
        way,
    )
