"""A publication put together: documents, workbook, tables, figures, texts, data and archive.

Everything in it is what everyone may know: facts and revealed acts, whoever publishes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from review.clean import one_line
from review.flow.queries import flow
from review.publishing.archive import archive, as_of_day
from review.publishing.document import document
from review.publishing.index import Entry, index
from review.publishing.numbering import Numbered, numbered, references
from review.publishing.parts import (
    DataFile,
    Figure,
    Part,
    Place,
    Section,
    Text,
    has_content,
    key_of,
)
from review.publishing.texts import referring
from review.table.as_csv import as_csv
from review.table.as_xlsx import as_workbook
from review.table.table import Table
from review.versions import current
from review.wording import Words, words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger import Review

Progress = Callable[[int, int], None]
# A checklist by its name: connection, review, name, language, and how parts are referred to.
Checklist = Callable[["Connection", "Review", str, str, Mapping[str, str]], Table]

# The order of what is known here; what else a slice brings follows, in the order it is brought.
ORDER: Mapping[Place, tuple[str, ...]] = {
    "main": (
        *("methods", "selection", "synthesis", "flow", "characteristics", "risk-of-bias"),
        *("summary-of-findings", "outcomes", "effect-direction"),
    ),
    "appendix": (
        *("protocol", "searches", "sources", "excluded", "not-retrieved", "awaiting", "not-used"),
        *("results", "interventions", "tidier"),
    ),
}
_LAST = ("forms", "codebook", "checklists", "differences", "agreement", "people", "funding")
LAST = (*_LAST, "flow-editable")
CHECKLISTS = ("prisma", "prisma-s", "swim")
_MERMAID = {"mermaid": "mmd"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a publication is wanted: its language, the template of its documents, full texts."""

    language: str
    template: bytes = b""
    full_texts: bool = False
    more: Sequence[tuple[str, bytes]] = ()  # files that were made before, by path


@dataclass(slots=True)
class Made:
    """What came of it besides the files: parts left out, and acts whose content is not in it."""

    empty: list[str] = field(default_factory=list)
    sealed: int = 0


def files(
    review: Review,
    connection: Connection,
    sections: Sequence[Section],
    data: Sequence[DataFile],
    checklist: Checklist,
    wanted: Wanted,
    progress: Progress,
    made: Made,
) -> Iterator[tuple[str, bytes]]:
    """Give every file of the publication by its path, the README last."""
    review = replace(review, person="")
    steps = _Steps(progress, len(sections) + len(data) + 6)
    words = words_of("review.publishing", wanted.language)
    title = _title(connection)
    parts = _built(review, connection, sections, wanted.language, steps, made)
    main = numbered(_ordered(parts, "main"), words, appendix=False)
    draft = numbered(_with_checklists(parts, None), words, appendix=True)
    known = {**references(main), **references(draft), **_files_known(words)}
    tables = [checklist(connection, review, name, wanted.language, known) for name in CHECKLISTS]
    appendix = numbered(_with_checklists(parts, tables), words, appendix=True)
    labels = {key_of(one.part): one.label for one in (*main, *appendix)}
    main = [referring(one, labels, wanted.language) for one in main]
    entries: list[Entry] = []

    def entry(path: str, content: bytes, about: str) -> tuple[str, bytes]:
        entries.append(Entry(path, about))
        return path, content

    notes = [words("document", "interim")] if flow(connection).interim else []
    for path, key, content in (
        ("main.docx", "main", main),
        ("appendix.docx", "appendix", appendix),
    ):
        heading = f"{title}: {words('document', key)}" if key == "appendix" else title
        blanks = [words("document", "blank")] if key == "main" else []
        raw = document(
            heading, content, wanted.language, notes=[*notes, *blanks], template=wanted.template
        )
        yield entry(path, raw, words("file", key))
        steps.done()
    sheets = _sheets(main, appendix)
    for one in data:
        built = one.build(connection, review, wanted.language)
        steps.done()
        if built is None or (isinstance(built, Table) and not built.rows):
            made.empty.append(one.path)
            continue
        if isinstance(built, Table):
            sheets += [built] if one.in_workbook else []
            built = as_csv(built)
        raw = built if isinstance(built, bytes) else built.encode()
        yield entry(one.path, raw, one.about[wanted.language])
    yield entry("tables.xlsx", as_workbook(sheets, title), words("file", "workbook"))
    steps.done()
    for numbered_part in (*main, *appendix):
        for path, raw in _apart(numbered_part.part):
            yield entry(path, raw, one_line(numbered_part.reference))
    steps.done()
    for path, raw in wanted.more:
        yield entry(path, raw, words("file", "data"))
    packed, made.sealed = archive(review, connection, full_texts=wanted.full_texts)
    yield entry("archive.zip", packed, words("file", "archive"))
    steps.done()
    day = as_of_day(connection)[:10]
    yield "README.md", index(title, day, entries, made.empty, made.sealed, words).encode()
    steps.done()


class _Steps:
    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._count = progress, total, 0

    def done(self) -> None:
        self._count += 1
        self._progress(self._count, self._total)


def _title(connection: Connection) -> str:
    _version, protocol = current(connection)
    return one_line(protocol.title) or "Review"


def _built(
    review: Review,
    connection: Connection,
    sections: Sequence[Section],
    language: str,
    steps: _Steps,
    made: Made,
) -> list[tuple[Section, list[Part]]]:
    """Return the parts of each section that have something to show; the others are noted."""
    found = []
    for section in sections:
        built = list(section.build(connection, review, language))
        parts = [part for part in built if has_content(part)]
        made.empty += [one_line(part.title) for part in built if not has_content(part)]
        found.append((section, parts))
        steps.done()
    return found


def _ordered(parts: Sequence[tuple[Section, list[Part]]], place: Place) -> list[Part]:
    first, last = ORDER[place], LAST if place == "appendix" else ()
    ranks = {name: rank for rank, name in enumerate(first)}
    ranks |= {name: 10_000 + rank for rank, name in enumerate(last)}

    def rank(pair: tuple[Section, list[Part]]) -> int:
        return ranks.get(pair[0].name, 1_000)

    here = sorted((pair for pair in parts if pair[0].place == place), key=rank)
    return [part for _section, several in here for part in several]


def _with_checklists(
    parts: Sequence[tuple[Section, list[Part]]], tables: Sequence[Table] | None
) -> list[Part]:
    """Return the appendix with its checklists; before they are built, blanks of their names."""
    from review.reporting.checklist import checklist as named

    blanks = [Table(f"checklist-{name}", named(name).titles["en"], (), ()) for name in CHECKLISTS]
    section = Section("checklists", "appendix", lambda *_given: ())
    return _ordered([*parts, (section, list(blanks if tables is None else tables))], "appendix")


def _files_known(words: Words) -> dict[str, str]:
    return {
        "file:archive": "archive.zip",
        "file:data": "data/",
        "file:readme": words("file", "readme"),
    }


def _sheets(main: Sequence[Numbered], appendix: Sequence[Numbered]) -> list[Table]:
    """Return the tables that stand in the workbook: all but blank forms."""
    tables = [one.part for one in (*main, *appendix) if isinstance(one.part, Table)]
    return [table for table in tables if not table.name.startswith("form-")]


def _apart(part: Part) -> Iterator[tuple[str, bytes]]:
    """Give the files of one part by itself."""
    if isinstance(part, Table):
        yield f"tables/{part.name}.csv", as_csv(part).encode()
    elif isinstance(part, Figure):
        for ending, content in part.files.items():
            yield f"figures/{part.name}.{_MERMAID.get(ending, ending)}", content
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
