"""Tables that stand upright: one field a row, its name first, as Embase.com can export them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.formats.cells import parted
from review.formats.column_names import KNOWN
from review.formats.columns import dialect_of, fields_of, normal, table_for
from review.formats.family import Options, Walked
from review.formats.mapping import Tags, record_of
from review.formats.rows import Row

_ENOUGH = 3  # different field names down the first column


def stands_upright(rows: Sequence[Row]) -> bool:
    """Return whether the first column, not the first row, names the fields."""
    names = {normal(row.cells[0]) for row in rows if len(row.cells) > 1 and row.cells[0].isupper()}
    return len(names & KNOWN) >= _ENOUGH and "title" in names


def read_upright(rows: Sequence[Row], options: Options) -> Walked:
    """Read records that begin where the file's first field name comes again."""
    names = list(dict.fromkeys(row.cells[0].strip() for row in rows if any(row.cells)))
    headers = [name for name in names if name]
    walked = Walked.of(options, dialect_of(headers))
    table = table_for(headers, walked.dialect, options.columns)
    walked.columns = fields_of(headers, table)
    for group in _groups(rows):
        tags: Tags = {}
        for row in group:
            values = [cell.strip() for cell in row.cells[1:] if cell.strip()]
            tags.setdefault(row.cells[0].strip(), []).extend(values)
        raw = "\n".join(row.raw for row in group)
        walked.take(record_of(parted(tags, table), table, raw, group[0].line))
    return walked


def _groups(rows: Sequence[Row]) -> Iterator[list[Row]]:
    filled = [row for row in rows if any(cell.strip() for cell in row.cells)]
    first = filled[0].cells[0]
    group: list[Row] = []
    for row in filled:
        if row.cells[0] == first and group:
            yield group
            group = []
        group.append(row)
    yield group
