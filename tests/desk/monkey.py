"""Keys by chance at the whole desk: it must neither end, nor fail, whatever is pressed when.

The same seed presses the same keys. `python -m tests.desk.monkey FOLDER PERSON SEED KEYS` does it
on a review that is there, and prints the last keys where the desk fails.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.desk.shelling import desk, until

_LETTERS = [chr(code) for code in (*range(ord("a"), ord("z") + 1), *range(ord("A"), ord("Z") + 1))]
_NAMED = (
    *("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end"),
    *("pageup", "pagedown", "space", "backspace", "delete", "slash", "question_mark", "comma"),
    *("full_stop", "minus", "f2", "f3", "f4", "ctrl+r", "ctrl+p", "ctrl+s", "ctrl+o"),
)
_OFTEN = ("escape", "enter", "1", "4", "5", "6", "i", "x", "m", "j", "y")
_LEAVES = frozenset("q")  # of a workspace; anywhere else Escape does the same
LAST = 40  # keys that are told of where something fails


class MonkeyError(AssertionError):
    """The desk failed; the last keys led there."""


def keys(seed: int) -> Iterator[tuple[str, float]]:
    """Give keys for ever, each with the seconds to wait after it: mostly none."""
    chance = random.Random(seed)
    every = [*_LETTERS, *"123456789", *_NAMED]
    every = [key for key in every if key not in _LEAVES]
    while True:
        key = chance.choice(_OFTEN) if chance.random() < 0.4 else chance.choice(every)
        yield key, chance.choice((0.0, 0.0, 0.0, 0.02, 0.1))


def play(folder: Path, person: str, seed: int, number: int, size: tuple[int, int]) -> None:
    """Press `number` keys at the desk of a review; MonkeyError with the last ones if it fails.

    Where the desk is left, by the palette say, somebody sits down at it again.
    """
    last: deque[str] = deque(maxlen=LAST)
    wanted = itertools.islice(keys(seed), number)
    try:
        while asyncio.run(_play(folder, person, wanted, size, last)):
            pass
    except Exception as error:
        raise MonkeyError(f"seed {seed}, {size}, after {' '.join(last)}: {error!r}") from error


async def _play(
    folder: Path,
    person: str,
    wanted: Iterator[tuple[str, float]],
    size: tuple[int, int],
    last: deque[str],
) -> bool:
    """Press keys until there are none left, or the desk is left: then return True."""
    app = desk(folder, person)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.opened is not None)
        for key, seconds in wanted:
            last.append(key)
            await _press(pilot, key, seconds)
            if not app.is_running:
                return True
            for note in app._notifications:
                assert note.severity != "error", note.message
    return False


async def _press(pilot: Pilot[None], key: str, seconds: float) -> None:
    """Press a key; mostly without waiting until what follows is drawn, as a hurried hand does."""
    if seconds:
        await pilot.press(key)
        await asyncio.sleep(seconds)
        return
    name = _character_to_key(key) if len(key) == 1 else key
    pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
    await asyncio.sleep(0)


if __name__ == "__main__":
    place, who, first, total = sys.argv[1:5]
    play(Path(place), who, int(first), int(total), (80, 24))
