"""The README of a publication: what is where, and what is not in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from review import __version__
from review.clean import one_line
from review.publishing.archive import Sealed
from review.publishing.folder import MARK
from review.wording import Words, dated, words_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A file and what it is."""

    path: str
    about: str


def index(
    title: str,
    day: str,
    entries: Sequence[Entry],
    empty: Sequence[str],
    sealed: Sealed,
    words: Words,
) -> str:
    """Return the README in Markdown."""
    spoken = dated(words_of("review.reporting", words.language), day)
    listed = [*entries, Entry(MARK, words("file", "mark"))]
    lines = [
        f"# {_cell(title)}",
        "",
        words("readme", "made", version=__version__, day=spoken),
        "",
        words("readme", "how"),
        "",
        words("readme", "files"),
        "|---|---|",
        *(f"| `{one.path}` | {_cell(one.about)} |" for one in listed),
    ]
    if empty:
        lines += ["", words("readme", "empty", names="; ".join(map(_cell, dict.fromkeys(empty))))]
    if sealed.waiting:
        lines += ["", words("readme", "sealed", n=sealed.waiting)]
    if sealed.taken_back:
        lines += ["", words("readme", "taken_back", n=sealed.taken_back)]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return one_line(text).replace("|", "/").replace("<", "&lt;")
