"""The command of agreement: the figures, the records behind each cell, a sentence for the paper."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.record_lines import put_records
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    say,
)
from review.counting import counted
from review.refusal import Refused
from screening.options import StageOption, stage_named


def agreement(
    context: typer.Context,
    stage: StageOption = "title-abstract",
    round_name: Annotated[str, typer.Option("--round", help="A round; main by default.")] = "",
    maybe: Annotated[str, typer.Option(help="include, own or drop.")] = "include",
    open_cell: Annotated[
        str, typer.Option("--open", metavar="CELL", help="The records of a cell: a, b, c or d.")
    ] = "",
    pair: Annotated[str, typer.Option("--pair", metavar="A,B", help="Of more than two.")] = "",
    words: Annotated[
        str, typer.Option("--words", metavar="SET", help="cochrane or landis-koch, for kappa.")
    ] = "",
    lang: Annotated[
        str, typer.Option("--lang", help="A sentence for the paper instead: en or nb.")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show how far the first, blind decisions agree."""
    from review.records.lookup import shown_of
    from screening.agreement import MAYBE_POLICIES, behind, report
    from screening.agreement_text import agreement_text
    from screening.agreement_words import interpreted, sentence_of
    from screening.rounds import find_round

    if maybe not in MAYBE_POLICIES:
        raise Refused(f"“{maybe}” is no policy.", f"Policies: {', '.join(MAYBE_POLICIES)}.")
    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        round_id = find_round(connection, at, round_name)
        found = report(connection, at, round_id, maybe)
        if open_cell:
            both = [name for name in pair.split(",") if name]
            sets = behind(connection, at, round_id, maybe, open_cell, both)
            records = shown_of(connection, sets)
    if open_cell:
        put_records(records[set_id] for set_id in sets)
        say(f"{counted(len(sets), 'record')}.")
        return
    if words:
        found = interpreted(found, words)
    if as_json:
        put_json(found)
    elif lang:
        put(sentence_of(found, lang) or "")
    else:
        put(agreement_text(found))


def register(app: typer.Typer) -> None:
    """Put this command into `app`."""
    app.command()(agreement)
