"""A file that is there whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from review.refusal import Refused


@contextmanager
def whole_file(file: Path) -> Iterator[Path]:
    """Give a path to write to, which becomes `file` when the block ends well.

    It lies in a folder of its own beside `file`, where there is room for more such files; all of
    it is gone after any end of the block. Raises Refused where `file` exists already, or where
    its folder cannot be made or written to.
    """
    if file.exists():
        raise Refused(f"{file} exists already.", "Give another name; nothing is written over.")
    made = [folder for folder in file.parents if not folder.exists()]
    try:
        with _folder_beside(file) as folder:
            half = Path(folder) / file.name
            with _called(half, file):
                yield half
            _keep(half, file)
    except BaseException:
        for parent in made:
            with suppress(OSError):
                parent.rmdir()
        raise


@contextmanager
def _folder_beside(file: Path) -> Iterator[str]:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = tempfile.TemporaryDirectory(prefix=".review-", dir=file.parent)
    except OSError as error:
        raise Refused(f"{file.parent} cannot be written to: {error.strerror}.") from None
    with beside as folder:
        yield folder


@contextmanager
def _called(half: Path, file: Path) -> Iterator[None]:
    """Call the file by its own name in what is said of it."""
    try:
        yield
    except Refused as refusal:
        raise type(refusal)(
            refusal.why.replace(str(half), str(file)), refusal.next_step
        ) from refusal


def _keep(half: Path, file: Path) -> None:
    try:
        with half.open("rb+") as written:
            os.fsync(written.fileno())
        half.rename(file)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}.") from None
