"""Rows of one length, so that the size of somebody's tables does not tell what is in them.

The rows of a table cannot be read by others, but how large it is and how much was written can be
seen by every login of a PostgreSQL. So each row of a projection that holds sealed content is filled
up to a few lengths, as the bodies of acts are.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, text

from review.store import tables

# The columns whose length follows from a sealed body, and the block that most of them fill.
_TOLD: Mapping[Table, tuple[tuple[str, ...], int]] = {
    tables.decision: (("verdict", "reasons", "fails", "note"), 512),
    tables.ballot_part: (("verdict",), 16),
    tables.entry_value: (("path", "value"), 512),
}


def fill_up(connection: Connection) -> None:
    """Give these tables of one's own schema a column that the database fills up by itself."""
    for table, (columns, block) in _TOLD.items():
        said = " + ".join(f"octet_length({column})" for column in columns)
        # 512 * 2^n, the smallest that holds them.
        length = f"{block} * (2 ^ ceil(log(2, greatest(1, ({said})::numeric / {block}))))::int"
        changes = [
            "ADD COLUMN filling text GENERATED ALWAYS AS "
            f"(repeat(' ', {length} - ({said}))) STORED",
            *(f"ALTER COLUMN {column} SET STORAGE EXTERNAL" for column in (*columns, "filling")),
        ]
        for change in changes:
            connection.execute(text(f"ALTER TABLE {table.name} {change}"))
