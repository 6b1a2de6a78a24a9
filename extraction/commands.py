"""The commands by which entries are filled, and checked by a second person: extract, verify."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from extraction import entry_commands, form_commands, pair_commands
from extraction.bias import commands as bias
from extraction.options import FORM_HELP, STUDY_HELP, FormOption, PartOption, StudyArgument
from review.clean import one_line
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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extraction.plausible.concern import Concern
    from extraction.working import Filled
    from review.ledger.ledger import Review


def extract(
    context: typer.Context,
    study: Annotated[str, typer.Argument(metavar="STUDY", help=STUDY_HELP)] = "",
    form: Annotated[str, typer.Option("--form", help=FORM_HELP)] = "",
    part: PartOption = "",
    file: Annotated[str, typer.Option("--from", metavar="FILE.json", help="Answers.")] = "",
    done: Annotated[bool, typer.Option("--done", help="My entry is complete.")] = False,
    reopen: Annotated[bool, typer.Option("--reopen", help="Change a complete entry.")] = False,
    checks: Annotated[
        bool, typer.Option("--checks", help="List what to look at again, of one study or all.")
    ] = False,
    progress: Annotated[
        bool, typer.Option("--progress", help="List where every study stands in every form.")
    ] = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Fill your own entry from a file, call it complete, print it as it is, or check it."""
    if progress:
        _progress(opened(context, review, person), as_json=as_json)
        return
    if checks:
        _checks(opened(context, review, person), study, form, as_json=as_json)
        return
    if not study or not form:
        raise Refused(
            "Which study and which form?",
            "Write `review extract STUDY --form FORM`; --checks alone goes over all entries.",
        )
    from extraction import working
    from extraction.entry import to_data
    from extraction.opened import visible_entries
    from extraction.places_named import place_named

    handle = opened(context, review, person)
    if file:
        text = read_text(context, file)
        filled = working.fill_from_file(
            handle, study, form, text, part=part, name=file, done=done, reopen=reopen
        )
        state = "complete" if filled.entry.complete else "not yet complete"
        say(
            f"{filled.study.name}: {filled.written} values written; your entry is {state}"
            f"{_and_the_other(filled)}."
        )
        _say_concerns(filled.concerns)
        for sentence in filled.says:
            say(one_line(sentence))
        return
    if done or reopen:
        filled = working.finish(handle, study, form, part=part, done=done)
        state = "complete" if done else "open again"
        say(f"{filled.study.name}: your entry is {state}{_and_the_other(filled)}.")
        _say_concerns(filled.concerns)
        return
    with handle.read() as connection:
        which, found, place = place_named(connection, study, form, part)
        entry = (
            visible_entries(connection, handle.person, which.id).get(place, {}).get(handle.person)
        )
    value: dict[str, Any] = to_data(found, entry) if entry else {"form": found.id, "values": {}}
    put_json(value)
    if not as_json and entry is None:
        say("You have no entry here yet. Fill it in the desk, or with --from FILE.json.")


def _and_the_other(filled: Filled) -> str:
    return ", as is the other: `review compare` lists where they differ" if filled.both else ""


def _progress(review: Review, *, as_json: bool) -> None:
    from extraction.progress_text import progress_data, progress_lines

    with review.read() as connection:
        if as_json:
            put_json(progress_data(connection, review.person))
            return
        for line in progress_lines(connection, review.person):
            put(line)


def _checks(review: Review, study: str, form: str, *, as_json: bool) -> None:
    from extraction.plausible.reading import checked
    from extraction.plausible.telling import data, listing
    from review.reports.linking import find

    with review.read() as connection:
        which = find(connection, study).id if study else ""
        found = checked(connection, review.person, study=which, form=form)
    if as_json:
        put_json(data(found))
        return
    for line in listing(found):
        put(line)


def _say_concerns(concerns: Iterable[Concern]) -> None:
    from extraction.plausible.telling import lines

    for line in lines(concerns):
        say(line)


def verify(
    context: typer.Context,
    study: StudyArgument,
    form: FormOption,
    part: PartOption = "",
    file: Annotated[
        str, typer.Option("--from", metavar="FILE.json", help="What you confirm and correct.")
    ] = "",
    rest: Annotated[bool, typer.Option("--rest", help="Confirm all values that are left.")] = False,
    done: Annotated[bool, typer.Option("--done", help="All is checked: agree on it.")] = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check what another extracted, value by value, where the protocol has one person extract.

    The file: {"values": {path: "confirm" or {"value": ..., "why": ...}}}; null leaves a row out.
    """
    from extraction.checked_entry import checking
    from extraction.talk_text import in_brief
    from extraction.value import to_data
    from extraction.verifying import verify_from_file

    handle = opened(context, review, person)
    if file or rest or done:
        text = read_text(context, file) if file else ""
        now = verify_from_file(
            handle, study, form, text, part=part, name=file, rest=rest, done=done
        )
    else:
        with handle.read() as connection:
            now = checking(connection, handle.person, study, form, part)
    if as_json:
        put_json(
            {
                "study": now.study.name,
                "extractor": now.first.extractor,
                "agreed": now.agreed,
                "left": {path: to_data(now.first.values[path]) for path in now.left},
                "corrected": {
                    path: {**to_data(now.values[path]), "why": now.why.get(path, "")}
                    for path in now.corrected
                },
                "left_out": dict(now.left_out),
            }
        )
        return
    for path in now.left:
        put(f"{path}  {now.form.label(path, 'en')}")
        put(f"    {now.first.extractor:12}{in_brief(now.first.values[path])}")
    for row, why in now.left_out.items():
        put(f"{row}  {now.form.label(row, 'en')}: left out, because: {one_line(why)}")
    state = "agreed" if now.agreed else f"{len(now.left)} left"
    rows = f", {counted(len(now.left_out), 'row')} left out" if now.left_out else ""
    say(
        f"{now.study.name}: {len(now.first.values) - len(now.left)} values of "
        f"{now.first.extractor} checked, {len(now.corrected)} corrected"
        f"{rows}; {state}."
    )


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    form_commands.register(app)
    entry_commands.register(app)
    app.command()(extract)
    pair_commands.register(app)
    app.command()(verify)
    bias.register(app)
