"""Deciding with many records in the review, and counting the flow."""

from __future__ import annotations

from pathlib import Path

from review.__main__ import projectors
from review.editions.closing import close
from review.flow.queries import flow
from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT
from review.records.lookup import shown_of, whole
from review.store.engine import open_store
from screening.deciding import Wish, decide
from screening.queue import next_set
from tests.benchmarks.measuring import Row, best, median, part, since, so_far

DECISIONS = 200


def deciding(folder: Path, size: int) -> list[Row]:
    """Return the time from a decision to the next record, committed, and of the flow's counts."""
    location = str(folder / f"review-{size}" / "review.db")
    review = Review(open_store(location), projectors(), "anna")
    times = []
    with review.read() as connection:
        set_id = next_set(connection, "anna", TITLE_ABSTRACT)
    for _ in range(DECISIONS):
        with review.read() as connection:
            assert set_id is not None
            record = shown_of(connection, [set_id])[set_id]
        begun = so_far()
        decide(review, record, TITLE_ABSTRACT, Wish("exclude"))
        with review.read() as connection:
            set_id = next_set(connection, "anna", TITLE_ABSTRACT)
            assert set_id is not None
            whole(connection, shown_of(connection, [set_id])[set_id].id)
        times.append(since(begun))
    with review.read() as connection:
        counting = best(lambda: flow(connection)) * 1000
    close(review, 1, "measured with almost everything open, which is the most work")
    with review.read() as connection:
        after = best(lambda: flow(connection)) * 1000
    review.store.close()
    what = f"decision to next record, {size} records"
    return [
        Row(f"{what}, median", median(times) * 1000, None, "ms"),
        Row(f"{what}, p95", part(times, 0.95) * 1000, 50, "ms"),
        Row(f"flow counts, {size} records", counting, 100, "ms"),
        Row(f"flow counts, {size} records open at the last edition", after, 100, "ms"),
    ]
