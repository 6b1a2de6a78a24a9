"""Importing in the desk: files are read, shown as they were understood, then stored or left."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from review.desk.action import Action, hint
from review.desk.dialogs import Option, ask_choice, confirm
from review.desk.screens.column_map import ColumnsScreen
from review.desk.screens.import_words import Looked, import_blocks
from review.desk.screens.incoming import IncomingDialog
from review.refusal import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from review.sources.counts import SourceCount
    from review.sources.describing import Search
    from review.sources.exports import Export, Reading
    from review.sources.hits import Hits
    from review.sources.importing import Straight

_BY_CONTENT = "-"


@dataclass(frozen=True, slots=True)
class Coming:
    """Files on their way in: the search that gave them, and what of it is known before."""

    paths: tuple[Path, ...]
    search: Search
    straight: Straight | None = None
    known: SourceCount | None = None

    def hits(self, found: int) -> Hits:
        """Return the hits of the search beside its earlier files and `found` records more."""
        from review.sources.hits import Hits

        known = self.known
        before = known.accounts if known else Hits(self.search.name, None, 0)
        reported = before.reported if self.search.hits is None else self.search.hits
        return replace(before, reported=reported, in_files=before.in_files + found)


class ImportScreen(IncomingDialog):
    """Files on their way in; its answer says what was imported, None where nothing was."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("import.store", "enter", "import", "Store the records as they are shown here."),
        Action("import.format", "f", "format", "Read the files as another format."),
        Action("import.dialect", "d", "dialect", "Read the files as another database wrote them."),
        Action("import.columns", "c", "columns", "Say which column of a table fills which field."),
        Action("import.repair", "p", "repair", "Put right what was decoded wrongly, or leave it."),
        Action("import.leave", "escape", "leave", "Stop, or leave the files where they are."),
    )

    def __init__(self, coming: Coming) -> None:
        super().__init__(coming.paths[0].name)
        self._coming = coming
        self._into = f"Into {coming.search.name}"
        self._reading: Reading | None = None
        self._looked: Looked | None = None
        self._storing = False
        self._said: str | None = None

    def on_mount(self) -> None:
        """Read the files."""
        from review.sources.exports import Reading

        self._read(Reading())

    def action_leave(self) -> None:
        """Stop what runs, or leave the files where they are."""
        self.stopped.set()
        if self._said is not None or (self._looked is not None and not self._storing):
            self.dismiss(self._said)

    def action_store(self) -> None:
        """Store the files; what was imported before only when that is meant."""
        if self._said is not None:
            self.dismiss(self._said)
            return
        if self._looked is None or self._storing or not self._looked.exports:
            return
        if not self._looked.before:
            self._store(again=False)
            return
        question = f"It went into {', '.join(self._looked.before)} before. Import it once more?"
        self.app.push_screen(
            confirm("This file was imported already", question, "its records twice", "leave it"),
            lambda yes: self._store(again=True) if yes else None,
        )

    def action_format(self) -> None:
        """Ask for a format, and read anew by it."""
        from review.formats.reading import FORMATS

        self._choose("Read the files as", FORMATS, "format")

    def action_dialect(self) -> None:
        """Ask for a dialect of the format, and read anew by it."""
        from review.sources.exports import dialects_of

        looked = self._at_rest()
        if looked is None or not looked.exports:
            return
        dialects = dialects_of(looked.exports[0].parsed.format)
        if not dialects:
            self.refused(Refused("This format is written in one way by all."))
            return
        self._choose("Read the files as written by", dialects, "dialect")

    def action_columns(self) -> None:
        """Show which column fills which field, and read anew as they are confirmed."""
        from review.sources.exports import fields_of_tables

        looked = self._at_rest()
        if looked is None:
            return
        tables = [one.parsed.columns for one in looked.exports]
        columns = next(filter(None, tables), ())
        if not columns:
            self.refused(Refused("There are no columns: this is no table."))
            return
        self.app.push_screen(ColumnsScreen(columns, fields_of_tables()), self._mapped)

    def action_repair(self) -> None:
        """Put right what was decoded wrongly, or leave it as it is."""
        looked = self._at_rest()
        reading = self._reading
        if looked is None or reading is None:
            return
        if not looked.misread and not reading.repair:
            self.refused(Refused("Nothing here looks as if it had been decoded wrongly."))
            return
        self._read(replace(reading, repair=not reading.repair))

    def refused(self, refusal: Refused) -> None:
        """Say why something cannot be, and go back to what was read before."""
        super().refused(refusal)
        if self._looked is None:
            self.dismiss(None)
            return
        self._storing = False
        self.work_rests(self._into, hint(self.ACTIONS, self.host.keys, gap="  "))

    def _at_rest(self) -> Looked | None:
        """Return what was read, while nothing runs and nothing is stored yet."""
        return None if self._storing or self._said is not None else self._looked

    def _choose(self, title: str, names: tuple[str, ...], what: str) -> None:
        if self._at_rest() is None:
            return
        options = [Option(_BY_CONTENT, "what the content tells")]
        options += [Option(name, name) for name in names]

        def answered(name: str | None) -> None:
            if name is not None and self._reading is not None:
                chosen = "" if name == _BY_CONTENT else name
                self._read(_chosen(self._reading, what, chosen))

        self.app.push_screen(ask_choice(title, options), answered)

    def _mapped(self, changed: dict[str, str] | None) -> None:
        if changed and self._reading is not None:
            self._read(replace(self._reading, columns={**self._reading.columns, **changed}))

    def _read(self, reading: Reading) -> None:
        self._reading = self._reading or reading
        self.work_begins()

        def shown(looked: Looked | None) -> None:
            if looked is not None:
                self._reading = reading
            self._show(looked)

        self.run_write(self.stoppable(partial(self._look, reading)), shown)

    def _look(self, reading: Reading) -> Looked:
        from review.protocols.versions import current
        from review.sources.export_files import bytes_of
        from review.sources.exports import read_exports
        from review.sources.importing import imported_before, sha256

        with self.review.read() as connection:
            _, protocol = current(connection)
        reading = replace(reading, language=protocol.language)

        exports: list[Export] = []
        refused: list[str] = []
        for path in self._coming.paths:
            tell = self.telling(f"Reading {path.name}")
            try:
                exports += read_exports(bytes_of(path, path.name), path.name, tell, reading)
            except Refused as refusal:
                if len(self._coming.paths) == 1:
                    raise
                refused.append(f"{path.name}: {refusal.why}")
        with self.review.read() as connection:
            before = [imported_before(connection, sha256(export.content)) for export in exports]
        known = dict.fromkeys(source for source in before if source)
        return Looked(tuple(exports), tuple(known), tuple(refused))

    def _show(self, looked: Looked | None) -> None:
        if looked is None:
            self.dismiss(None)
            return
        self._looked = looked
        self.work_rests(self._into, hint(self.ACTIONS, self.host.keys, gap="  "))
        self._tell(looked, stored=False)

    def _tell(self, looked: Looked, *, stored: bool) -> None:
        hits = self._coming.hits(looked.found)
        self.show(import_blocks(looked, hits, self.host.keys, stored=stored))

    def _store(self, *, again: bool) -> None:
        self._storing = True
        self.work_begins()
        self.run_write(self.stoppable(partial(self._stored, again)), self._done)

    def _done(self, said: str | None) -> None:
        self._storing = False
        if said is None or self._looked is None:
            self.dismiss(None)
            return
        self._said = said
        close = replace(self.ACTIONS[0], label="close")
        self.work_rests(self._into, f"Stored. {hint((close,), self.host.keys)}")
        self._tell(self._looked, stored=True)

    def _stored(self, again: bool) -> str:
        from review.duplicates.joining import join_new
        from review.sources.exports import store_export

        looked, coming = self._looked, self._coming
        assert looked is not None
        files = []
        for export in looked.exports:
            tell = self.telling(f"Storing {export.name}")
            files.append(
                store_export(
                    self.review,
                    coming.search,
                    export,
                    again=again,
                    straight=coming.straight,
                    progress=tell,
                )
            )
        number = looked.found - looked.rejected
        rejected = f"; {looked.rejected:,} rejected: r shows them" if looked.rejected else ""
        said = f"Imported {number:,} records into {coming.search.name}{rejected}."
        compare = partial(join_new, self.review, files, self.telling("Comparing with all records"))
        joined = self.stoppable(compare)()
        if self.stopped.is_set():
            return f"{said} They were not compared with the others: 3, then r does that."
        return f"{said} {joined.words}" if joined else said


def _chosen(reading: Reading, what: str, name: str) -> Reading:
    """Return `reading` by another format, whose dialect is its own, or by another dialect."""
    if what == "format":
        return replace(reading, format=name, dialect="")
    return replace(reading, dialect=name)
