"""Commands for one's own list: many records decided at once, what is put off, practice."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.record_lines import put_records, record_line
from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    say,
    shell_of,
)
from review.counting import counted
from review.refusal import Refused
from screening.options import (
    FromYearOption,
    InSourceOption,
    NoAbstractOption,
    SourceOption,
    StageOption,
    TagOption,
    TextOption,
    ToYearOption,
    stage_named,
)

if TYPE_CHECKING:
    from review.ledger.ledger import Review
    from review.protocol import Stage


def decide_many(
    context: typer.Context,
    verdict: Annotated[str, typer.Argument(help="include, exclude or maybe.")],
    stage: StageOption,
    in_source: InSourceOption = "",
    from_year: FromYearOption = None,
    to_year: ToYearOption = None,
    text: TextOption = "",
    tag: TagOption = "",
    no_abstract: NoAbstractOption = False,
    no_year: Annotated[bool, typer.Option("--no-year", help="Only without a year.")] = False,
    fails: Annotated[
        list[str] | None, typer.Option("--fails", metavar="CRITERION", help="May be repeated.")
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="From the protocol's list.")] = "",
    note: Annotated[str, typer.Option("--note", help="On each of them.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Decide; without it they are shown.")] = False,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Decide the same on all that you have yet to decide and that fit; shown first."""
    from review.people import team
    from review.protocols.versions import current
    from screening.bulk import decide_all, meant
    from screening.deciding import Wish, checked
    from screening.filters import Filter

    at = stage_named(stage)
    wanted = Filter(in_source, from_year, to_year, text, tag, no_abstract, no_year)
    if not wanted.says_something:
        raise Refused("Say which records.", "Use --source, --text, --to-year, --tag and so on.")
    wish = Wish(verdict, fails or (), reason, note)
    handle = opened(context, review, person)
    with handle.read() as connection:
        team.require(connection, handle, ("screener",), "decide")
        _version, protocol = current(connection)
        checked(protocol, at, wish)
        records = meant(connection, handle.person, at, wanted)
    if as_json:
        shown = [record.shown for record in records]
        put_json({"stage": at, "verdict": verdict, "records": shown, "decided": yes})
    if not yes:
        if not as_json:
            put_records(records)
        number = counted(len(records), "record")
        say(f"{number} {wanted.in_words()}; --yes decides {verdict} on each.")
        return
    say(decide_all(handle, at, records, wish).in_words(verdict))


def later(
    context: typer.Context,
    record: Annotated[
        str, typer.Argument(metavar="RECORD", help="Put off; without it, the pile is shown.")
    ] = "",
    stage: StageOption = "title-abstract",
    back: Annotated[bool, typer.Option("--back", help="Take it off the pile again.")] = False,
    source: SourceOption = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Put a record off: it comes last in your list. Yours alone, for good."""
    from review.people import team
    from review.records.lookup import resolve, shown_of
    from screening.piles import pile, put_off

    at = stage_named(stage)
    handle = opened(context, review, person)
    with handle.read() as connection:
        team.require(connection, handle, ("screener",), "put a record off")
        found = resolve(connection, record, source) if record else None
        sets = [] if found else pile(connection, handle.person, at)
        shown = shown_of(connection, sets)
    if found:
        put_off(handle, found, on=not back)
        say(f"{found.shown} {'is in its place again' if back else 'comes last in your list'}.")
        return
    put_records(shown[set_id] for set_id in sets)
    say(f"{counted(len(sets), 'record')} put off.")


def practice(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="DIR", help="A new folder to practise in.")],
    no_open: Annotated[bool, typer.Option("--no-open", help="Do not open the desk after.")] = False,
    result: Annotated[
        bool, typer.Option("--result", help="How you did there, against what is revealed here.")
    ] = False,
    stage: StageOption = "title-abstract",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Copy records and protocol into a review of their own, to practise without a trace here."""
    from screening.practising import practise

    handle = opened(context, review, person)
    shell = shell_of(context)
    folder = shell.path(place)
    if result:
        _put_result(handle, str(folder / "review.db"), stage_named(stage))
        return
    practise(handle, str(folder / "review.db")).store.close()
    say(
        f"The practice review is in {place}. Nothing that you decide there counts here; delete the "
        "folder when you are done."
    )
    if not no_open and sys.stdin.isatty() and sys.stdout.isatty():
        shell.location, shell.person = str(folder / "review.db"), handle.person
        shell.desk(shell, "screen")
    else:
        say(f"Open it: `review --review {place}/review.db --as {handle.person}`")


def _put_result(handle: Review, location: str, stage: Stage) -> None:
    from review.records.lookup import by_ids
    from screening.practice_result import practice_result
    from screening.practising import practised

    with practised(handle, location) as practice, handle.read() as connection:
        found = practice_result(practice, connection, handle.person, stage)
        records = by_ids(connection, [one.record_id for one in found.differs])
    for line in found.in_words().splitlines():
        put(line)
    for one in found.differs:
        record = records[one.record_id]
        put(
            f"{record_line(record.shown, record.year, record.title, 60)}  "
            f"you: {one.said}; the review: {one.outcome}"
        )


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    app.command("decide-many")(decide_many)
    app.command()(later)
    app.command()(practice)
