"""Tables in which decisions come: CSV with any usual separator in any encoding, and workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from review.clean import meant_cell
from review.formats.column_names import KNOWN
from review.formats.columns import normal
from review.formats.decoding import Decoder
from review.formats.rows import HEADER_WITHIN, Row, rows_of
from review.formats.sheets import workbook_rows

_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
# Headers of decisions, as `normal` writes them, beside those of records.
_WORDS = frozenset(
    header.strip()
    for header in [
        "verdict ",
        " vote ",
        " decision ",
        " stage ",
        " reviewer ",
        " reviewer name ",
        " reason ",
        " at ",
        " value ",
        " article id ",
        " user id ",
        " user email ",
        " created at ",
        " asreview label ",
        " record id ",
        " study id ",
        " citation screening status ",
        " fulltext screening status",
    ]
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: its place, its cells by the header as `normal` writes it, itself."""

    line: int
    cells: Mapping[str, str]
    text: str

    def get(self, name: str) -> str:
        """Return the cell in the column called so, without blanks around it."""
        return self.cells.get(name, "").strip()

    def first(self, names: Iterable[str]) -> str:
        """Return the first filled cell among columns called so."""
        return next((cell for name in names if (cell := self.get(name))), "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its headers as they stand there and as `normal` writes them, and its lines."""

    headers: Sequence[str] = ()
    names: frozenset[str] = frozenset()
    lines: Sequence[Line] = field(default_factory=list)


def sheet_of(data: bytes) -> Sheet:
    """Read the table in a file; of a workbook the sheet whose header says most."""
    if data.startswith(b"PK\x03\x04"):
        return max((_sheet(rows) for rows in workbook_rows(data)), key=_known, default=Sheet())
    text = Decoder(data).text().removeprefix("\ufeff")
    if text[:4].lower() == "sep=":  # Excel's own hint, a line of its own
        text = "\n" + text.partition("\n")[2]
    sample = text[:_SAMPLE]
    delimiter = max(_DELIMITERS, key=lambda sign: _known(_sheet(_head(sample, sign))))
    return _sheet(list(rows_of(text, delimiter)))


def _head(sample: str, delimiter: str) -> list[Row]:
    return list(islice(rows_of(sample, delimiter), HEADER_WITHIN))


def _known(sheet: Sheet) -> int:
    return len(sheet.names & (KNOWN | _WORDS))


def _sheet(rows: Sequence[Row]) -> Sheet:
    heads = [[cell.strip().lstrip("\ufeff") for cell in row.cells] for row in rows[:HEADER_WITHIN]]
    known = [len({normal(cell) for cell in head} & (KNOWN | _WORDS)) for head in heads]
    if not any(known):
        return Sheet()
    at = known.index(max(known))
    names = [normal(header) for header in heads[at]]
    lines = [
        Line(row.line, _cells(names, row.cells), row.raw)
        for row in rows[at + 1 :]
        if any(cell.strip() for cell in row.cells)
    ]
    return Sheet(heads[at], frozenset(names) - {""}, lines)


def _cells(names: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, cell in zip(names, cells, strict=False):
        found.setdefault(name, meant_cell(cell))
    return found
