"""Before the reveal, nothing on a screen depends on what another has decided, but a number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.beginning import change_team
from review.records.tags import put_tag
from tests.desk.seat import Seat, calm, drawn, play, press, ready, strike, told, write
from tests.ranked import learning_here
from tests.sample import Sample

_IDS = re.compile(r"[rp]-[0-9a-f]{10}")
# What anna decides, record by record in turn, in each of two worlds.
_ALIKE: tuple[dict[str, object], ...] = ({"verdict": "include"},)
_OTHERWISE: tuple[dict[str, object], ...] = (
    {"verdict": "exclude", "fails": ["language"], "note": "SECRET"},
    {"verdict": "maybe", "note": "SECRET too"},
    {"verdict": "exclude"},
)
_VISITED = (  # some of the screens that are passed, by words of theirs
    "Nobody is asked by name",
    "What will change",
    "Change the rule?",
    "Whose sealed decisions are given up?",
    "How many of the rest shall be drawn?",
    "In which order?",
    "The goal is not reached",
    "Draw a calibration round",
    "under older criteria",
)
_TRACES = ("SECRET", "anna: exclude", "anna: include", "anna: maybe")


def begin(folder: Path, world: Sequence[dict[str, object]]) -> Sample:
    """Two worlds that differ in nothing but what anna decided, and her tag."""
    folder.mkdir()
    sample = Sample.begin(f"{folder}/review.db")
    for n in range(6):
        sample.decide("anna", n, **world[n % len(world)])  # type: ignore[arg-type]
    for n in range(3):
        sample.decide("bo", n, "include")
    if tag := world[0].get("note"):
        put_tag(sample.hand("anna"), sample.record(4), str(tag))
    return sample


# What is opened over the workspace of titles, by keys; after the second row by a lead.
_OVER = (
    *(("S",), ("F",), ("t",), ("G",), ("A", "o"), ("P", "d"), ("O", "enter"), ("W", "enter")),
    *(("W", "j", "enter"), ("W", "s"), ("K", "w"), ("K", "c"), ("K", "d")),
)
_OVER_AS_LEAD = (
    *(("W", "n", "enter", "f2"), ("W", "h"), ("W", "r", "4"), ("W", "a"), ("W", "g")),
    *(("K", "o"), ("K", "t"), ("O", "n"), ("O", "R"), ("O", "c"), ("O", "a", "2"), ("A", "r")),
)


_MOMENT = 0.03  # seconds, in which a foot or a pane that is still to be drawn is drawn


class Walk:
    """A way through the desk of which every page is kept, without what the clock says."""

    def __init__(self, app: Seat, pilot: Pilot[None]) -> None:
        self._app, self._pilot = app, pilot
        self.pages: list[str] = []

    async def press(self, *keys: str) -> None:
        """Press keys and keep the page after each."""
        for key in keys:
            await strike(self._app, self._pilot, key)
            await self.look()

    async def look(self) -> None:
        """Keep what is drawn, and what has been told."""
        said = told(self._app)
        self._app.clear_notifications()  # they go by the clock, which is no part of this
        page = "\n".join(row for row in (await self._still()).split("\n") if "import of" not in row)
        self.pages.append(_IDS.sub("r-", page + said))

    async def _still(self) -> str:
        """Return what is drawn once it is the same two times in a row."""
        before, now = "", " "
        while before != now:
            await self._pilot.pause(_MOMENT)
            await calm(self._app, self._pilot)
            before, now = now, drawn(self._app)
        return now

    async def over(self, paths: Sequence[Sequence[str]]) -> None:
        """Open one thing over another, as each of `paths` has it, and come back every time."""
        for keys in paths:
            await self.press(*keys)
            await strike(self._app, self._pilot, *["escape"] * len(keys))
            assert len(self._app.screen_stack) == 1, f"{keys} leave something open"


def seen_by_bo(sample: Sample) -> list[str]:
    """Return all that bo sees on a way through the three workspaces, at the end as a lead too."""
    seen: list[str] = []

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        walk = Walk(app, pilot)
        await walk.look()
        await walk.press("c", "c", "s", "s", "s", "s", "j", "k", "R", "s", "x", "m", "u", "l")
        await walk.over(_OVER)
        await strike(app, pilot, "M", "S", "5")
        await walk.look()
        await strike(app, pilot, "g")
        await write(app, pilot, "acc-5")
        await walk.look()
        await walk.over([("h",)])
        await walk.press("5", "a", "escape", "s", "r", "6", "4")
        change_team(sample.lead, "bo", ["lead", "screener"], active=True, new=False)
        await walk.over(_OVER_AS_LEAD)
        seen.extend(walk.pages)

    play(sample.hand("bo"), "screen", story)
    return seen


def test_what_the_other_decided_changes_nothing_on_screen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What follows others is read at once: when it is read by the clock is no part of this.
    monkeypatch.setattr("screening.screens.reading._QUIET", 0)
    pages = []
    for number, world in enumerate((_ALIKE, _OTHERWISE)):
        sample = begin(tmp_path / str(number), world)
        with learning_here():
            pages.append(seen_by_bo(sample))
        sample.close()
    first, second = pages
    assert "anna 6" in first[0]
    for words in _VISITED:
        assert any(words in page for page in first), words
    for number, (page, same) in enumerate(zip(second, first, strict=True)):
        assert page == same, number
        assert not any(trace in page for trace in _TRACES), number


def test_nothing_stays_on_screen_when_someone_else_sits_down(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/review.db")

    async def story(app: Seat, pilot: Pilot[None]) -> None:
        await press(app, pilot, "n")
        await write(app, pilot, "SECRET")
        await press(app, pilot, "x", "n")
        await write(app, pilot, "SECRET draft")
        await press(app, pilot, "s")
        assert "x exclude" in drawn(app)
        assert "SECRET" in drawn(app)
        app.clear_notifications()
        app.sit_down(sample.hand("bo"))
        assert "SECRET" not in app.screen.said()[0]  # type: ignore[attr-defined]
        await ready(app, pilot)
        text = drawn(app)
        assert "SECRET" not in text
        assert "x exclude" not in text.replace("x exclude  m maybe", "")  # the footer's own
        assert "To decide  1 of 10" in text
        await press(app, pilot, "j")
        assert "SECRET" not in drawn(app)

    play(sample.hand("anna"), "screen", story)
    sample.close()


def test_after_the_reveal_both_decisions_are_there(tmp_path: Path) -> None:
    sample = Sample.begin(f"{tmp_path}/review.db", count=1)
    sample.decide("anna", 0, "exclude", note="not so SECRET")
    sample.decide("bo", 0, "include")

    async def story(app: Seat, _pilot: Pilot[None]) -> None:
        text = drawn(app)
        assert "anna" in text
        assert "x exclude" in text
        assert "note: not so SECRET" in text
        assert "+ include" in text

    play(sample.hand("bo"), "conflicts", story)
    sample.close()
