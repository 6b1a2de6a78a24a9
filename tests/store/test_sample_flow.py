from __future__ import annotations

from review.proving import broken_hashes, stale_projections
from screening.conflicts import conflicts
from tests.sample import Sample


def test_two_reviewers_decide_reveal_and_conflict(sample: Sample) -> None:
    for number in range(10):
        sample.both(number, "include" if number < 3 else "exclude", "include" if number < 2 else "exclude")
    with sample.lead.read() as connection:
        found = conflicts(connection)
        assert [c.record.accession for c in found] == ["acc-2"]
        assert broken_hashes(connection) == []
    assert stale_projections(sample.lead) == []
