"""Rows of one length, so that the size of somebody's tables does not tell what is in them.

The rows of a table cannot be read by others, but how large it is and how much was written can be
seen by every login of a PostgreSQL. So each row of a projection that holds sealed content is filled
up to a few lengths, as the bodies of acts are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, Table, text

from review.store import tables

# The columns whose length follows from a sealed body, and the block that most of them fill.
_TOLD: Mapping[Table, tuple[tuple[str, ...], int]] = {
    tables.decision: (("verdict", "reasons", "fails", "note"), 512),
    tables.ballot_part: (("verdict",), 16),
    tables.entry_value: (("path", "value"), 512),
}


def fill_up(connection: Connection) -> None:
    """Give these tables of one's own schema columns that the database fills up by itself."""
    for table, (columns, block) in _TOLD.items():
        _put_last(connection, table, columns)
        said = " + ".join(f"octet_length({column})" for column in columns)
        # PostgreSQL aligns a long text at four bytes: what comes before it has to end alike.
        odd = f"((4 - ({said}) % 4) % 4)"
        # The block, or twice that, four times...: the smallest that holds all.
        length = f"{block} * (2 ^ ceil(log(2, greatest(1, ({said})::numeric / {block}))))::int"
        for column, number in (("odd", odd), ("filling", f"{length} - ({said}) - {odd} + 4")):
            change = f"{column} text GENERATED ALWAYS AS (repeat(' ', {number})) STORED"
            connection.execute(text(f"ALTER TABLE {table.name} ADD COLUMN {change}"))
        for column in (*columns, "filling"):
            plain = f"ALTER COLUMN {column} SET STORAGE EXTERNAL"
            connection.execute(text(f"ALTER TABLE {table.name} {plain}"))


def _put_last(connection: Connection, table: Table, columns: Sequence[str]) -> None:
    """Move `columns` of a new table behind those of fixed length, whose place is rounded up."""
    for column in columns:
        if not table.c[column].primary_key:
            alter = f"ALTER TABLE {table.name}"
            connection.execute(text(f"{alter} DROP COLUMN {column}"))
            connection.execute(text(f"{alter} ADD COLUMN {column} text NOT NULL"))
