"""The publication: all that a paper needs, in one folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.bar import Bar
from review.commands.shell import (
    AsOption,
    ReviewOption,
    Shell,
    opened,
    read_bytes,
    read_text,
    say,
    shell_of,
)
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review
    from review.publishing.arranging import Checklist
    from review.publishing.parts import DataFile

    Written = Callable[[Connection, str], dict[str, list[str]]]
    from review.table.table import Table


def publish(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="DIR", help="A new folder, or an older one.")],
    lang: Annotated[str, typer.Option("--lang", help="en or nb; the review's own if not.")] = "",
    template: Annotated[
        str, typer.Option("--template", metavar="X.dotx", help="Your Word template.")
    ] = "",
    full_texts: Annotated[
        bool, typer.Option("--full-texts", help="Put attached full texts into the archive.")
    ] = False,
    revman: Annotated[
        list[str] | None,
        typer.Option("--revman", metavar="F.csv", help="A template from RevMan, to be filled."),
    ] = None,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write one folder with documents, tables, figures, data and an archive of the review."""
    from review.counting import counted
    from review.publishing.folder import write_folder
    from review.publishing.publication import Offered, Publication, Wanted
    from review.publishing.sections import sections
    from review.publishing.template import lacking_styles

    shell = shell_of(context)
    word = read_bytes(context, template) if template else b""
    handle = opened(context, review, person)
    with handle.read() as connection, Bar("Publishing") as progress:
        more = _filled(context, shell, connection, revman or [])
        wanted = Wanted(_language(connection, lang), word, full_texts, more)
        tables = {name: source.build for name, source in shell.tables.items()}
        # One state of the review is read, so each of these is asked once.
        written, unready = cache(shell.written), cache(shell.unready)
        offered = [*sections(written, tables, unready), *shell.sections()]
        offer = Offered(
            offered, [*_included(), *shell.data(connection)], _checklist(shell, written)
        )
        made = Publication(handle, connection, offer, wanted)
        number = write_folder(shell.path(place), handle.store.review_id, made.files(progress))
        lacking = list(shell.lacking(connection, wanted.language))
    say(f"Written: {counted(number, 'file')} in {place}; {place}/README.md says what is where.")
    if absent := lacking_styles(word):
        say(
            f"{template} has no style {', '.join(absent)}: plain ones stand in. "
            "Give your styles these names in Word, or change the added ones in the documents."
        )
    for sentence in lacking:
        say(sentence)
    if waiting := made.sealed.waiting:
        acts = counted(waiting, "act is", "acts are")
        what = "what it says" if waiting == 1 else "what they say"
        say(f"{acts} not revealed yet, and in the archive without {what}.")


def _language(connection: Connection, lang: str) -> str:
    from review.protocols.versions import current
    from review.wording import languages_of

    known = languages_of("review.publishing")
    if lang and lang not in known:
        raise Refused(f"There is no “{lang}” here.", f"Languages: {', '.join(known)}.")
    _version, protocol = current(connection)
    return lang or (protocol.language if protocol.language in known else "en")


def _filled(
    context: typer.Context, shell: Shell, connection: Connection, names: list[str]
) -> list[tuple[str, bytes]]:
    """Return the filled templates, and say which of their columns stay empty."""
    from pathlib import Path

    files = []
    for name in names:
        text, unknown = shell.fill_template(connection, read_text(context, name), name)
        files.append((f"data/revman/{Path(name).name}", text.encode()))
        if unknown:
            say(f"{name}: nothing here fills {', '.join(unknown)}.")
    return files


def _checklist(shell: Shell, written: Written) -> Checklist:
    from review.commands.checklists import checklist_table

    def build(
        connection: Connection, review: Review, name: str, language: str, known: Mapping[str, str]
    ) -> Table:
        more = written(connection, language)
        return checklist_table(shell, connection, review, name, language, known, more)

    return build


def _included() -> list[DataFile]:
    """Return the records of the included studies, for reference managers."""
    from review.publishing.parts import DataFile

    def ris(connection: Connection, _review: Review, _language: str) -> str | bytes | None:
        from review.records.writing import export

        found = export(connection, "", "ris", standing="included")
        return found.data if found.number else None

    about = {
        "en": "The records of the included studies, for reference managers",
        "nb": "Referansene til de inkluderte studiene, for referanseprogrammer",
    }
    return [DataFile("records/included.ris", about, ris)]


def register(app: typer.Typer) -> None:
    """Put this command into `app`."""
    app.command()(publish)
