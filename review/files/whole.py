"""Files that are there whole or not at all, and never half, whatever ends the program.

`replacing` is for what is written as a stream and may take the place of an older one; `whole_file`
for what needs a path of its own while it is made, as a database does, and is written over nothing.
"""

from __future__ import annotations

import errno
import os
import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from review.refusal import Refused

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write to that takes the place of `path` when the block ends well.

    Otherwise nothing of it is left, and what was at `path` stays as it was.
    """
    with written(path):
        # Not through `tempfile`, whose files a colleague could not read in a shared folder.
        part = beside(path)
        file = part.open("xb")
    try:
        yield file
        with written(path):
            file.flush()
            os.fsync(file.fileno())
            file.close()
            part.replace(path)
            settle(path.parent)
    except BaseException:
        for let_go in (file.close, part.unlink):
            with suppress(OSError):
                let_go()
        raise


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
    with written(file.parent):
        file.parent.mkdir(parents=True, exist_ok=True)
        near = tempfile.TemporaryDirectory(prefix=".review-", dir=file.parent)
    with near as folder:
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
    with written(file):
        with half.open("rb+") as content:
            os.fsync(content.fileno())
        half.rename(file)
        settle(file.parent)


@contextmanager
def written(path: Path, remedy: str = "Choose another folder.") -> Iterator[None]:
    """Turn what the system says when `path` cannot be written into words, with a `remedy`."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refused(
                f"The disk is full: {path} was not written.", "Free some space, and try again."
            ) from None
        why = "you may not write there" if isinstance(error, PermissionError) else error.strerror
        raise Refused(f"{path} cannot be written: {why or error}.", remedy) from None


def beside(path: Path) -> Path:
    """Return a name in the folder of `path` that nobody else uses."""
    return path.parent / f".{secrets.token_hex(8)}.part"


def settle(folder: Path) -> None:
    """Have the names in `folder` outlive a power cut, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
