"""The PRISMA 2020 flow: the diagram in all its forms, and what is behind a box."""

from __future__ import annotations

from collections.abc import Callable, Collection
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.record_lines import WIDE, record_line
from review.commands.shell import (
    AsOption,
    ReviewOption,
    only_ascii,
    opened,
    put,
    read_text,
    save,
    say,
    shell_of,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.flow.counts import Flow
    from review.flow.numbers import Numbers
    from review.flow.opening import Opened
    from review.ledger.ledger import Review

_FORMATS = "text, json, csv, svg, png, pdf, html, docx or mermaid."


def prisma(
    context: typer.Context,
    format_name: Annotated[str, typer.Option("--format", help=_FORMATS)] = "text",
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    box: Annotated[
        str, typer.Option("--open", metavar="BOX", help="List what is behind a box.")
    ] = "",
    edition: Annotated[
        int, typer.Option("--edition", metavar="N", help="As this edition was closed.")
    ] = 0,
    reasons: Annotated[
        bool, typer.Option("--reasons", help="With reasons at title and abstract too.")
    ] = False,
    in_synthesis: Annotated[
        bool, typer.Option("--synthesis", help="With a box of the studies that have results.")
    ] = False,
    hide: Annotated[
        list[str] | None,
        typer.Option("--hide", metavar="ROW", help="Leave out a row, such as new_reports."),
    ] = None,
    links: Annotated[
        str, typer.Option("--links", metavar="URL", help="A page that each number links to.")
    ] = "",
    dpi: Annotated[int, typer.Option("--dpi", help="Of png; 600 by default.")] = 0,
    file: Annotated[
        str,
        typer.Option(
            "--from", metavar="F", help="Draw and check a file of the PRISMA2020 package."
        ),
    ] = "",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Print the PRISMA 2020 flow diagram, counted from the acts, or open one of its boxes."""
    from dataclasses import replace

    from review.editions.closing import kept_flow
    from review.editions.past import as_of
    from review.flow.behind_studies import synthesis
    from review.flow.looking import look
    from review.flow.queries import flow
    from review.studies import all_studies

    if file:
        from review.flow.rcsv_reading import read_rcsv

        numbers = read_rcsv(read_text(context, file))
        look_of = look(hide or (), links=links)
        _print(context, replace(numbers, look=look_of), format_name, lang, out, dpi)
        return
    handle = opened(context, review, person)
    if box:
        found = _opened(handle, box, edition, shell_of(context).in_synthesis)
        for row in found.rows:
            whole = len(row.text) if row.number > 1 else WIDE  # who logged it, and why
            put(record_line(row.id, row.year, row.text, whole))
        say(f"{found.in_words}.")
        return
    with handle.read() as connection:
        counted = kept_flow(connection, edition) if edition else flow(connection)
        if in_synthesis:
            with as_of(handle, connection, edition) as then:
                ids = shell_of(context).in_synthesis(then)
                counted = replace(counted, synthesis=synthesis(all_studies(then), ids))
    counted = replace(counted, look=look(hide or (), reasons=reasons, links=links))
    if format_name == "text":
        for notice in counted.notices:
            say(f"Note: {notice}")
    _print(context, counted, format_name, lang, out, dpi)


def _print(
    context: typer.Context,
    counted: Flow | Numbers,
    format_name: str,
    lang: str,
    out: str,
    dpi: int,
) -> None:
    """Write the diagram, and say what it could not hold and what in it does not add up."""
    from review.flow.checks import check
    from review.flow.rendering import BINARY, render, warnings

    width = get_terminal_size((80, 24)).columns
    data = render(counted, format_name, language=lang, width=width, plain=only_ascii(), dpi=dpi)
    for warning in warnings(counted, format_name, language=lang):
        say(warning)
    for problem in check(counted):
        if problem.level != "notice":
            say(f"{problem.rule}, {problem.level}: {problem.message}")
    save(context, data, out, binary_name=f"prisma.{format_name}" if format_name in BINARY else "")


def _opened(
    handle: Review,
    box: str,
    edition: int,
    in_synthesis: Callable[[Connection], Collection[str]],
) -> Opened:
    """Return what is behind a box, now or as an edition was closed."""
    from review.editions.past import as_of
    from review.flow.opening import rows_behind

    with handle.read() as connection, as_of(handle, connection, edition) as then:
        ids = in_synthesis(then) if box.startswith("synthesis") else ()
        return rows_behind(then, box, ids)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command()(prisma)
