"""Driving a desk in tests: keys, and waiting until all that follows from them is drawn."""

from __future__ import annotations

import asyncio
import itertools
import json
import uuid
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from extraction import working
from extraction.certainty.grading_acts import set_bodies
from extraction.queries import Place
from extraction.screens import WORKSPACES
from review.desk.places import ground
from review.duplicates.projector import DEDUPE
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.studies import Study, all_studies
from screening.revealing import reveal
from tests.desk.seat import Seat, drawn
from tests.sample import Sample

Script = Callable[[Pilot[None]], Awaitable[None]]
NAMED = {
    "=": "equals_sign",
    " ": "space",
    ";": "semicolon",
    ".": "full_stop",
    ",": "comma",
    "-": "minus",
}

CHARACTERISTICS: dict[str, Any] = {
    "design": "individually-randomised",
    "countries": ["NO"],
    "participants": "Parents of children under three years",
    "participants_n": 120,
    "intervention_types": ["Home visiting"],
    "control_conditions": ["treatment-as-usual"],
    "funding": "Research council",
    "arms": [
        {"name": "Home visits", "role": "intervention"},
        {"name": "Care as usual", "role": "comparator"},
    ],
    "results": [
        {
            "outcome": "Parenting stress",
            "measure": "PSI",
            "time_point": "6 months",
            "direction": "favours-intervention",
            "significance": "significant",
            "claim": "favours-intervention",
        }
    ],
}


def state_bodies(sample: Sample) -> Study:
    """State two bodies of evidence, one of them with a study; return the study."""
    (study,) = include(sample, 1)
    names = {"intervention": "Home visits", "comparison": "usual care", "plural": True}
    given = [
        {
            **names,
            "outcome": "Parenting stress",
            "time": "6 months",
            "effect": "reduction",
            "estimate": "SMD 0.31 (0.10 to 0.52)",
            "studies": [[f"s-{study.id}", 118]],
        },
        {**names, "outcome": "Sleep", "measured": False},
    ]
    set_bodies(sample.hand("anna"), given, "the file")
    return study


def desk(sample: Sample, person: str, first: str) -> Seat:
    """Return a desk on a sample with the workspaces that these tests look at."""
    here = [one for one in ground() if one.id == "duplicates"]
    return Seat(sample.hand(person), (*here, *WORKSPACES), first)


def drive(app: Seat, script: Script, size: tuple[int, int] = (80, 24)) -> None:
    """Run the desk, and `script` on it once it is drawn."""

    async def run() -> None:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await script(pilot)

    asyncio.run(run())


async def settled(pilot: Pilot[None]) -> None:
    """Wait until every read and write has ended and is drawn."""
    await pilot.pause()
    while any(not worker.is_finished for worker in pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each time waiting for what follows."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def again(pilot: Pilot[None], key: str, count: int) -> None:
    """Press a key several times, and wait once for what follows."""
    await pilot.press(*[key] * count)
    await settled(pilot)


async def type_in(pilot: Pilot[None], text: str) -> None:
    """Type a text into the line that has the keys."""
    await pilot.press(*(NAMED.get(sign, sign) for sign in text))
    await pilot.pause()


def seen(pilot: Pilot[None]) -> str:
    """Return what is on the screen as text."""
    assert isinstance(pilot.app, Seat)
    return drawn(pilot.app)


def said(pilot: Pilot[None]) -> str:
    """Return all that was said in notifications."""
    return "\n".join(note.message for note in pilot.app._notifications)


def keys_to(*keys: str) -> Script:
    """Return a script for a picture: these keys, then a steady screen."""

    async def script(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await press(pilot, *keys)
        for line in pilot.app.screen.query(Input):
            line.cursor_blink = False
        pilot.app.clear_notifications()
        await pilot.pause()

    return script


def count_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make new identifiers follow from a counter, so that pictures are the same each time."""
    numbers = itertools.count(1)
    monkeypatch.setattr(
        "review.ids.uuid.uuid4", lambda: uuid.uuid5(uuid.NAMESPACE_OID, str(next(numbers)))
    )


def queue(sample: Sample, pairs: Sequence[tuple[str, str, str]]) -> None:
    """Keep a run of detection that found these pairs: (accession, accession, merged or queued)."""
    found: dict[str, list[Any]] = {"merged": [], "queued": [], "linked": []}
    for place, (one, other, kind) in enumerate(pairs):
        a, b = sorted((sample.record(one).id, sample.record(other).id))
        why = "Same title and authors; the pages differ."
        found[kind].append([a, b, "pages", round(0.9 - place / 100, 2), why])
    with sample.lead.write() as writing:
        writing.append(DEDUPE, DEDUPE, {"version": 1, "mode": "default", **found})


def include(sample: Sample, count: int) -> list[Study]:
    """Take the first records through both stages, and return their studies."""
    for stage in (TITLE_ABSTRACT, FULL_TEXT):
        for number in range(count):
            sample.both(number, "include", "include", stage)
        reveal(sample.hand("anna"), stage)
    with sample.lead.read() as connection:
        return all_studies(connection)


def fill(
    sample: Sample, person: str, study: Study, data: dict[str, Any], *, done: bool = True
) -> Place:
    """Fill a person's entry of the characteristics of a study."""
    text = json.dumps({"form": "characteristics", "version": 1, "values": data})
    hand = sample.hand(person)
    working.fill_from_file(
        hand, f"s-{study.id}", "characteristics", text, part="", name="test", done=done
    )
    return Place(study.id, "characteristics", "")


def begin(folder: Path, count: int = 10) -> Sample:
    """Return a sample review in `folder`."""
    return Sample.begin(str(folder / "review.db"), count)
