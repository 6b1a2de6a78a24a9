"""Telling all who watch a review on a server that something changed, and nothing else."""

from __future__ import annotations

from sqlalchemy import Connection, text

CHANNEL = "review"
# The payload is all that a listener learns, and everyone hears it: never more than this word.
_TELL = text("SELECT pg_notify(:channel, 'changed')").bindparams(channel=CHANNEL)


def tell(connection: Connection) -> None:
    """Let all who watch hear of it at commit."""
    connection.execute(_TELL)
