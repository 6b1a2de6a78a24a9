"""What the duplicates workspace reads is the same on SQLite and PostgreSQL."""

from __future__ import annotations

from review.duplicates import queries
from review.duplicates.judging import judge
from tests.desk.driving import queue
from tests.sample import Sample


def test_queue_sets_and_counts(sample: Sample) -> None:
    with sample.lead.read() as connection:
        assert not queries.was_searched(connection)
    queue(
        sample,
        [
            ("acc-0", "acc-1", "merged"),
            ("acc-1", "acc-2", "merged"),
            ("acc-0", "acc-2", "merged"),
            ("acc-3", "acc-4", "queued"),
            ("acc-5", "acc-6", "queued"),
        ],
    )
    judge(sample.hand("anna"), "merge", ("acc-3", "acc-4"))
    with sample.lead.read() as connection:
        assert queries.was_searched(connection)
        assert queries.queued_ever(connection) == 2
        assert len(queries.queue_rows(connection)) == 1
        assert queries.removed_by_rule(connection) == [("pages", 2), ("by-hand", 1)]
        assert [one.size for one in queries.merged_sets(connection)] == [3, 2]
        assert (queries.record_count(connection), queries.set_count(connection)) == (10, 7)
