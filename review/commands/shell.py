"""What every command shares: its options, the opened review, and files read and written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.talk import draws_weights, only_ascii, put, put_json, put_studies, say
from review.commands.values import (
    PERSON_VARIABLE,
    REVIEW_VARIABLE,
    Exit,
    PlotOptions,
    PlotSource,
    Sentences,
    Shell,
    TableSource,
)
from review.finding import find
from review.refusal import Refused, StoreUnusable

if TYPE_CHECKING:
    from review.ledger.ledger import Review

__all__ = [
    "PERSON_VARIABLE",
    "REVIEW_VARIABLE",
    "AsOption",
    "ExcelOption",
    "Exit",
    "JsonOption",
    "PlotOptions",
    "PlotSource",
    "ReviewOption",
    "Sentences",
    "Shell",
    "TableSource",
    "draws_weights",
    "find_review",
    "only_ascii",
    "open_review",
    "opened",
    "put",
    "put_json",
    "put_studies",
    "read_bytes",
    "read_text",
    "save",
    "say",
    "shell_of",
    "warn_of_password",
    "warn_of_place",
]


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
    from review.ledger.ledger import Review
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
        from review.people.team import find

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
