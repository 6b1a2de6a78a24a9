"""Python's garbage collector, kept from a heap that only grows."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_BORN = 50_000  # values that were made and not given up; Python would look at every 700


def collect_seldom() -> None:
    """Let the collector walk after many new values: most that one command line makes stay."""
    gc.set_threshold(_BORN, 20, 20)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep the collector from walking, again and again, many values that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
