"""One value as the text of a cell, and back.

Several answers stand behind each other with semicolons; where one of them holds a semicolon itself,
they stand as a JSON list.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from extraction.field import Field
from extraction.status import WITHOUT_VALUE
from extraction.value import Content, Value

# A spreadsheet gives a day with the time that it has not.
_DAY = re.compile(r"^(\d{4}-\d{2}-\d{2}) 00:00:00\Z")
_SEPARATOR = ";"


def text_of(content: Content) -> str:
    """Return the content as it stands in a cell."""
    if content is None:
        return ""
    if isinstance(content, tuple):
        listed = any(_SEPARATOR in part for part in content) or content[0].startswith("[")
        return json.dumps(content, ensure_ascii=False) if listed else "; ".join(content)
    # Without an exponent, which nobody writes into a form.
    return f"{Decimal(repr(content)):f}" if isinstance(content, float) else str(content)


def answer_of(field: Field, cell: str) -> Any:
    """Return what a cell answers, for `extraction.checking.read` to check."""
    if field.kind == "date" and (day := _DAY.match(cell)):
        return day[1]
    if not field.multiple or cell in WITHOUT_VALUE:
        return cell
    if cell.startswith("["):
        try:
            parts = json.loads(cell)
        except ValueError:
            parts = None
        if isinstance(parts, list):
            return parts
    return [part.strip() for part in cell.split(_SEPARATOR) if part.strip()]


def bare(value: Value) -> str | None:
    """Return the one cell that says all of `value` but its evidence; None where it needs two.

    A value that nothing was found for says so in place of a content.
    """
    if value.value is None:
        return value.status if value.status in WITHOUT_VALUE else None
    text = text_of(value.value)
    return text if value.status == "reported" and text not in WITHOUT_VALUE else None
