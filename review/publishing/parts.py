"""The parts that a publication is put together from, and how whoever has one offers it.

A part that has nothing to show yet is left out. Slices offer theirs as values; the
composition root puts them together, so that nothing here knows which there are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from review.drawing.page import Room
from review.drawing.shapes import Picture
from review.table.table import Table

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review

Place = Literal["main", "appendix"]
BlockKind = Literal["text", "heading", "verbatim"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading within a text, or lines that stand as they were written."""

    text: str
    kind: BlockKind = "text"


@dataclass(frozen=True, slots=True)
class Text:
    """A part of words."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: `pages` for the document, `files` (ending -> bytes) for journals.

    `pages` gives one picture, or the parts of one that is too large for a page with such room.
    `alt` tells the picture in words, `notes` stand under it. `shapes` gives it as an element of a
    Word document that can be edited, where there is one.
    """

    name: str
    title: str
    alt: str
    pages: Callable[[Room], Sequence[Picture]]
    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()
    shapes: Callable[[], Any] | None = field(default=None, compare=False)


Part = Table | Text | Figure
# Of a connection, the review and a language; what has nothing to show gives no part.
Build = Callable[["Connection", "Review", str], Sequence["Part"]]


@dataclass(frozen=True, slots=True)
class Section:
    """Parts that are offered under one name: where they stand, and how they are built."""

    name: str
    place: Place
    build: Build


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file for other programs: its path within the folder and how it is built.

    A table is written as CSV; with `in_workbook` it is a sheet as well. Nothing is written for
    None. `about` says what the file is, by language.
    """

    path: str
    about: Mapping[str, str]
    build: Callable[[Connection, Review, str], Table | str | bytes | None]
    in_workbook: bool = False


def has_content(part: Part) -> bool:
    """Tell whether a part has anything to show."""
    if isinstance(part, Table):
        return bool(part.rows)
    return bool(part.blocks) if isinstance(part, Text) else True


def key_of(part: Part) -> str:
    """Return the name by which checklists know a part: `table:excluded`."""
    kind = "table" if isinstance(part, Table) else "text" if isinstance(part, Text) else "figure"
    return f"{kind}:{part.name}"
