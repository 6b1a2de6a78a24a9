"""The commands on two complete entries: compare, discuss, agree."""

from __future__ import annotations

from typing import Annotated

import typer

from extraction.options import FORM_HELP, STUDY_HELP, FormOption, PartOption, StudyArgument
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_text,
    say,
)
from review.counting import counted
from review.refusal import Refused


def compare(
    context: typer.Context,
    study: StudyArgument,
    form: FormOption,
    part: PartOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List where two complete entries differ; refused before both are complete."""
    from extraction.queries import Place
    from extraction.talk import Talk, talks
    from extraction.talk_text import difference_data, difference_lines
    from extraction.two_entries import compared

    handle = opened(context, review, person)
    both, first, second = compared(handle, study, form, part)
    with handle.read() as connection:
        talk = talks(connection, first.study).get(
            Place(first.study, first.form, first.part), Talk()
        )
    if as_json:
        put_json(
            {
                "first": first.extractor,
                "second": second.extractor,
                "differences": [difference_data(one, talk) for one in both.differences],
            }
        )
        return
    who = first.extractor, second.extractor
    for one in both.differences:
        for line in difference_lines(one, who, talk):
            put(line)
    put(f"{counted(len(both.differences), 'difference')} among {len(both.paths)} values.")


def discuss(
    context: typer.Context,
    study: Annotated[str, typer.Argument(metavar="STUDY", help=STUDY_HELP)] = "",
    form: Annotated[str, typer.Option("--form", help=FORM_HELP)] = "",
    part: PartOption = "",
    field: Annotated[
        str, typer.Option("--field", metavar="PATH", help="As `review compare` prints it.")
    ] = "",
    remark: Annotated[str, typer.Option("--say", metavar="TEXT", help="A remark on it.")] = "",
    off: Annotated[bool, typer.Option("--off", help="It needs no discussion any more.")] = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the differences that two extractors are to discuss, or put one on that pile."""
    from extraction.discussing import discuss as put_on
    from extraction.discussing import take_off, to_discuss
    from extraction.places_named import place_named
    from extraction.talk_text import pile_data, pile_lines
    from review.reports.linking import find

    if (field and not (study and form)) or (not field and (form or part or remark or off)):
        raise Refused(
            "Which difference of which entries?",
            "Write `review discuss STUDY --form FORM --field PATH`; alone it lists all.",
        )
    handle = opened(context, review, person)
    if field:
        with handle.read() as connection:
            which, _form, place = place_named(connection, study, form, part)
        if off:
            take_off(handle, place, field)
            say(f"{which.name}: {field} is off the pile. `review undo` puts it back.")
        elif put_on(handle, place, field, remark):
            say(f"{which.name}: {field} is to be discussed. `review undo` takes this back.")
        else:
            say(f"{which.name}: {field} is on the pile already.")
        return
    with handle.read() as connection:
        found = to_discuss(connection, find(connection, study).id if study else "")
    if as_json:
        put_json({"to_discuss": [pile_data(one) for one in found]})
        return
    for one in found:
        for line in pile_lines(one):
            put(line)
    number = sum(len(one.differences) for one in found)
    put(f"{counted(number, 'difference')} to discuss in {counted(len(found), 'entry', 'entries')}.")


def agree(
    context: typer.Context,
    study: StudyArgument,
    form: FormOption,
    file: Annotated[
        str, typer.Option("--from", metavar="FILE.json", help="Choices by path, where they differ.")
    ] = "",
    part: PartOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Keep what two extractors agree on; their own entries stay as they are."""
    from extraction import two_entries

    text = read_text(context, file) if file else two_entries.NO_CHOICES
    entry = two_entries.agree(
        opened(context, review, person), study, form, text, part=part, name=file or "no file"
    )
    say(f"Agreed: {counted(len(entry.values), 'value')}.")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    for command in (compare, discuss, agree):
        app.command()(command)
