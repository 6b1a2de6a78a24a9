"""Making a review, and looking at it whole: new, status, history, check, backup, undo, redo."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.bar import Bar
from review.commands.server import protect_new
from review.commands.shell import (
    AsOption,
    Exit,
    JsonOption,
    ReviewOption,
    Shell,
    find_review,
    opened,
    put,
    put_json,
    read_text,
    say,
    shell_of,
    warn_of_password,
)
from review.refusal import Refused


def new(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="DIR", help="A folder, or a PostgreSQL URL.")],
    title: Annotated[str, typer.Option("--title", help="The review's title.")] = "",
    reviewer: Annotated[
        list[str] | None,
        typer.Option("--reviewer", help="A reviewer; say it twice. The first is the lead."),
    ] = None,
    adjudicator: Annotated[
        list[str] | None, typer.Option("--adjudicator", help="Someone who settles conflicts.")
    ] = None,
    protocol: Annotated[str, typer.Option("--protocol", help="A protocol in TOML.")] = "",
    source: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="PATH_OR_URL",
            help="A review, a backup or the archive of a publication, to copy whole into this.",
        ),
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Make a review: a folder with review.db in it, its team and its protocol."""
    from pathlib import Path

    from review.beginning import begin
    from review.protocol import parse
    from review.store.engine import is_url
    from review.store.urls import without_password

    shell = shell_of(context)
    location = place if is_url(place) else str(shell.path(place) / "review.db")
    shown = without_password(place) if is_url(place) else str(Path(place) / "review.db")
    warn_of_password(location, source)
    if source:
        if title or reviewer or adjudicator or protocol:
            raise Refused(
                "A copy has the title, the team and the protocol of the review it is made from.",
                "Leave out --title, --reviewer, --adjudicator and --protocol.",
            )
        _copy(shell, source, location, shown, as_json=as_json)
        return
    read = parse(read_text(context, protocol), protocol) if protocol else None
    review = begin(location, title, reviewer or [], adjudicator or [], read, shell.projectors())
    protect_new(review.store, review.projectors)
    review.store.close()
    if as_json:
        put_json({"review": review.store.review_id, "reviewers": list(reviewer or [])})
    say(f"Made the review {shown}. Next: `review import FILE --source NAME` in that folder.")


def _copy(shell: Shell, source: str, location: str, shown: str, *, as_json: bool) -> None:
    from review.moving import move
    from review.people.team import screeners
    from review.publishing.restoring import is_archive
    from review.store.urls import without_password

    if is_archive(shell.path(source)):
        _restore(shell, source, location, shown, as_json=as_json)
        return
    origin = find_review(shell, source)
    with Bar(f"Copying into {shown}") as progress:
        moved = move(origin, location, shell.projectors(), progress)
    with moved.review.read() as connection:
        names = screeners(connection)
    protect_new(moved.review.store, moved.review.projectors)
    moved.review.store.close()
    if as_json:
        put_json({"review": moved.review.store.review_id, "reviewers": names})
    say(
        f"Copied {moved.census.records} records and {moved.census.acts} acts into {shown}. "
        f"{without_password(source)} is left as it was: go on in one of the two only."
    )


def _restore(shell: Shell, source: str, location: str, shown: str, *, as_json: bool) -> None:
    from review.counting import counted
    from review.people.team import screeners
    from review.publishing.restoring import restore

    with Bar(f"Restoring {shown}") as progress:
        restored = restore(shell.path(source), location, shell.projectors(), progress)
    with restored.review.read() as connection:
        names = screeners(connection)
    protect_new(restored.review.store, restored.review.projectors)
    restored.review.store.close()
    if as_json:
        put_json({"review": restored.review.store.review_id, "reviewers": names})
    texts = counted(restored.full_texts, "full text")
    say(
        f"Restored {counted(restored.records, 'record')}, {counted(restored.acts, 'act')} and "
        f"{texts} into {shown}; hashes, facts and projections hold."
    )
    if restored.sealed:
        say(
            f"{counted(restored.sealed, 'act was', 'acts were')} not revealed when it was made: "
            "whoever did them has what they say, and sends it with `review send`."
        )


def status(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show how far the review is: records, stages, each person, and what waits for whom."""
    from review.overview import overview
    from review.overview_text import overview_text
    from review.store.places import place_lines

    handle = opened(context, review, person)
    with handle.read() as connection:
        seen = overview(connection, handle, shell_of(context).slices())
    place = place_lines(handle.store.location)
    if as_json:
        put_json({**seen.as_json(), "place": place})
        return
    put(overview_text(seen))
    if place:
        put("\n".join(["", "Place", *(f"  {line}" for line in place)]))


def history(
    context: typer.Context,
    record: Annotated[str, typer.Argument(metavar="RECORD")],
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show all that happened to one record, as far as you may see it."""
    from review.records.history import history_of
    from review.records.lookup import resolve

    handle = opened(context, review, person)
    with handle.read() as connection:
        found = resolve(connection, record)
        lines = history_of(connection, handle, found)
    if as_json:
        put_json(
            {
                "record_id": found.shown,
                "history": [
                    {"at": line.at, "by": line.by, "kind": line.kind, "text": line.text}
                    for line in lines
                ],
            }
        )
        return
    put(f"{found.shown}  {found.title or '(no title)'}")
    for line in lines:
        put(f"  {line.at:24}  {line.by or '-':10}  {line.text}")


def check(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Prove the review: hashes, projections, arithmetic, and that nothing fell between stages."""
    from review.commands.proof import notices_of, problems_of

    handle = opened(context, review, person)
    with Bar("Checking") as progress:
        problems = problems_of(handle, shell_of(context).checks, progress)
    notices = notices_of(handle)
    if as_json:
        put_json(
            {
                "problems": [
                    {"rule": problem.rule, "message": problem.message, "ids": list(problem.ids)}
                    for problem in problems
                ],
                **({"notices": notices} if notices else {}),
            }
        )
    else:
        for notice in notices:
            say(f"Note: {notice}")
        for problem in problems:
            put(f"{problem.rule}: {problem.message}")
            for identifier in problem.ids:
                put(f"  {identifier}")
        if not problems:
            put("No problems found: hashes, projections and arithmetic hold.")
    if problems:
        raise typer.Exit(Exit.ATTENTION)


def backup(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Copy the review into one file while others go on working."""
    from review.moving import back_up

    handle = opened(context, review, person, whole=True)
    with Bar(f"Copying into {file}") as progress:
        back_up(handle, shell_of(context).path(file), progress)
    say(f"Written: {file}")


def undo(context: typer.Context, review: ReviewOption = "", person: AsOption = "") -> None:
    """Take back your own newest act that still stands; again and again, backwards."""
    _take_back(context, review, person, redo=False)


def redo(context: typer.Context, review: ReviewOption = "", person: AsOption = "") -> None:
    """Take back your last undo."""
    _take_back(context, review, person, redo=True)


def _take_back(context: typer.Context, review: str, person: str, *, redo: bool) -> None:
    from review.ledger.undoing import redo_last, undo_last

    handle = opened(context, review, person)
    said = redo_last(handle) if redo else undo_last(handle)
    say(f"{'Redone' if redo else 'Undone'}: {said}")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    for command in (new, status, history, check, backup, undo, redo):
        app.command()(command)
