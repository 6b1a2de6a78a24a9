"""The parts of a publication built, put in order and numbered, in main text and appendix."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.clean import one_line
from review.publishing.numbering import Numbered, numbered, references
from review.publishing.parts import Part, Place, Section, has_content, key_of
from review.publishing.texts import referring
from review.reporting.checklist import checklist as named
from review.table.table import Table
from review.wording import words_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review

# A checklist by its name and how parts are referred to: connection, review, name, language, these.
Checklist = Callable[["Connection", "Review", str, str, Mapping[str, str]], Table]
CHECKLISTS = ("prisma", "prisma-s", "swim")

# The order of what is known here; what else a slice brings follows in the order it is brought, and
# after that what ends an appendix.
_FIRST: Mapping[Place, tuple[str, ...]] = {
    "main": (
        *("methods", "selection", "synthesis", "flow", "characteristics"),
        *("summary-of-findings", "outcomes", "effect-direction"),
    ),
    "appendix": (
        *("protocol", "searches", "sources", "excluded", "not-retrieved", "awaiting", "not-used"),
        *("results", "risk-of-bias", "risk-of-bias-worst", "interventions", "tidier"),
    ),
}
_LAST: Mapping[Place, tuple[str, ...]] = {
    "main": (),
    "appendix": (
        *("forms", "codebook", "checklists", "differences", "agreement", "people", "funding"),
        "flow-editable",
    ),
}

Built = tuple[Section, list[Part]]  # a section, with those of its parts that show something


@dataclass(frozen=True, slots=True)
class Arranged:
    """The numbered parts of both documents, and the titles of those that show nothing yet."""

    main: tuple[Numbered, ...]
    appendix: tuple[Numbered, ...]
    empty: tuple[str, ...]

    @property
    def everything(self) -> tuple[Numbered, ...]:
        """Return the parts of the main text, then those of the appendix."""
        return (*self.main, *self.appendix)


def arranged(
    connection: Connection,
    review: Review,
    sections: Sequence[Section],
    checklist: Checklist,
    language: str,
    done: Callable[[], None],
) -> Arranged:
    """Build all sections and put them in order; `done` is called after each.

    Checklists are built last, for they refer to the numbers of all others.
    """
    words = words_of("review.publishing", language)
    built: list[Built] = []
    empty: list[str] = []
    for section in sections:
        parts = list(section.build(connection, review, language))
        built.append((section, [part for part in parts if has_content(part)]))
        empty += [one_line(part.title) for part in parts if not has_content(part)]
        done()
    main = numbered(_ordered(built, "main"), words, appendix=False)
    draft = numbered(
        _ordered([*built, _checklists(_blanks(language))], "appendix"), words, appendix=True
    )
    known = {**references(main), **references(draft), **_FILES}
    tables = [checklist(connection, review, name, language, known) for name in CHECKLISTS]
    appendix = numbered(_ordered([*built, _checklists(tables)], "appendix"), words, appendix=True)
    return _referring(main, appendix, empty, language)


_FILES = {"file:archive": "archive.zip", "file:data": "data/"}


def _referring(
    main: Sequence[Numbered], appendix: Sequence[Numbered], empty: Sequence[str], language: str
) -> Arranged:
    labels = {key_of(one.part): one.label for one in (*main, *appendix)}
    texts = tuple(referring(one, labels, language) for one in main)
    return Arranged(texts, tuple(appendix), tuple(empty))


def _blanks(language: str) -> list[Table]:
    """Return tables that hold the places of the checklists until these are built."""
    return [Table(f"checklist-{name}", named(name).titles[language], (), ()) for name in CHECKLISTS]


def _checklists(tables: Sequence[Table]) -> Built:
    return Section("checklists", "appendix", lambda *_given: ()), list(tables)


def _ordered(built: Sequence[Built], place: Place) -> list[Part]:
    ranks = {name: rank for rank, name in enumerate(_FIRST[place])}
    between = len(ranks)
    ranks |= {name: between + 1 + rank for rank, name in enumerate(_LAST[place])}
    here = [(section, parts) for section, parts in built if section.place == place]
    here.sort(key=lambda pair: ranks.get(pair[0].name, between))
    return [part for _section, parts in here for part in parts]


def tables_of(parts: Sequence[Numbered]) -> list[Table]:
    """Return the tables among `parts` that are sheets of the workbook: all but blank forms."""
    tables = [one.part for one in parts if isinstance(one.part, Table)]
    return [table for table in tables if not table.name.startswith("form-")]
