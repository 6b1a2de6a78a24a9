"""Facts as they arrive: rows with ids that follow from what they say, kept unless known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, select

from review.exchange.arrived import Arrived, altered
from review.facts import FACTS, import_id, record_id, source_id
from review.store import tables
from review.store.bulk import insert_rows


class ArrivingFacts:
    """Takes rows of facts in, a batch of one table at a time."""

    def __init__(
        self, connection: Connection, file: Path, review_id: str, arrived: Arrived
    ) -> None:
        self.tables = {table.name: table for table in FACTS}
        self._connection = connection
        self._file = file
        self._review_id = review_id
        self._arrived = arrived
        self._names = {row.id: row.name for row in connection.execute(select(tables.source))}

    def keep(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        """Keep those of `rows` that are new, and note those that say something else here."""
        table = self.tables[name]
        proven = [self._proven(table, row) for row in rows]
        keys, columns = list(table.primary_key.columns), table.columns.keys()
        places = [columns.index(key.name) for key in keys]
        # Texts are long and follow from the same bytes as their records: their keys are enough.
        whole = table is not tables.record_text
        query = select(table) if whole else select(*keys)
        here = {
            tuple(row[i] for i in places) if whole else tuple(row): tuple(row)
            for row in self._connection.execute(
                query.where(keys[0].in_({row[places[0]] for row in proven}))
            )
        }
        new: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        for row in proven:
            key = tuple(row[i] for i in places)
            if key not in here:
                new[key] = row
            elif whole and _differ(columns, here[key], row):
                self._arrived.differing.add(_called(table, columns, row))
        insert_rows(self._connection, table, columns, list(new.values()))
        if table is not tables.record_text:
            self._arrived.facts += len(new)
        if table is tables.record:
            self._arrived.records += len(new)

    def _proven(self, table: Table, values: Sequence[Any]) -> tuple[Any, ...]:
        columns = list(table.columns)
        if len(values) != len(columns):
            raise altered(self._file, f"a row of {table.name} has {len(values)} values")
        for column, value in zip(columns, values, strict=True):
            fits = type(value) is column.type.python_type
            if not fits and not (value is None and column.nullable):
                raise altered(self._file, f"{table.name}.{column.name} holds something else")
        row = dict(zip(table.columns.keys(), values, strict=True))
        if table is tables.source:
            self._names[row["id"]] = row["name"]
        if "id" in row and row["id"] != self._id_of(table, row):
            raise altered(self._file, f"a row of {table.name} has an id that is not its own")
        return tuple(values)

    def _id_of(self, table: Table, row: Mapping[str, Any]) -> str:
        """Return the id that follows from a row: two copies that import a file agree on it."""
        if table is tables.source:
            return source_id(self._review_id, row["name"])
        if table is tables.record:
            return record_id(row["import_file_id"], row["position"])
        source = self._names.get(row["source_id"], "")
        return import_id(self._review_id, row["sha256"], source, row["copy"])


def _differ(columns: Sequence[str], here: Sequence[Any], there: Sequence[Any]) -> bool:
    """Tell whether two rows of facts differ; the name under which a file lay does not count."""
    both = zip(columns, here, there, strict=True)
    return any(one != other for name, one, other in both if name != "name")


def _called(table: Table, columns: Sequence[str], row: Sequence[Any]) -> str:
    if "name" in columns:
        return f"{table.name.replace('_', ' ')} “{row[columns.index('name')]}”"
    return "records of a file that both imported"
