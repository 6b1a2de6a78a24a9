"""A server that a team shares: a login for each person, made by whoever administers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from review.commands.shell import JsonOption, put_json, say, shell_of, warn_of_password

if TYPE_CHECKING:
    from review.acts import Projectors
    from review.server.protecting import Protection
    from review.server.setting_up import SetUp
    from review.store.engine import Store


def init(
    context: typer.Context,
    url: Annotated[str, typer.Argument(metavar="URL", help="postgresql://HOST/DATABASE")],
    as_json: JsonOption = False,
) -> None:
    """Make a PostgreSQL database a team's: a login each, nobody reads what is not revealed.

    An administrator of the database runs it, before `review new URL` or after, and again when
    somebody joins the team or the program was upgraded.
    """
    from review.server.setting_up import set_up

    warn_of_password(url)
    done = set_up(url, shell_of(context).projectors())
    if as_json:
        put_json(
            {
                "roles": list(done.protection.roles),
                "made": list(done.protection.made),
                "encrypted": done.encrypted,
            }
        )
    _tell(url, done)


def _tell(url: str, done: SetUp) -> None:
    if done.has_review:
        say(f"Each works under a login of their own: {', '.join(done.protection.roles)}.")
        tell_of_logins(url, done.protection)
    else:
        say("The database is prepared. Next: `review new URL --reviewer NAME --reviewer NAME`.")
    if done.encrypted:
        say("The connection is encrypted.")
    elif not done.local:
        say(
            "The connection is NOT encrypted: whoever is on the way reads passwords and decisions. "
            "Switch TLS on in the server, and add ?sslmode=require to the URL."
        )


def tell_of_logins(url: str, protection: Protection) -> None:
    """Say how each new login gets a password, and where that belongs."""
    from review.store.urls import without_password

    shown = without_password(url)
    for name in protection.made:
        say(f"Made the login {name}. To give it a password: psql {shown} -c '\\password {name}'")
    if protection.made:
        say(
            "Each person keeps their password in ~/.pgpass, or in what PGPASSFILE or PGPASSWORD "
            "names; never in the URL."
        )


def protect_new(store: Store, projectors: Projectors) -> None:
    """Make a review just made the team's where the server was set up for one, or say it is not."""
    from review.refusal import Refused
    from review.server.protecting import protect_if_prepared

    if store.embedded:
        return
    try:
        done = protect_if_prepared(store, projectors)
    except Refused as refusal:
        raise Refused(
            f"The review is made, but nobody is blind in it yet: {refusal.why}", refusal.next_step
        ) from refusal
    if done is None:
        say(
            "All use one login here, so that unrevealed decisions are hidden by the program only: "
            "an administrator changes that with `review server init URL`."
        )
    else:
        tell_of_logins(store.location, done)


def admit_new(store: Store, projectors: Projectors, name: str) -> None:
    """Make the login of somebody who has just joined a team's review, or say who does."""
    from review.server.setting_up import admit

    if not store.member:
        return
    done = admit(store, projectors)
    if done is None:
        say(f"An administrator runs `review server init URL` to make the login of {name}.")
    else:
        tell_of_logins(store.location, done)


def tell_of_leaving(store: Store, name: str) -> None:
    """Say that who has left a team's review has a login still."""
    if store.member:
        say(
            f"The login {name} can still read and add to the review. To end that, an administrator "
            f'runs: ALTER ROLE "{name}" NOLOGIN;'
        )


def register(app: typer.Typer) -> None:
    """Put these commands into `app`."""
    server = typer.Typer(
        help="A PostgreSQL that the team shares, with a login for each person.",
        no_args_is_help=True,
    )
    server.command("init")(init)
    app.add_typer(server, name="server")
