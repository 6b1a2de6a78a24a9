"""Setting up a team's server, before its review is made or after."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, text

from review.acts import Projectors
from review.refusal import Refused
from review.server.protecting import Protection, prepare, protect
from review.store.engine import Store, bare, is_url, open_store

_NOBODY = Protection((), ())


@dataclass(frozen=True, slots=True)
class SetUp:
    """The logins, whether there is a review yet, and how safely whoever asked is connected."""

    protection: Protection
    has_review: bool
    encrypted: bool
    local: bool  # through a socket of this machine


def set_up(location: str, projectors: Projectors) -> SetUp:
    """Make the database at `location` a team's; its review too, if it holds one.

    Raises Refused where that is no server, or where a right is lacking, and says which.
    """
    if not is_url(location):
        raise Refused(
            "A team's server is a PostgreSQL database.", "Name it: postgresql://HOST/DATABASE."
        )
    with bare(location) as (connection, has_review):
        encrypted, local = _connected(connection)
        if not has_review:
            prepare(connection)
    made = _NOBODY
    if has_review:
        store = open_store(location, whole=True)
        try:
            made = protect(store, projectors)
        finally:
            store.close()
    return SetUp(made, has_review, encrypted, local)


def admit(store: Store, projectors: Projectors) -> Protection | None:
    """Make logins for who is new in the team; None where whoever is connected may not."""
    whole = open_store(store.location, whole=True)
    try:
        return protect(whole, projectors)
    except Refused:
        return None
    finally:
        whole.close()


def _connected(connection: Connection) -> tuple[bool, bool]:
    row = connection.execute(
        text(
            "SELECT coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false), "
            "inet_server_addr() IS NULL"
        )
    ).one()
    return bool(row[0]), bool(row[1])
