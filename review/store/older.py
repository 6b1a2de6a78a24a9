"""A review of an older schema carried from a server into a file, where it can be upgraded."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import MetaData, Table, create_engine

from review.store import tables
from review.store.bulk import insert_rows
from review.store.digest import in_order
from review.store.engine import Store
from review.store.guards import guard
from review.store.snapshot import snapshot


def carried(store: Store, file: Path) -> None:
    """Copy every table of `store`, such as it has them, into a new SQLite database at `file`.

    Projections come along empty: they are built anew from the rest.
    """
    projections = {table.name for table in tables.PROJECTIONS}
    once = {table.name for table in tables.WRITTEN_ONCE}
    with snapshot(store) as reading:
        found = MetaData()
        found.reflect(reading)
        for table in found.tables.values():
            _without_dialect(table)
        engine = create_engine(f"sqlite:///{file}")
        with engine.begin() as writing:
            found.create_all(writing)
            guard(writing, [table for name, table in found.tables.items() if name in once])
            for table in found.sorted_tables:
                if table.name not in projections:
                    for rows in in_order(reading, table):
                        insert_rows(writing, table, [c.name for c in table.columns], rows)
        engine.dispose()


def _without_dialect(table: Table) -> None:
    """Leave out what the server alone understands: defaults are for rows yet to come."""
    for column in table.columns:
        column.server_default = None
