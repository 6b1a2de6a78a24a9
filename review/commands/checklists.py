"""Reporting checklists: shown, exported and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.shell import AsOption, ReviewOption, Shell, opened, save, say, shell_of
from review.refusal import Refused

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.ledger.ledger import Review
    from review.table.table import Table

_BINARY = ("docx", "xlsx")
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="swim, prisma or prisma-s.")]


def checklist_table(
    shell: Shell,
    connection: Connection,
    review: Review,
    name: str,
    language: str,
    titles: Mapping[str, str] | None = None,
    more: Mapping[str, Sequence[str]] | None = None,
) -> Table:
    """Return a checklist with all that answers it; `titles` are the parts of the publication.

    `more` are the sentences of the slices, where they were written before.
    """
    from review.reporting.answering import answers
    from review.reporting.checklist import as_table, checklist
    from review.reporting.facts import facts
    from review.reporting.items import items

    found = checklist(name)
    more = shell.written(connection, language) if more is None else more
    written: dict[str, Sequence[str]] = {
        number: lines
        for key, lines in more.items()
        for of, _dash, number in (key.rpartition("-"),)
        if of == name
    }
    for one in found.items:
        if one.same in more:
            written[one.number] = more[one.same]
    for item in items(facts(connection, more), language):
        if item.checklist == found.name:
            written[item.number] = item.sentences
    known = titles if titles is not None else table_titles(shell, connection, review, language)
    return as_table(found, language, written, answers(connection, name), known)


def table_titles(
    shell: Shell, connection: Connection, review: Review, language: str
) -> dict[str, str]:
    """Return the titles of the tables that have rows, by place (`table:excluded`)."""
    from review.reporting.checklist import checklist, table_named

    built = (source.build(connection, review, language) for source in shell.tables.values())
    titles = {table.name: table.title for table in built if table.rows}
    titles["checklist-swim"] = checklist("swim").titles[language]
    return {f"table:{name}": table_named(title, language) for name, title in titles.items()}


def checklist(
    context: typer.Context,
    name: NameArgument,
    format_name: Annotated[
        str, typer.Option("--format", help="text, csv, md, html, docx, xlsx or json.")
    ] = "text",
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write a reporting checklist with what answers each item, and where."""
    from review.commands.outputs import terminal_width
    from review.reporting.checklist import checklist as named
    from review.table.rendering import FORMATS, render

    named(name)  # refused before anything is read
    if format_name not in FORMATS:
        raise Refused(f"“{format_name}” is not a format.", f"Formats: {', '.join(FORMATS)}.")
    handle = opened(context, review, person)
    with handle.read() as connection:
        table = checklist_table(shell_of(context), connection, handle, name, lang)
    width = terminal_width() if format_name == "text" and not out else 100
    binary = f"{table.name}.{format_name}" if format_name in _BINARY else ""
    save(context, render(table, format_name, language=lang, width=width), out, binary_name=binary)


def answer(
    context: typer.Context,
    name: NameArgument,
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Its number, such as 1a.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What is said.")] = "",
    page: Annotated[str, typer.Option("--page", help="Where in the paper.")] = "",
    other: Annotated[str, typer.Option("--other", help="Other details.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Answer an item of a checklist in your own words, or say on which page it is answered."""
    from review.reporting.answering import answer as keep

    said = {"text": text, "page": page, "other": other}
    given = {key: value for key, value in said.items() if value}
    kept = keep(opened(context, review, person), name, item, given)
    page_said = f" (page {kept.page})" if kept.page else ""
    say(f"{name} {item}{page_said}: {kept.text or kept.other or 'no words of your own'}")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(checklist)
    app.command()(answer)
