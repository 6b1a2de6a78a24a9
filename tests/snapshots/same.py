"""The same picture each time: ids follow from a counter, and every time is one day's.

What the pictures of a module have in common is made once, and put back for each.
"""

from __future__ import annotations

import itertools
import shutil
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

DAY = "2026-03-02T09:00:00.000Z"


def same_each_time(patch: pytest.MonkeyPatch, first: int = 1) -> Iterator[int]:
    """Patch ids and times, and return the counter that the ids follow from."""
    numbers = itertools.count(first)
    patch.setattr(
        "review.ids.uuid.uuid4", lambda: uuid.uuid5(uuid.NAMESPACE_OID, str(next(numbers)))
    )
    patch.setattr("review.acts.now", lambda: DAY)
    patch.setattr("review.ledger.ledger.now", lambda: DAY)
    patch.delenv("NO_COLOR", raising=False)
    return numbers


@dataclass(frozen=True, slots=True)
class Made:
    """A review that was made once: where it lies, as it was, and the next number for an id."""

    place: Path
    as_it_was: Path
    first: int

    def again(self, patch: pytest.MonkeyPatch) -> Path:
        """Put the review back where it was made, where its people go on as who they were."""
        shutil.rmtree(self.place)
        shutil.copytree(self.as_it_was, self.place)
        same_each_time(patch, self.first)
        return self.place


def made_once(folder: Path, make: Callable[[Path], None]) -> Made:
    """Make a review below `folder`, with ids and times that are the same each time."""
    place, as_it_was = folder / "here", folder / "as-it-was"
    place.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        numbers = same_each_time(patch)
        make(place)
    shutil.copytree(place, as_it_was)
    return Made(place, as_it_was, next(numbers))
