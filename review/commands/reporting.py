"""The text that goes with the flow: items of PRISMA 2020 and PRISMA-S from the data."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put_json,
    save,
    say,
    shell_of,
)
from review.counting import counted


def write_up(
    context: typer.Context,
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write PRISMA items 5 to 9, 16a and 16b and PRISMA-S 1 to 16 from the data, with blanks."""
    from review.reporting.facts import facts
    from review.reporting.items import as_markdown, items
    from review.wording import words_of

    words_of("review.reporting", lang)  # refused before anything is read
    handle = opened(context, review, person)
    with handle.read() as connection:
        more = shell_of(context).written(connection, lang)
        written = items(facts(connection, more), lang)
    if as_json:
        put_json(
            {
                "language": lang,
                "items": [
                    {
                        "checklist": item.checklist,
                        "item": item.number,
                        "topic": item.topic,
                        "sentences": list(item.sentences),
                    }
                    for item in written
                ],
            }
        )
    else:
        save(context, as_markdown(written), out)
    blanks = sum(item.blank for item in written)
    if blanks:
        say(f"{counted(blanks, 'item has', 'items have')} something to fill in, in brackets.")


def register(app: typer.Typer) -> None:
    """Put this command into `app`."""
    app.command("write-up")(write_up)
