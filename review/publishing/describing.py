"""What every column of every CSV file and sheet of a publication holds: half of its codebook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from review.table.table import Column, Table
from review.wording import words_of

NAME = "columns"
PATH = f"data/{NAME}.csv"
_EVERY, _ANY = "*", "any"
# What the column texts call the tables whose names or files begin so.
_KINDS = ("form", "checklist")
_FOLDERS = ("robvis", "revman")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one file; `name` is that of its table, or of the kind of file that it is."""

    path: str
    name: str
    columns: tuple[tuple[str, str], ...]  # key and heading


def of_table(path: str, table: Table) -> Columns:
    """Return the columns of a table that is written at `path`."""
    kind = table.name.partition("-")[0]
    name = kind if kind in _KINDS else table.name
    return Columns(path, name, tuple((one.key, one.title) for one in table.columns))


def of_csv(path: str, content: bytes) -> Columns:
    """Return the columns of a CSV file that is no table of ours, by its first line."""
    text = content.decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(text)), [])
    place = PurePosixPath(path)
    name = place.parent.name if place.parent.name in _FOLDERS else place.stem
    return Columns(path, name, tuple((title, title) for title in header))


def columns_described(files: Sequence[Columns], language: str) -> Table:
    """Return a row for each column of each file, and of this table itself."""
    words = words_of("review.publishing", language)
    texts = words_of("review.publishing", language, NAME).sections
    heads = tuple(
        Column(key, words("columns", key), width=width)
        for key, width in (("file", 1.4), ("column", 1.2), ("about", 3.0))
    )
    own = Columns(PATH, NAME, tuple((one.key, one.title) for one in heads))
    rows = tuple(row for file in (*files, own) for row in _rows(file, texts))
    return Table(NAME, words("columns", "title"), heads, rows)


def _rows(file: Columns, texts: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str, str]]:
    here = texts.get(file.name, {})
    for key, title in file.columns:
        about = here.get(key) or texts[_ANY].get(key) or here.get(_EVERY, "")
        yield file.path, title, about
