"""From a key in the desk to the next record painted, the decision committed in between."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path

from sqlalchemy import func, select

from review.store import tables
from review.store.engine import open_store
from tests.benchmarks.measuring import Row
from tests.desk.shelling import desk, drawn

PRESSES = 60
WARM_UP = 10


def pressing(folder: Path, size: int) -> list[Row]:
    """Return the time of a verdict's key in the screening workspace of a review of `size`."""
    place = folder / f"review-{size}"
    times = asyncio.run(_press(place))
    store = open_store(str(place / "review.db"))
    with store.read() as connection:
        kept = connection.scalar(select(func.count()).where(tables.decision.c.reviewer == "bo"))
    store.close()
    assert kept == PRESSES, "every key was a decision, committed"
    measured = sorted(times[WARM_UP:])
    at = int(len(measured) * 0.95)
    return [
        Row(
            f"key to next record painted, {size} records, median",
            statistics.median(measured),
            None,
            "ms",
        ),
        Row(f"key to next record painted, {size} records, p95", measured[at], 50, "ms"),
    ]


async def _press(place: Path) -> list[float]:
    app = desk(place, "bo")
    times = []
    async with app.run_test(size=(120, 40)) as pilot:
        while app.opened is None:
            await pilot.pause(0.05)
        await pilot.press("4")
        while "To decide" not in drawn(pilot):
            await pilot.pause(0.05)
        for _ in range(PRESSES):
            await pilot.pause(0.2)
            before = drawn(pilot)
            started = time.perf_counter()
            pressing_it = asyncio.create_task(pilot.press("x"))
            while drawn(pilot) == before:  # noqa: ASYNC110 - no event tells of a drawn screen
                await asyncio.sleep(0.001)
            times.append(1000 * (time.perf_counter() - started))
            await pressing_it
    return times
