"""The command that writes the methods sentences."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import AsOption, JsonOption, ReviewOption, opened, put, put_json, say


def methods(
    context: typer.Context,
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write how duplicates were removed and screening was done; `review write-up` has the rest."""
    from dataclasses import asdict

    from review.duplicates import methods as duplicates
    from screening.method_queries import method_facts
    from screening.methods import sentences

    handle = opened(context, review, person)
    with handle.read() as connection:
        facts = method_facts(connection)
        removed = duplicates.duplicate_facts(connection)
    screened = sentences(facts, lang)
    found = [*duplicates.sentences(removed, lang), *screened]
    if as_json:
        put_json(
            {"language": lang, "sentences": found, "duplicates": asdict(removed)} | asdict(facts)
        )
    elif found:
        put("\n".join(found))
    if not screened:
        say("Nothing has been revealed yet: the sentences tell of what has.")
    elif facts.interim:
        say("Screening goes on: this is how far it has come.")


def register(app: typer.Typer) -> None:
    """Put this command into `app`."""
    app.command()(methods)
