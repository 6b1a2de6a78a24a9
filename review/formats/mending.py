"""Rejected pieces as a file of their own format, to be mended in an editor and imported again."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

_DELIMITERS = ",;\t|"
_AROUND = {
    "pubmed-xml": ("<PubmedArticleSet>\n", "\n</PubmedArticleSet>\n"),
    "endnote-xml": ("<xml><records>\n", "\n</records></xml>\n"),
}


def mendable(format_name: str, columns: Sequence[tuple[str, str]], texts: Sequence[str]) -> str:
    """Return `texts`, the pieces as they stood in a file, as a file of the same format.

    `columns` are the headers of a table, each with its field: its rows mean nothing without them.
    """
    if format_name in {"csv", "xlsx"} and columns:
        delimiter = "\t" if format_name == "xlsx" else _delimiter_of(texts, len(columns))
        header = _row([name for name, _field in columns], delimiter)
        return header + "".join(text.strip("\n") + "\n" for text in texts)
    if format_name in {"json", "csl-json"}:
        return "[\n" + ",\n".join(texts) + "\n]\n"
    if format_name in _AROUND:
        before, after = _AROUND[format_name]
        return before + "\n".join(text.strip("\n") for text in texts) + after
    return "\n\n".join(text.strip("\n") for text in texts) + "\n"


def _delimiter_of(texts: Sequence[str], width: int) -> str:
    """Return the separator by which the rows have the table's width, or come nearest to it."""

    def misses(delimiter: str) -> int:
        rows = csv.reader(io.StringIO("\n".join(texts)), delimiter=delimiter)
        return sum(abs(len(row) - width) for row in rows if row)

    return min(_DELIMITERS, key=misses)


def _row(cells: Sequence[str], delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return text.getvalue()
