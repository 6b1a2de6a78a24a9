"""Files that are there whole or not at all, and never half."""

from __future__ import annotations

import errno
import os
import secrets
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
