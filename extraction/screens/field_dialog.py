"""The lines in which one field of a form is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from extraction.field import KINDS
from review.desk.forms import Ask
from review.refusal import Refused

_YES_NO = ("yes", "no")


def asks(lines: Mapping[str, str]) -> Iterator[Ask]:
    """Yield the lines, filled with what a field has (`field_lines.lines_of`)."""

    def ask(key: str, label: str, hint: str = "", options: tuple[str, ...] = ()) -> Ask:
        return Ask(key, label, lines.get(key, ""), hint, options)

    yield ask("name_en", "English name")
    yield ask("name_nb", "Norwegian name")
    yield ask("id", "Id", "made of the English name where it is empty")
    yield ask("kind", "Kind", "text", KINDS)
    yield ask("options", "Options", "id = English / Norwegian; ...   rows of a table too")
    yield ask("help_en", "English help")
    yield ask("help_nb", "Norwegian help")
    yield ask("required", "Required", "yes or no", _YES_NO)
    yield ask("other_allowed", "Other answers", "yes or no, for a choice", _YES_NO)
    yield ask("quoted", "Needs a quote", "yes or no", _YES_NO)
    yield ask("key", "Names its row", "yes or no, in a group", _YES_NO)
    yield ask("unit", "Unit")
    yield ask("least", "At least", "for a number")
    yield ask("most", "At most", "for a number")
    yield ask("formula", "Formula", "for a calculated field: sessions * minutes / 60")


def line_of(refusal: Refused) -> str:
    """Return the line that a refusal is about."""
    words = (
        ("no id", "id"),
        ("used twice", "id"),
        ("English text", "name_en"),
        ("kind of field", "kind"),
        ("chosen", "options"),
        ("options", "options"),
        ("rows", "options"),
        ("sum", "formula"),
        ("counts with", "formula"),
        *((f"{key} is", key) for key in ("required", "quoted", "key", "least", "most")),
        ("other allowed is", "other_allowed"),
    )
    return next((line for said, line in words if said in refusal.why), "name_en")
