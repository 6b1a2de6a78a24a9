"""One table in the format that is asked for."""

from __future__ import annotations

from review.files.spreadsheet import PLAIN, Way
from review.refusal import Refused
from review.table.table import Table

FORMATS = ("text", "csv", "md", "html", "docx", "xlsx", "json")


def render(  # noqa: PLR0911 - a return for each format
    table: Table,
    format: str,  # noqa: A002 - the word users type
    *,
    language: str = "en",
    width: int = 80,
    way: Way = PLAIN,
) -> str | bytes:
    """Return `table` as text, or as bytes for docx and xlsx.

    `width` is for `text` alone, `way` for csv.
    Numbers have the signs of `language` in text, html and docx; elsewhere programs read them.
    Raises Refused for another format.
    """
    match format:
        case "text":
            from review.table.as_text import as_text

            return as_text(table, language, width)
        case "csv":
            from review.table.as_csv import as_csv

            return as_csv(table, way)
        case "md":
            from review.table.as_markdown import as_markdown

            return as_markdown(table)
        case "html":
            from review.table.as_html import as_html

            return as_html(table, language)
        case "docx":
            from review.table.as_docx import as_docx

            return as_docx(table, language)
        case "xlsx":
            from review.table.as_xlsx import as_xlsx

            return as_xlsx(table)
        case "json":
            from review.table.as_json import as_json

            return as_json(table)
        case _:
            raise Refused(
                f"“{format}” is not a format of tables.", f"It can be: {', '.join(FORMATS)}."
            )
