"""A table as one JSON object, a row an object under the keys of the columns."""

from __future__ import annotations

import json

from review.table.cells import bare, plain
from review.table.table import Table


def as_json(table: Table) -> str:
    """Return `{"name", "title", "columns": [{"key", "title"}], "rows": [{key: cell}], "notes"}`."""
    keys = [column.key for column in table.columns]
    value = {
        "name": table.name,
        "title": plain(table.title),
        "columns": [{"key": one.key, "title": plain(one.title)} for one in table.columns],
        "rows": [dict(zip(keys, map(bare, row), strict=True)) for row in table.rows],
        "notes": [plain(note) for note in table.notes],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
