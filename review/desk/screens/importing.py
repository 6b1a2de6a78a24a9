"""Importing in the desk: read the file, show how it was understood, then store it or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import ProgressBar, Static

from review.clean import one_line
from review.desk.base import WorkScreen
from review.desk.dialogs import confirm
from review.desk.widgets.paper import Block, Paper
from review.refusal import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from review.exports import Export
    from review.importing import Search

_REJECTED_SHOWN = 20
_ENTER = "Enter: import   Escape: leave it"
_STOP = "Escape: stop; of this file nothing is kept then"


@dataclass
class Progressed(Message):
    """So much of a file has been read or stored."""

    what: str
    percent: int

    def can_replace(self, message: Message) -> bool:
        """Let only the newest be drawn."""
        return isinstance(message, Progressed)


class _StoppedError(Exception):
    """The person pressed Escape while a file was read or stored."""


@dataclass(frozen=True, slots=True)
class Looked:
    """The exports of one file, and the sources that held the same bytes before."""

    exports: tuple[Export, ...]
    before: tuple[str, ...]


class ImportScreen(WorkScreen[str], ModalScreen[str]):
    """One file on its way in; its answer says what was imported, None where nothing was."""

    DEFAULT_CSS = """
    ImportScreen {
        align: center middle;
        & > Vertical { width: 100; max-width: 100%; height: 90%; background: $surface;
                       border: round $primary; padding: 0 1; }
        & .title { text-style: bold; height: 1; padding: 0 1; }
        & .hint { color: $text-muted; height: 1; padding: 0 1; }
        & ProgressBar { height: 1; margin: 1 1 0 1; }
        &.-still ProgressBar { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "store", "Import"),
        Binding("escape", "leave", "Leave it"),
    ]

    def __init__(self, path: Path, search: Search) -> None:
        super().__init__()
        self._path, self._search = path, search
        self._looked: Looked | None = None
        self._stopped = Event()
        self._storing = False

    def compose(self) -> ComposeResult:
        """Show the file, a bar, and what was found."""
        with Vertical():
            yield Static(one_line(self._path.name), classes="title", markup=False)
            yield ProgressBar(total=100, show_eta=False)
            yield Paper()
            yield Static(_STOP, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Read the file."""
        self.run_write(self._stoppable(self._look), self._show)

    def on_progressed(self, message: Progressed) -> None:
        """Move the bar."""
        self.query_one(ProgressBar).update(progress=message.percent)
        self.query_one(".title", Static).update(one_line(message.what))

    def action_leave(self) -> None:
        """Stop what runs, or leave the file where it is."""
        self._stopped.set()
        if self._looked is not None and not self._storing:
            self.dismiss(None)

    def action_store(self) -> None:
        """Store the file; what was imported before only when that is meant."""
        if self._looked is None or self._storing:
            return
        if not self._looked.before:
            self._store(again=False)
            return
        question = f"It went into {', '.join(self._looked.before)} before. Import it once more?"
        self.app.push_screen(
            confirm("This file was imported already", question, "its records twice", "leave it"),
            lambda yes: self._store(again=True) if yes else None,
        )

    def refused(self, refusal: Refused) -> None:
        """Say why the file cannot come in, and go back."""
        super().refused(refusal)
        self.dismiss(None)

    def _look(self) -> Looked:
        from review.exports import bytes_of, read_exports
        from review.importing import imported_before, sha256

        data = bytes_of(self._path, str(self._path))
        tell = self._telling("Reading", self._path.name)
        exports = tuple(read_exports(data, self._path.name, tell))
        with self.review.read() as connection:
            before = [imported_before(connection, sha256(export.content)) for export in exports]
        return Looked(exports, tuple(source for source in before if source))

    def _show(self, looked: Looked | None) -> None:
        if looked is None:
            self.dismiss(None)
            return
        self._looked = looked
        self.add_class("-still")
        self.query_one(".title", Static).update(one_line(f"Into {self._search.name}"))
        self.query_one(".hint", Static).update(_ENTER)
        self.query_one(Paper).set_content(export_blocks(looked, self._search.hits))

    def _store(self, *, again: bool) -> None:
        self._storing = True
        self.remove_class("-still")
        self.query_one(".hint", Static).update(_STOP)
        self.run_write(self._stoppable(partial(self._stored, again)), self._done)

    def _done(self, said: str | None) -> None:
        self.dismiss(said)

    def _stored(self, again: bool) -> str:
        from review.duplicates.joining import join_new
        from review.exports import store_export

        looked = self._looked
        assert looked is not None
        files = []
        for export in looked.exports:
            tell = self._telling("Storing", export.name)
            files.append(
                store_export(self.review, self._search, export, again=again, progress=tell)
            )
        number = sum(len(export.parsed.records) for export in looked.exports)
        said = f"Imported {number:,} records into {self._search.name}."
        try:
            joined = join_new(self.review, files, self._telling("Comparing", "with all records"))
        except _StoppedError:
            return f"{said} They were not compared with the others: 3, then r does that."
        return f"{said} {joined.words}" if joined else said

    def _stoppable(self, fn: Callable[[], Any]) -> Callable[[], Any]:
        def run() -> Any:
            try:
                return fn()
            except _StoppedError:
                return None

        return run

    def _telling(self, doing: str, name: str) -> Callable[[int, int], None]:
        last = -1

        def tell(done: int, total: int) -> None:
            nonlocal last
            if self._stopped.is_set() or not self.is_running:
                raise _StoppedError
            percent = 100 * done // max(total, 1)
            if percent != last:
                last = percent
                self.post_message(Progressed(f"{doing} {name}", percent))

        return tell


def export_blocks(looked: Looked, hits: int | None) -> list[Block]:
    """Return how a file was understood, as text, for a person to judge before it is stored."""
    blocks: list[Block] = []
    if looked.before:
        names = ", ".join(looked.before)
        blocks += [Block(f"! The same file was imported before, into {names}.", "warn"), Block("")]
    found = sum(export.found for export in looked.exports)
    if hits is not None and hits != found:
        blocks += [Block(f"! {hits:,} hits reported, {found:,} in the file.", "warn"), Block("")]
    for export in looked.exports:
        blocks += _one_export(export)
    return blocks


def _one_export(export: Export) -> Sequence[Block]:
    parsed = export.parsed
    has = "   ".join(f"{field} {share:.0%}" for field, share in export.coverage().items())
    bad = parsed.rejected[:_REJECTED_SHOWN]
    form = ", ".join(filter(None, (parsed.format, parsed.dialect, parsed.encoding)))
    return [
        Block(export.name, "heading"),
        Block(f"Format    {form}"),
        Block(f"Found     {export.found:,}"),
        Block(f"To import {len(parsed.records):,}"),
        Block(f"Rejected  {len(parsed.rejected):,}", "warn" if parsed.rejected else "text"),
        *(
            Block(f"  line {row.line}: {row.why}: {one_line(row.text)[:200]}", "warn", hang=4)
            for row in bad
        ),
        Block(f"Has       {has}", hang=10),
        *(Block(f"Note      {notice}", "quiet", hang=10) for notice in parsed.notices),
        *(Block(f"First     {record.title}", "quiet", hang=10) for record in parsed.records[:1]),
        Block(""),
    ]
