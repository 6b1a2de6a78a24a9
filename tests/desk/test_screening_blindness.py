"""Before the reveal, nothing on a screen depends on what another has decided, but a number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from review.tags import put_tag
from tests.desk.seat import Seat, drawn, play, press, ready, told, write
from tests.sample import Sample

_IDS = re.compile(r"[rp]-[0-9a-f]{10}")
_WORLDS = (
    {"verdict": "include"},
    {"verdict": "exclude", "fails": ["language"], "note": "SECRET"},
    {"verdict": "maybe", "note": "SECRET too"},
)
_TRACES = ("SECRET", "anna: exclude", "anna: include", "anna: maybe")


def begin(folder: Path, world: dict[str, object]) -> Sample:
    """Two worlds that differ in nothing but what anna decided."""
    folder.mkdir()
    sample = Sample.begin(f"{folder}/review.db")
    for n in range(6):
        sample.decide("anna", n, **world)  # type: ignore[arg-type]
    for n in range(3):
        sample.decide("bo", n, "include")
    if tag := world.get("note"):
        put_tag(sample.hand("anna"), sample.record(4), str(tag))
    return sample


def seen_by_bo(sample: Sample) -> list[str]:
    """Return all that bo sees on a way through the three workspaces."""
    seen: list[str] = []

    async def look(app: Seat, pilot: Pilot[None]) -> None:
        said = told(app)
        app.clear_notifications()  # they go by the clock, which is no part of this
        await ready(app, pilot)
        seen.append(_IDS.sub("r-", drawn(app) + said))

    async def titles(app: Seat, pilot: Pilot[None]) -> None:
        await look(app, pilot)
        for key in ("c", "c", "s", "s", "s", "s", "j", "k", "R", "s"):
            await press(app, pilot, key)
            await look(app, pilot)
        for key in ("x", "m", "u", "l"):
            await press(app, pilot, key)
            await look(app, pilot)
        for keys in (("S",), ("F",), ("t",), ("G",), ("A", "o"), ("P", "d")):
            for key in keys:
                await press(app, pilot, key)
                await look(app, pilot)
            await press(app, pilot, *["escape"] * len(keys))
        await press(app, pilot, "O")
        await look(app, pilot)
        await press(app, pilot, "enter")
        await look(app, pilot)
        await press(app, pilot, "escape", "escape", "M", "S", "5")
        await look(app, pilot)
        await press(app, pilot, "g")
        await write(app, pilot, "acc-5")
        await look(app, pilot)
        await press(app, pilot, "h")
        seen.append("\n".join(line for line in drawn(app).split("\n") if "import of" not in line))
        seen[-1] = _IDS.sub("r-", seen[-1])
        await press(app, pilot, "escape", "5")
        await look(app, pilot)
        await press(app, pilot, "a")
        await look(app, pilot)
        await press(app, pilot, "escape", "s", "r", "6")
        await look(app, pilot)

    play(sample.hand("bo"), "screen", titles)
    return seen


@pytest.mark.parametrize("world", _WORLDS[1:])
def test_what_the_other_decided_changes_nothing_on_screen(
    tmp_path: Path, world: dict[str, object]
) -> None:
    one, other = begin(tmp_path / "one", _WORLDS[0]), begin(tmp_path / "other", world)
    first, second = seen_by_bo(one), seen_by_bo(other)
    one.close()
    other.close()
    assert first == second
    assert "anna 6" in first[0]
    for page in second:
        assert not any(trace in page for trace in _TRACES)


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
