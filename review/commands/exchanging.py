"""Exchange between copies: send, merge, the key that seals, and a file that several people use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.bar import Bar
from review.commands.shell import (
    AsOption,
    Exit,
    JsonOption,
    ReviewOption,
    find_review,
    opened,
    put_json,
    say,
    shell_of,
)
from review.refusal import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from review.commands.shell import Shell
    from review.exchange.merging import Merged
    from review.ledger.ledger import Review


def send(
    context: typer.Context,
    out: Annotated[str, typer.Option("--out", metavar="F", help="Where the file goes.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write one file for the others' copies; decisions not revealed yet travel sealed."""
    from review.counting import counted
    from review.exchange.keys import KeyRing
    from review.exchange.sending import send as send_file

    handle = opened(context, review, person)
    name = out or _name_of_file(handle)
    sent = send_file(handle, shell_of(context).path(name), KeyRing())
    if as_json:
        put_json({"file": name, "acts": sent.acts, "sealed": sent.sealed, "facts": sent.facts})
    sealed = f", {sent.sealed} of them sealed" if sent.sealed else ""
    records = counted(sent.records, "record")
    say(f"Written: {name} ({counted(sent.acts, 'act')}{sealed}; {records}).")
    say("Pass it on by any way; the others take it in with `review merge`.")


def _name_of_file(review: Review) -> str:
    from review.acts import now

    if not review.person:
        raise Refused("Say who sends.", "Use --as NAME, or set REVIEW_AS.")
    return f"{review.person}-{now()[:10]}.review"


def merge(
    context: typer.Context,
    files: Annotated[list[str], typer.Argument(metavar="F...", help="Files made by `send`.")],
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take in others' files, in any order and as often as you like; it reveals nothing by itself.

    In a folder without a review it makes the copy that you work on from then on.
    """
    from review.clashes.clashing import all_clashes
    from review.counting import counted
    from review.overview import overview

    shell = shell_of(context)
    done = [_merge_one(shell, review, person, shell.path(file)) for file in files]
    handle = opened(context, review, person)
    with handle.read() as connection:
        seen = overview(connection, handle, shell.slices())
        clashes = len(all_clashes(connection, shell.clashes))
    if as_json:
        put_json(
            {
                "acts": sum(one.arrived.acts for one in done),
                "facts": sum(one.arrived.facts for one in done),
                "opened": sum(one.arrived.opened for one in done),
                "sealed": sum(one.arrived.sealed for one in done),
                "clashes": clashes,
            }
        )
    for file, one in zip(files, done, strict=True):
        _tell(file, one)
    for member in seen.people:
        for wait in member.waits:
            say(f"  {member.name}: {wait}")
    if clashes:
        say(f"{counted(clashes, 'clash', 'clashes')} to settle: `review clashes`.")
        raise typer.Exit(Exit.ATTENTION)


def _merge_one(shell: Shell, review: str, person: str, file: Path) -> Merged:
    from pathlib import Path

    from review.commands.shell import open_review
    from review.exchange.keys import KeyRing
    from review.exchange.merging import merge as merge_file
    from review.exchange.merging import new_copy
    from review.ledger.ledger import Review
    from review.store.engine import is_url

    location = find_review(shell, review or shell.location)
    name = person or shell.person
    if is_url(location) or Path(location).exists():
        handle = open_review(shell, location, name, joining=True)
        with Bar(f"Merging {file.name}") as progress:
            return merge_file(handle, file, KeyRing(), shell.after_merge, progress)
    with new_copy(location, file) as store, Bar(f"Copying {file.name}") as progress:
        made = Review(store, shell.projectors(), name)
        merged = merge_file(made, file, KeyRing(), shell.after_merge, progress)
    say(f"Made a copy of the review: {location}")
    store.close()
    return merged


def _tell(file: str, merged: Merged) -> None:
    from review.counting import counted

    arrived = merged.arrived
    if not arrived.anything:
        say(f"{file}: nothing new; all of it was here.")
    else:
        sealed = f", {arrived.sealed} of them sealed" if arrived.sealed else ""
        opened_now = f"; {counted(arrived.opened, 'sealed act')} opened" if arrived.opened else ""
        say(
            f"{file}, from {merged.by} ({merged.made[:10]}): {counted(arrived.acts, 'act')}{sealed}"
            f"{opened_now}; {counted(arrived.records, 'record')}."
        )
    if arrived.left:
        others = ", ".join(sorted(arrived.left))
        say(
            f"On a team's server each merges under their own login: {others} must do so too, with "
            "this file or one of their own."
        )
    if arrived.differing:
        say(
            "Read differently in the two copies, and kept here as they were: "
            f"{', '.join(sorted(arrived.differing))}."
        )
    if merged.forks:
        say(
            "A copy has two histories: its database was put back or copied by hand. Both are kept. "
            "There, go on in a fresh copy: `review new FOLDER --from review.db`."
        )


def key_save(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A new file; keep it to yourself.")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Save your key: with it another machine of yours opens what this one sealed."""
    from review.exchange.keys import KeyRing

    handle = opened(context, review, person)
    if not handle.person:
        raise Refused("Say whose key.", "Use --as NAME, or set REVIEW_AS.")
    ring = KeyRing()
    ring.ensure(handle.store.review_id, handle.person)
    ring.save(handle.store.review_id, handle.person, shell_of(context).path(file))
    say(f"Written: {file}. Whoever has it can read your sealed decisions: keep it to yourself.")


def key_take(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Made by `review key save`.")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Take in your key from another machine, and open what it sealed."""
    from review.exchange.keys import KeyRing
    from review.exchange.own import open_own

    handle = opened(context, review, person)
    ring = KeyRing()
    owner = ring.take(shell_of(context).path(file), handle.store.review_id)
    number = open_own(handle, owner, ring)
    say(f"The key of {owner} is here now; {number} sealed acts were opened with it.")


def share(
    context: typer.Context,
    group: Annotated[str, typer.Option("--group", help="The group of accounts that share.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",  # noqa: ARG001 - every command takes both
) -> None:
    """Let several accounts of one machine write to this file: rights of database and folder."""
    from review.store.granting import share as grant

    for line in grant(find_review(shell_of(context), review), group):
        say(line)


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    for command in (send, merge, share):
        app.command()(command)
    key = typer.Typer(help="The key that seals what you send before it is revealed.")
    key.command("save")(key_save)
    key.command("take")(key_take)
    app.add_typer(key, name="key")
