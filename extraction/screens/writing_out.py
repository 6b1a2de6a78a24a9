"""Writing what the synthesis workspace shows to a file."""

from __future__ import annotations

from pathlib import Path

from extraction.screens.looking import Seen
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice, ask_text, confirm
from review.refusal import Refused

_TABLE = (
    Option("docx", "Word (.docx)"),
    Option("xlsx", "Excel (.xlsx)"),
    Option("csv", "CSV (.csv)"),
    Option("md", "Markdown (.md)"),
    Option("html", "Web page (.html)"),
)
_PLOT = (
    Option("svg", "Drawing (.svg)"),
    Option("png", "Picture for print (.png)"),
    Option("pdf", "PDF, font embedded (.pdf)"),
    Option("text", "Text (.txt)"),
)
_SUM = (Option("text", "Text (.txt)"),)


def ask_and_write(screen: WorkspaceScreen, seen: Seen, folder: Path) -> None:
    """Ask for format and name, and write what is shown there; no file is replaced unasked."""
    options = _TABLE if seen.table else _PLOT if seen.plot else _SUM

    def formatted(form: str | None) -> None:
        if form is None:
            return
        label = f"In {folder.resolve()}, or a path of your own."
        ending = "txt" if form == "text" else form
        name = f"{seen.look.name or 'sum'}.{ending}"
        asked = ask_text("Name of the file", label, name, required=True)
        screen.app.push_screen(asked, lambda typed: named(form, typed))

    def named(form: str, typed: str | None) -> None:
        if not typed:
            return
        path = folder / typed

        def write(yes: bool | None = True) -> None:
            if yes:
                screen.run_write(lambda: _write(seen, form, path), screen.told)

        if path.exists():
            screen.app.push_screen(
                confirm(f"{path.name} is there already.", yes="replace it"), write
            )
        else:
            write()

    screen.app.push_screen(ask_choice("Write it as", options), formatted)


def _write(seen: Seen, form: str, path: Path) -> str:
    """Write to a file and say where; Refused where the file cannot be written."""
    data = _data(seen, form)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}.", "Name another.") from None
    return f"Written: {path}"


def _data(seen: Seen, form: str) -> str | bytes:
    if seen.table:
        from review.table.rendering import render

        return render(seen.table, form, language=seen.look.language)
    if seen.plot:
        from review.drawing.plot import render as drawn

        return drawn(seen.plot, form, width=100)
    return "\n".join(seen.sentences) + "\n"
