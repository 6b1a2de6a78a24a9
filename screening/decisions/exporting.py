"""The decisions that a person may see, as a table that `decisions import` reads back whole."""

from __future__ import annotations

import csv
import io

from sqlalchemy import Connection, select

from review.clean import guarded
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


def export_csv(connection: Connection, viewer: str, stage: Stage | None) -> str:
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
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows_in_sight = connection.execute(query).all()
    replaced = {old for row in rows_in_sight for old in row.replaces.split()}
    for row in rows_in_sight:
        if row.act_id in replaced:
            continue
        cells = (
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
        writer.writerow([guarded(cell) for cell in cells])
    return text.getvalue()
