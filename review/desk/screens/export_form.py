"""Records to a file, from the desk: which, in what format, and where to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from review.desk.base import WorkScreen
from review.desk.forms import Ask, FormScreen, Values

if TYPE_CHECKING:
    from review.ledger.ledger import Review

_ABOUT = (
    "Each set by its shown record, with decisions, reasons and notes as you may see them: "
    "your own, and what is revealed."
)


def ask_export(screen: WorkScreen[Any]) -> None:
    """Ask over `screen` what to write, and write it as `review records` does."""
    from review.files.spreadsheet import WAYS
    from review.records.listing import STANDINGS
    from review.records.writing import ENDINGS, FORMATS

    folder = screen.host.shell.folder
    lines = (
        Ask("format", "Format", hint=", ".join(FORMATS), options=FORMATS),
        Ask("standing", "Standing", hint="included, for instance; empty: all", options=STANDINGS),
        Ask("source", "Source", hint="PsycINFO, for instance; empty: all"),
        Ask("excel", "CSV for Excel", hint="nb or en; empty: for programs", options=tuple(WAYS)),
        Ask("file", "File", hint="empty: records, with the ending of the format", path=True),
    )

    def path_of(values: Values) -> Path:
        name = values["file"] or f"records.{ENDINGS[values['format']]}"
        return (folder / name).expanduser()

    def check(values: Values) -> tuple[str, str] | None:
        if values["format"] not in FORMATS:
            return "format", f"Formats: {', '.join(FORMATS)}."
        if values["standing"] and values["standing"] not in STANDINGS:
            return "standing", f"Standings: {', '.join(STANDINGS)}."
        if values["excel"] and values["excel"] not in WAYS:
            return "excel", f"CSV for Excel: {', '.join(WAYS)}, or nothing."
        if values["excel"] and values["format"] != "csv":
            return "excel", "Only CSV differs from one Excel to another; leave this empty."
        path = path_of(values)
        if path.exists():
            return "file", f"{path.name} exists already; nothing is written over."
        return None

    def answered(values: dict[str, str] | None) -> None:
        if values is not None:
            path, review = path_of(values), screen.review
            screen.told(f"Writing {path.name} ...")
            screen.run_write(lambda: _written(review, values, path), screen.told)

    form = FormScreen("Export records", lines, check, about=_ABOUT, folder=folder)
    screen.app.push_screen(form, answered)


def _written(review: Review, values: Values, path: Path) -> str:
    """Write the file, whole or not at all, and say so."""
    from review.files.spreadsheet import way_of
    from review.files.whole import whole_file
    from review.records.writing import export

    with review.read() as connection:
        file = export(
            connection,
            review.person,
            values["format"],
            standing=values["standing"],
            source=values["source"],
            way=way_of(values["excel"]),
        )
    with whole_file(path) as half:
        half.write_bytes(file.data if isinstance(file.data, bytes) else file.data.encode())
    return f"{file.number:,} records written to {path}."
