"""A copy of an embedded review in one file, made while others go on working."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from review.files.whole import whole_file
from review.refusal import Refused
from review.store.engine import Store, spoken


def back_up(store: Store, file: Path) -> None:
    """Write the review to `file`, as SQLite copies a database, projections and all."""
    with (
        whole_file(file) as half,
        spoken(str(half)),
        store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection,
    ):
        connection.exec_driver_sql("ROLLBACK")
        connection.execute(text("VACUUM INTO :file"), {"file": str(half)})


def check_place(file: Path) -> None:
    """Refuse a place where no backup can be made."""
    if file.exists():
        raise Refused(f"{file} exists already.", "Give another name.")
    if not file.parent.is_dir():
        raise Refused(f"There is no folder {file.parent}.", "Make it first.")
