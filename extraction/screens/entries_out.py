"""Entries to a file, from the desk: blank ones to be filled elsewhere, or those that one sees."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extraction.screens.taking_in import YES_NO
from review.counting import counted
from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values

if TYPE_CHECKING:
    from review.ledger.ledger import Review

_BLANK = "blank"
_ABOUT = (
    "blank: what you have to fill, a row a study. own, agreed, all or a person's name: entries as "
    "you may see them."
)


def ask_entries_out(screen: WorkScreen[Any], forms: Collection[str], study: str = "") -> None:
    """Ask over `screen` what to write, and write it as `review entries export` does."""
    from extraction.offline.table import SHAPES
    from extraction.offline.writing import FORMATS
    from review.files.spreadsheet import WAYS

    folder = screen.host.shell.folder
    first = next(iter(forms), "")
    whose = (_BLANK, "own", "agreed", "all")
    lines = (
        Ask("form", "Form", first, hint=", ".join(forms), options=tuple(forms)),
        Ask("study", "Study", study, hint="empty: every study"),
        Ask("what", "Entries", _BLANK, hint=", ".join(whose), options=whose),
        Ask("format", "Format", "xlsx", hint=", ".join(FORMATS), options=FORMATS),
        Ask("shape", "Shape", "wide", hint="wide, or long: a row a value", options=SHAPES),
        Ask("evidence", "Evidence", "yes", hint="page, quote and note in blanks", options=YES_NO),
        Ask("language", "Language", "en", hint="of the guidance: en, nb", options=("en", "nb")),
        Ask("excel", "CSV for Excel", hint="nb or en; empty: for programs", options=tuple(WAYS)),
        Ask("file", "File", hint="empty: the form's name, with the format", path=True),
    )
    allowed: dict[str, Collection[str]] = {
        "form": forms,
        "format": FORMATS,
        "shape": SHAPES,
        "evidence": YES_NO,
        "language": ("en", "nb"),
        "excel": ("", *WAYS),
    }

    def path_of(values: Values) -> Path:
        return (folder / (values["file"] or f"{values['form']}.{values['format']}")).expanduser()

    def check(values: Values) -> tuple[str, str] | None:
        for key, words in allowed.items():
            if values[key] not in words:
                return key, f"It can be: {', '.join(filter(None, words))}."
        path = path_of(values)
        if path.exists():
            return "file", f"{path.name} exists already; nothing is written over."
        return None

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            path, review = path_of(values), screen.review
            screen.run_write(lambda: _written(review, values, path), screen.told)

    form = FormScreen("Export entries", lines, check, about=_ABOUT, folder=folder)
    screen.app.push_screen(form, answered)


def _written(review: Review, values: Values, path: Path) -> str:
    """Write the file, whole or not at all, and say so."""
    from extraction.form import find_form
    from extraction.offline.choosing import blanks, chosen
    from extraction.offline.writing import format_named, shape_named, written
    from extraction.queries import forms
    from review.files.spreadsheet import way_of
    from review.files.whole import whole_file

    study, of = values["study"], values["what"]
    with review.read() as connection:
        form = find_form(values["form"], forms(connection))
        if of == _BLANK:
            named = blanks(connection, review.person, form, study=study)
        else:
            named = chosen(
                connection, review.person, form, study=study, of="" if of == "own" else of
            )
    data = written(
        form,
        named,
        format_named(values["format"]),
        shape_named(values["shape"]),
        evidence=of == _BLANK and values["evidence"] == "yes",
        language=values["language"],
        way=way_of(values["excel"]),
    )
    with whole_file(path) as half:
        half.write_bytes(data)
    return f"{counted(len(named), 'entry', 'entries')} of {form.id} written to {path}."
