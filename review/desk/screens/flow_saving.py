"""Saving the diagram from the desk: format, language, file, and writing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from review.desk.forms import Ask, FormScreen, Values
from review.files.whole import whole_file
from review.flow.rendering import FORMATS, render, warnings
from review.flow.wording import languages

if TYPE_CHECKING:
    from review.desk.base import WorkspaceScreen
    from review.flow.counts import Flow

_ENDINGS = {"text": "txt", "mermaid": "mmd"}


def ask_where(screen: WorkspaceScreen, flow: Flow, language: str, name: str) -> None:
    """Ask for format, language and file; then write the file and say what it could not hold."""
    folder = Path.cwd()

    def save(values: dict[str, str] | None) -> None:
        if values is not None:
            screen.run_write(lambda: _written(flow, values, name, folder), screen.told)

    lines = (
        Ask("format", "Format", hint=", ".join(FORMATS), options=FORMATS),
        Ask("language", "Language", language, options=languages()),
        Ask("file", "File", hint=f"{name} in this folder", path=True),
    )
    screen.app.push_screen(FormScreen("Save the diagram", lines, _check, folder=folder), save)


def _check(values: Values) -> tuple[str, str] | None:
    if values["format"] not in FORMATS:
        return "format", f"It can be: {', '.join(FORMATS)}."
    if values["language"] not in languages():
        return "language", f"Languages: {', '.join(languages())}."
    return None


def _written(flow: Flow, values: Values, name: str, folder: Path) -> str:
    """Write the file and say where it is; Refused where it is there, or cannot be."""
    kind, language = values["format"], values["language"]
    typed = values["file"] or f"{name}.{_ENDINGS.get(kind, kind)}"
    path = folder / Path(typed).expanduser()
    data = render(flow, kind, language=language, width=100)
    with whole_file(path) as half:
        half.write_bytes(data.encode() if isinstance(data, str) else data)
    return "\n".join([f"Written: {typed}", *warnings(flow, kind, language=language)])
