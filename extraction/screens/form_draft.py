"""A form drafted from a table that was filled without one, then opened to be looked over."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from extraction.field_lines import slug
from extraction.form import Form, load
from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values

_ABOUT = "A field for each column, its kind guessed from the cells: look it over, then save it."
_SEPARATOR = re.compile(r"\s*[,;]\s*")


def ask_draft(
    screen: WorkScreen[Any], forms: Mapping[str, Form], then: Callable[[Form], None]
) -> None:
    """Ask over `screen` for a table, and call `then` with the form that it makes."""
    from extraction.drafting import draft
    from review.sources.export_files import bytes_of

    folder = screen.host.shell.folder
    lines = (
        Ask("file", "Table", hint="coded.csv or coded.xlsx", path=True),
        Ask("id", "Id", hint="what the form is to be called"),
        Ask("without", "Without", hint="columns to leave out; may stay empty"),
    )

    def check(values: Values) -> tuple[str, str] | None:
        if not values["file"] or not (folder / values["file"]).expanduser().is_file():
            return "file", f"There is no file {values['file']}."
        return None if values["id"] else ("id", "Give it an id.")

    def answered(values: dict[str, str] | None) -> None:
        if values is None:
            return
        path, identifier = (folder / values["file"]).expanduser(), slug(values["id"], "-")
        known = forms.get(identifier)
        without = [one for one in _SEPARATOR.split(values["without"]) if one]

        def drafted() -> Form:
            version = known.version + 1 if known else 1
            text = draft(bytes_of(path, str(path)), path.name, identifier, without, version)
            return load(text, path.name)

        screen.run_write(drafted, then)

    form = FormScreen("A form from a table", lines, check, about=_ABOUT, folder=folder)
    screen.app.push_screen(form, answered)
