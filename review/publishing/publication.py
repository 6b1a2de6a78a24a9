"""A publication put together: documents, workbook, tables, figures, texts, data and archive.

Everything in it is what everyone may know: facts and revealed acts, whoever publishes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from review.clean import one_line
from review.flow.queries import flow
from review.protocols.versions import current
from review.publishing.archive import Sealed, archive, as_of_day
from review.publishing.arranging import Arranged, Checklist, arranged, tables_of
from review.publishing.describing import PATH, Columns, columns_described, of_csv, of_table
from review.publishing.document import document
from review.publishing.index import Entry, index
from review.publishing.parts import DataFile, Figure, Part, Section, Text
from review.table.as_csv import as_csv
from review.table.as_xlsx import as_workbook
from review.table.table import Table
from review.wording import words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review

Progress = Callable[[int, int], None]
_ENDINGS = {"mermaid": "mmd"}  # where a file's ending is not the name of its format
_STEPS_BESIDES = 4  # documents, workbook, single parts, archive


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a publication is wanted: its language, the template of its documents, full texts.

    `more` are files that were made before, by path.
    """

    language: str
    template: bytes = b""
    full_texts: bool = False
    more: Sequence[tuple[str, bytes]] = ()


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to publish: sections, files for other programs, and how checklists are made."""

    sections: Sequence[Section]
    data: Sequence[DataFile]
    checklist: Checklist


class Publication:
    """Makes the files one by one; afterwards `sealed` tells what it holds unopened."""

    def __init__(
        self, review: Review, connection: Connection, offered: Offered, wanted: Wanted
    ) -> None:
        self._review = replace(review, person="")
        self._connection = connection
        self._offered = offered
        self._wanted = wanted
        self._words = words_of("review.publishing", wanted.language)
        _version, protocol = current(connection)
        self._title = one_line(protocol.title) or "Review"
        self._entries: list[Entry] = []
        self._sheets: list[Table] = []
        self._empty: list[str] = []
        self._columns: list[Columns] = []
        self.sealed = Sealed()

    def files(self, progress: Progress) -> Iterator[tuple[str, bytes]]:
        """Give every file by its path, the README last."""
        offered = self._offered
        total = len(offered.sections) + len(offered.data) + _STEPS_BESIDES
        steps = iter(range(1, total + 1))

        def done() -> None:
            progress(next(steps), total)

        parts = arranged(
            self._connection,
            self._review,
            offered.sections,
            offered.checklist,
            self._wanted.language,
            done,
        )
        self._empty += parts.empty
        yield from self._documents(parts)
        done()
        self._sheets += tables_of(parts.everything)
        for one in offered.data:
            yield from self._data(one)
            done()
        for numbered in parts.everything:
            for path, raw in _apart(numbered.part):
                if isinstance(numbered.part, Table):
                    self._columns.append(of_table(path, numbered.part))
                yield self._entry(path, raw, one_line(numbered.reference))
        for path, raw in self._wanted.more:
            yield self._entry(path, raw, self._words("file", "data"))
        done()
        yield self._described()
        workbook = as_workbook(self._sheets, self._title)
        yield self._entry("tables.xlsx", workbook, self._words("file", "workbook"))
        done()
        packed, self.sealed = archive(
            self._review, self._connection, full_texts=self._wanted.full_texts
        )
        yield self._entry("archive.zip", packed, self._words("file", "archive"))
        done()
        yield "README.md", self._readme()

    def _described(self) -> tuple[str, bytes]:
        """Return the table of what all columns of all files hold, which is a sheet too."""
        table = columns_described(self._columns, self._wanted.language)
        self._sheets.append(table)
        return self._entry(PATH, as_csv(table).encode(), one_line(table.title))

    def _entry(self, path: str, content: bytes, about: str) -> tuple[str, bytes]:
        if path.endswith(".csv") and path not in {one.path for one in self._columns} | {PATH}:
            self._columns.append(of_csv(path, content))
        self._entries.append(Entry(path, about))
        return path, content

    def _documents(self, parts: Arranged) -> Iterator[tuple[str, bytes]]:
        words, wanted = self._words, self._wanted
        notes = [words("document", "interim")] if flow(self._connection).interim else []
        blank = words("document", "blank")
        appendix = f"{self._title}: {words('document', 'appendix')}"
        for key, title, content, more in (
            ("main", self._title, parts.main, [blank]),
            ("appendix", appendix, parts.appendix, []),
        ):
            raw = document(
                title, content, wanted.language, notes=[*notes, *more], template=wanted.template
            )
            yield self._entry(f"{key}.docx", raw, words("file", key))

    def _data(self, one: DataFile) -> Iterator[tuple[str, bytes]]:
        built = one.build(self._connection, self._review, self._wanted.language)
        if built is None or (isinstance(built, Table) and not built.rows):
            self._empty.append(one.path)
            return
        if isinstance(built, Table):
            self._sheets += [built] if one.in_workbook else []
            self._columns.append(of_table(one.path, built))
            built = as_csv(built)
        raw = built if isinstance(built, bytes) else built.encode()
        yield self._entry(one.path, raw, one.about[self._wanted.language])

    def _readme(self) -> bytes:
        day = as_of_day(self._connection)[:10]
        text = index(self._title, day, self._entries, self._empty, self.sealed, self._words)
        return text.encode()


def _apart(part: Part) -> Iterator[tuple[str, bytes]]:
    """Give the files of one part by itself."""
    if isinstance(part, Table):
        yield f"tables/{part.name}.csv", as_csv(part).encode()
    elif isinstance(part, Figure):
        for ending, content in part.files.items():
            yield f"figures/{part.name}.{_ENDINGS.get(ending, ending)}", content
    else:
        yield f"text/{part.name}.md", _markdown(part).encode()


def _markdown(text: Text) -> str:
    lines = [f"# {text.title}", ""]
    for block in text.blocks:
        if block.kind == "heading":
            lines += [f"## {block.text}", ""]
        elif block.kind == "verbatim":
            lines += ["```", block.text, "```", ""]
        else:
            lines += [block.text, ""]
    return "\n".join(lines)
