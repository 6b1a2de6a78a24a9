"""Where the review is that a person means: named, in this folder, or in one above."""

from __future__ import annotations

from pathlib import Path

NAME = "review.db"


def find(folder: Path, typed: str) -> str:
    """Return the path or URL of the review that `typed` means, seen from `folder`.

    Nothing typed means the nearest `review.db` here or above. What is returned need not exist.
    """
    if "://" in typed:
        return typed
    if typed:
        path = folder / Path(typed).expanduser()
        return str(path / NAME if path.is_dir() else path)
    start = folder.resolve()
    for place in (start, *start.parents):
        if (place / NAME).is_file():
            return str(place / NAME)
    return str(start / NAME)
