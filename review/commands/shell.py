"""What every command shares: the opened review, where talk and data go, and exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from review.clean import drawable
from review.finding import find
from review.refusal import Refused, StoreUnusable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.acts import Projectors
    from review.clashing import Sources
    from review.commands.proof import Check
    from review.drawing.plot import Plot
    from review.exchange.merging import AfterMerge
    from review.ledger import Review
    from review.overview import Slices
    from review.publishing.parts import DataFile, Section
    from review.table.table import Table


REVIEW_VARIABLE, PERSON_VARIABLE = "REVIEW_DB", "REVIEW_AS"


class Exit(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    ATTENTION = 1
    REFUSED = 2
    NO_STORE = 3


@dataclass(frozen=True, slots=True)
class TableSource:
    """A table that a slice brings: its name, what it shows, and how it is built."""

    name: str
    about: str
    build: Callable[[Connection, Review, str], Table]  # connection, review, language
    # The ids of the studies behind a cell, by language, row and the key of its column; None where
    # the names in the row tell them.
    behind: Callable[[Connection, str, int, str], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotOptions:
    """What a plot may be asked for with; a plot takes what concerns it.

    `share` is None where the review's own, or the rule's, holds; `icc` and `cluster_size` belong
    together.
    """

    language: str = "en"
    outcome: str = ""
    basis: str = ""
    share: float | None = None
    contours: str = "smd"
    ratio: float = 1.0
    icc: float | None = None
    cluster_size: float | None = None
    hard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlotSource:
    """A plot that a slice brings: its name, what it shows, and how it is built."""

    name: str
    about: str
    build: Callable[[Connection, Review, PlotOptions], Plot]


# Sentences of a slice for an item, in a language: facts and revealed acts only.
Sentences = Callable[["Connection", str], Sequence[str]]


@dataclass(slots=True)
class Shell:
    """The values of the global options and what the composition root put together."""

    projectors: Callable[[], Projectors]
    desk: Callable[[Shell, str], None]
    slices: Callable[[], Slices]
    tables: Mapping[str, TableSource]
    plots: Mapping[str, PlotSource]
    checks: Sequence[Check]
    clashes: Sources
    after_merge: Sequence[AfterMerge]
    sentences: Mapping[str, Sequence[Sentences]]  # by item of PRISMA 2020 or PRISMA-S
    run: Callable[[Sequence[str], Path], int]  # one command line, as a user would type it
    in_synthesis: Callable[[Connection], Collection[str]]  # ids of studies with results in it
    sections: Callable[[], Sequence[Section]]  # of a publication, besides the tables
    data: Callable[[Connection], Sequence[DataFile]]
    unready: Callable[[Connection], Collection[str]]  # tables of which nothing is agreed yet
    # A template of another program filled: its text, its name; what is left empty is named.
    fill_template: Callable[[Connection, str, str], tuple[str, Sequence[str]]]
    lacking: Callable[[Connection, str], Iterable[str]]  # words that a language has not, told
    location: str = ""
    person: str = ""
    folder: Path = field(default_factory=Path)

    def written(self, connection: Connection, language: str) -> dict[str, list[str]]:
        """Return what the slices write in a language, by item (`prisma-8`, `swim-1a`)."""
        return {
            item: [line for write in writers for line in write(connection, language)]
            for item, writers in self.sentences.items()
        }

    def path(self, typed: str | Path) -> Path:
        """Return a path as typed, seen from the folder that the command runs in."""
        return self.folder / typed


ReviewOption = Annotated[
    str,
    typer.Option(
        "--review", metavar="PATH_OR_URL", envvar=REVIEW_VARIABLE, help="The review's database."
    ),
]
AsOption = Annotated[
    str, typer.Option("--as", metavar="NAME", envvar=PERSON_VARIABLE, help="Who you are.")
]
ExcelOption = Annotated[
    str,
    typer.Option(
        "--excel", metavar="LANG", help="CSV for Excel: en, or nb (semicolons, decimal commas)."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


def shell_of(context: typer.Context) -> Shell:
    """Return the shell that the composition root put into the context."""
    shell: Shell = context.find_root().obj
    return shell


def opened(
    context: typer.Context, review: str = "", person: str = "", *, whole: bool = False
) -> Review:
    """Open the review that the options name, in the hands of the person that they name."""
    shell = shell_of(context)
    return open_review(shell, review or shell.location, person or shell.person, whole=whole)


def open_review(
    shell: Shell, location: str, person: str, *, whole: bool = False, joining: bool = False
) -> Review:
    """Open the review at `location`, by default the one in this folder or above.

    On a team's server that is the person's own part, or the `whole`, to be copied by its owner.
    Who is `joining` need not be in the team yet: what they merge may bring them into it.
    """
    from review.ledger import Review
    from review.store.engine import open_store

    found = find_review(shell, location)
    warn_of_password(found)
    try:
        store = open_store(found, person=person, whole=whole)
    except StoreUnusable:
        if Path(found).is_file():  # what is wrong with its place may be why, said today or not
            warn_of_place(found, again=True)
        raise
    warn_of_place(found)
    handle = Review(store, shell.projectors, store.member or person)
    if handle.person and not (whole or joining):
        from review.team import find

        with handle.read() as connection:
            find(connection, handle.person)
    return handle


def find_review(shell: Shell, location: str) -> str:
    """Return where the review is; StoreUnusable follows from opening what is not there."""
    return find(shell.folder, location)


def warn_of_password(*locations: str) -> None:
    """Tell a person who put a password into a URL who else can read it there."""
    from review.store.urls import has_password

    if any(map(has_password, locations)):
        say(
            "The password in the URL can be seen by others on this machine: leave it out and use "
            "~/.pgpass or PGPASSWORD."
        )


def warn_of_place(location: str, *, again: bool = False) -> None:
    """Tell a person what is wrong with where the review lies, once a day each or `again`."""
    from review.store.places import troubles
    from review.store.warned import unsaid

    found = troubles(location)
    for trouble in found if again else unsaid(location, found):
        say(f"Warning: {trouble}")


def say(text: str) -> None:
    """Talk to the person, on standard error."""
    sys.stderr.write(drawable(text) + "\n")


def put(text: str) -> None:
    """Write data to standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def put_studies(ids: Sequence[str], names: Mapping[str, str]) -> None:
    """Write the studies of these ids in lines, with their names, and say how many they are."""
    from review.ids import shown_study

    for one in ids:
        put(f"{shown_study(one)}  {drawable(names.get(one, ''))}")
    say("1 study." if len(ids) == 1 else f"{len(ids)} studies.")


def put_json(value: Mapping[str, Any]) -> None:
    """Write one JSON object to standard output."""
    import json

    put(json.dumps(value, ensure_ascii=False, indent=2))


def save(context: typer.Context, data: str | bytes, out: str, *, binary_name: str = "") -> None:
    """Write what was asked for to the file `out`, or to standard output without one."""
    raw = data.encode() if isinstance(data, str) else data
    if out:
        path = shell_of(context).path(out)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(raw)
        except OSError as error:
            raise Refused(f"{path} cannot be written: {error.strerror}.") from None
        say(f"Written: {out}")
        return
    if binary_name and sys.stdout.isatty():
        raise Refused("This would fill the terminal with bytes.", f"Use --out {binary_name}.")
    sys.stdout.flush()
    sys.stdout.buffer.write(raw if binary_name or raw.endswith(b"\n") else raw + b"\n")
    sys.stdout.buffer.flush()


def draws_weights() -> bool:
    """Tell whether what is printed goes to a terminal that has bold and dim letters."""
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"dumb", ""}


def only_ascii() -> bool:
    """Tell whether the terminal can draw nothing but ASCII."""
    return "utf" not in (sys.stdout.encoding or "").lower()


def read_bytes(context: typer.Context, typed: str) -> bytes:
    """Return the bytes of a file that the user named; Refused where it cannot be read."""
    path = shell_of(context).path(typed)
    try:
        return path.read_bytes()
    except IsADirectoryError:
        raise Refused(f"{typed} is a folder, not a file.", "Name the files in it.") from None
    except OSError as error:
        raise Refused(f"{typed} cannot be read: {error.strerror}.") from None


def read_text(context: typer.Context, typed: str) -> str:
    """Return the text of a UTF-8 file that the user named; Refused where it is none."""
    try:
        return read_bytes(context, typed).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(f"{typed} is not text in UTF-8.", "Save it as UTF-8.") from None
