"""The protocol: show it, set a new version, write its document."""

from __future__ import annotations

from typing import Annotated

import typer

from review.commands.shell import (
    AsOption,
    JsonOption,
    ReviewOption,
    opened,
    put,
    put_json,
    read_text,
    save,
    say,
)
from review.refusal import Refused


def protocol_show(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show the protocol that holds now."""
    from review.protocol import to_data
    from review.protocols.text import plain_text
    from review.protocols.versions import contested, current

    handle = opened(context, review, person)
    with handle.read() as connection:
        version, protocol = current(connection)
        competing = contested(connection)
    if as_json:
        put_json({"version": version, **to_data(protocol)})
        return
    put(plain_text(protocol))
    if competing:
        say(
            f"{len(competing)} versions were made without each other; until that is settled, this "
            "one holds, which they came from. See `review clashes`, or set one that takes all of "
            "them into account."
        )


def protocol_set(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE.toml")],
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Make the file the next version; earlier versions stay, with the decisions made under them."""
    from review.protocols.setting import read_protocol, set_protocol

    protocol = read_protocol(read_text(context, file), file)
    if set_protocol(opened(context, review, person), protocol):
        say(f"The protocol is {file} now. Later decisions are made under this version.")
    else:
        say("This is the protocol that holds already.")


def protocol_edit(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Edit the protocol in your editor (EDITOR); what changed is shown before it is kept."""
    from review.files.editor import edit
    from review.protocols.difference import differences
    from review.protocols.setting import read_protocol, set_protocol
    from review.protocols.toml import toml_of
    from review.protocols.versions import current

    handle = opened(context, review, person)
    with handle.read() as connection:
        _version, before = current(connection)
    text = toml_of(before)
    while True:
        text = edit(text, ".toml")
        try:
            after = read_protocol(text, "protocol.toml")
        except Refused as refusal:
            say(str(refusal))
            if not typer.confirm("Edit it again?", default=True, err=True):
                raise
            continue
        break
    changes = differences(before, after)
    for one in changes:
        say(one.in_words())
    if not changes:
        say("Nothing was changed.")
    elif typer.confirm("Keep this as the next version?", default=True, err=True):
        set_protocol(handle, after)
        say("Kept. Later decisions are made under this version; `review undo` takes it back.")
    else:
        say("Not kept.")


def protocol_write(
    context: typer.Context,
    lang: Annotated[str, typer.Option("--lang", help="en or nb.")] = "en",
    out: Annotated[str, typer.Option("--out", metavar="F", help="A file.")] = "",
    review: ReviewOption = "",
    person: AsOption = "",
) -> None:
    """Write the protocol as a Markdown document for registration."""
    from review.protocols.text import document
    from review.protocols.versions import current

    handle = opened(context, review, person)
    with handle.read() as connection:
        _version, protocol = current(connection)
    save(context, document(protocol, lang), out)


def protocol_versions(
    context: typer.Context,
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """List the versions of the protocol, oldest first, and which one holds."""
    from review.ids import shown
    from review.protocols.versions import current, dated, history

    handle = opened(context, review, person)
    with handle.read() as connection:
        holding, _protocol = current(connection)
        found = dated(connection, history(connection))
    if as_json:
        values = [
            {"id": shown("p", one.id), "at": at, "by": by, "holds": one.id == holding}
            for one, at, by in found
        ]
        put_json({"versions": values})
        return
    for one, at, by in found:
        put(f"{shown('p', one.id)}  {at[:10]}  {by:12}{'  holds' if one.id == holding else ''}")


def protocol_diff(
    context: typer.Context,
    first: Annotated[
        str, typer.Argument(metavar="A", help="A version; the one before B without it.")
    ] = "",
    second: Annotated[
        str, typer.Argument(metavar="B", help="A version; the one that holds without it.")
    ] = "",
    review: ReviewOption = "",
    person: AsOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show what differs between two versions; for the paper, use `review table differences`."""
    from review.ids import shown
    from review.protocols.difference import differences
    from review.protocols.versions import two_versions

    handle = opened(context, review, person)
    with handle.read() as connection:
        before, after = two_versions(connection, first, second)
    found = differences(before.protocol, after.protocol)
    names = [shown("p", before.id) if before.id else "the default", shown("p", after.id)]
    if as_json:
        values = [
            {"what": one.what, "how": one.how, "before": one.before, "after": one.after}
            for one in found
        ]
        put_json({"from": names[0], "to": names[1], "changes": values})
        return
    put(f"From {names[0]} to {names[1]}:")
    for one in found:
        put(one.in_words())
    if not found:
        put("Nothing differs.")


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    group = typer.Typer(help="Question, criteria, reasons and stage rules.", no_args_is_help=True)
    group.command("show")(protocol_show)
    group.command("set")(protocol_set)
    group.command("edit")(protocol_edit)
    group.command("write")(protocol_write)
    group.command("versions")(protocol_versions)
    group.command("diff")(protocol_diff)
    app.add_typer(group, name="protocol")
