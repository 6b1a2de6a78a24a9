"""How far work is that is done in parts."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]  # done, in all


def part_of(progress: Progress | None, begins: int, ends: int) -> Progress | None:
    """Return the progress of a part that goes from `begins` to `ends` percent of the whole."""
    if progress is None:
        return None

    def told(done: int, total: int) -> None:
        progress(begins + (ends - begins) * done // max(total, 1), 100)

    return told
