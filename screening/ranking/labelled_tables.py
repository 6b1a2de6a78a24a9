"""Labelled tables: title, abstract and label of every row, whatever else the row lacks.

Importing rejects a row by which no report can be known; a row that was screened counts in a replay
all the same, so tables are read here by their columns alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from review.clean import one_line
from review.formats.column_names import NAMES
from review.formats.columns import normal
from review.formats.decoding import Decoder
from review.formats.reading import members
from review.formats.rows import HEADER_WITHIN, Row, rows_of
from review.refusal import Refused
from screening.ranking.labels import folded, is_nothing, look_like_labels

_SEPARATORS = ",\t;|"
_SHOWN = 12
_SAMPLE = 1 << 18  # characters in which the header is looked for


@dataclass(frozen=True, slots=True)
class Found:
    """One labelled row or record: where it begins, its text, what its label says.

    `own` tells it from others with the same text, whatever their order: all that it holds.
    """

    line: int
    title: str
    abstract: str
    said: str
    own: str


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it; `label` is the label's column."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    label: int

    def texts_in(self, field: str) -> list[int]:
        """Return the columns that hold a field, the best first: by name, or by a part of it."""
        names = [normal(one) for one in self.header]
        places = [names.index(one) for one in NAMES[field] if one in names]
        if not places:
            places = [at for at, one in enumerate(names) if field in one.split()]
        return [at for at in places if at != self.label and not self._holds_labels(at)]

    def _holds_labels(self, at: int) -> bool:
        return look_like_labels(cell(row, at) for row in self.rows)

    def found(self) -> list[Found]:
        """Return every row that is not blank; Refused where no column holds a text."""
        titles, abstracts = self.texts_in("title"), self.texts_in("abstract")
        if not titles and not abstracts:
            raise Refused(
                "No column holds titles or abstracts.",
                f"Name one `title`, one `abstract`; there are {columns_in_words(self.header)}.",
            )
        return [
            Found(
                row.line,
                _first(row, titles),
                _first(row, abstracts),
                cell(row, self.label),
                "\x1f".join(row.cells),
            )
            for row in self.rows
            if any(one.strip() for one in row.cells)
        ]


def columns_in_words(names: Iterable[str]) -> str:
    """Return the names of columns, the first ones, as a refusal lists them."""
    shown = [one_line(name)[:40] for name in names if name.strip()]
    more = f" and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    return (", ".join(shown[:_SHOWN]) + more) or "none"


def cell(row: Row, at: int) -> str:
    """Return a cell of a row, empty where the row ends before it."""
    return row.cells[at] if at < len(row.cells) else ""


def _first(row: Row, places: Sequence[int]) -> str:
    return next((said for at in places if not is_nothing(said := cell(row, at))), "")


def labelled_table(data: bytes, name: str, column: str) -> Table | None:
    """Return the table in `data` that has `column`; None where it is no such table."""
    _, data = next(members(data, name))
    if data.startswith(b"PK\x03\x04"):
        from review.formats.sheets import workbook_rows

        sheets = [one for rows in workbook_rows(data) if (one := _table(rows, column))]
        return max(sheets, key=lambda one: len(one.rows), default=None)
    text = Decoder(data).text().removeprefix("\ufeff")
    if text[:4].casefold() == "sep=":
        text = "\n" + text.partition("\n")[2]
    if text.lstrip()[:1] == "[":
        return _of_objects(text, column)
    sample = text[:_SAMPLE]
    headers = [(_header(list(rows_of(sample, sign))[:HEADER_WITHIN], column), sign)
               for sign in _SEPARATORS]  # fmt: skip
    there = [(len(one[1].cells), sign) for one, sign in headers if one]
    if not there:
        return None
    sign = max(there)[1]
    return _table(_whole(text, sign), column)


def _of_objects(text: str, column: str) -> Table | None:
    """Return a list of JSON objects as a table: importing leaves out those that have no text."""
    try:
        objects = json.loads(text)
    except ValueError:
        return None
    if not all(isinstance(one, dict) for one in objects):
        return None
    names = list(dict.fromkeys(name for one in objects for name in one))
    rows = [Row(0, names, "")]
    for number, one in enumerate(objects, start=1):
        values = [one.get(name) for name in names]
        rows.append(Row(number, ["" if one is None else str(one) for one in values], ""))
    return _table(rows, column)


def _whole(text: str, sign: str) -> list[Row]:
    """Return the rows; where a stray quote swallowed lines of a file with tabs, without quoting."""
    rows = list(rows_of(text, sign))
    width = max((len(row.cells) for row in rows[:HEADER_WITHIN]), default=0)
    if sign == "\t" and any("\n" in row.raw and len(row.cells) != width for row in rows):
        lines = enumerate(text.split("\n"), start=1)
        return [Row(number, line.split("\t"), line) for number, line in lines]
    return rows


def _table(rows: Sequence[Row], column: str) -> Table | None:
    found = _header(rows[:HEADER_WITHIN], column)
    if not found:
        return None
    at, head, label = found
    return Table(tuple(one.strip() for one in head.cells), tuple(rows[at + 1 :]), label)


def _header(rows: Sequence[Row], column: str) -> tuple[int, Row, int] | None:
    """Return where the header stands, it, and the place in it of `column`, as written if it is."""
    for at, row in enumerate(rows):
        names = [one.strip().lstrip("\ufeff") for one in row.cells]
        for known in (str, str.casefold, folded):
            wanted = known(column.strip())
            if wanted and wanted in (there := [known(one) for one in names]) and len(names) > 1:
                return at, row, there.index(wanted)
    return None
