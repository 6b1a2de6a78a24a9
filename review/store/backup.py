"""A copy of the whole review in one file, made while others go on working."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from review.refusal import Refused
from review.store.engine import Store


def back_up(store: Store, file: Path) -> None:
    """Write the review to `file`; Refused where that exists or the database is a server's."""
    if file.exists():
        raise Refused(f"{file} exists already.", "Give another name.")
    if not store.embedded:
        raise Refused(
            "A review on PostgreSQL is backed up by its server.", "Use pg_dump with its URL."
        )
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.", "Make it first.")
    with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.execute(text("VACUUM INTO :file"), {"file": str(file)})
