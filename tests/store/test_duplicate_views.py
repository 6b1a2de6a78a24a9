"""What the duplicates workspace reads is the same on SQLite and PostgreSQL."""

from __future__ import annotations

import json

import pytest

from review.duplicates import queries
from review.duplicates.counts import behind, counts, text_lines
from review.duplicates.judging import judge
from review.refusal import Refused
from review.standing import was_searched
from tests.desk.driving import queue
from tests.sample import Sample, record


def test_queue_sets_and_counts(sample: Sample) -> None:
    with sample.lead.read() as connection:
        assert not was_searched(connection)
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
        assert was_searched(connection)
        assert queries.queued_ever(connection) == 2
        assert len(queries.queue_rows(connection)) == 1
        assert queries.removed_by_rule(connection) == [("pages", 2), ("by-hand", 1)]
        assert [one.size for one in queries.merged_sets(connection)] == [3, 2]
        assert (queries.record_count(connection), queries.set_count(connection)) == (10, 7)


def test_an_answer_belongs_to_the_queue_whichever_records_of_the_sets_it_names(
    sample: Sample,
) -> None:
    queue(sample, [("acc-0", "acc-1", "merged"), ("acc-1", "acc-2", "queued")])
    judge(sample.hand("anna"), "merge", ("acc-0", "acc-2"))
    judge(sample.hand("anna"), "merge", ("acc-3", "acc-4"))
    with sample.lead.read() as connection:
        assert queries.how_found(connection) == queries.HowFound(1, 1, 1)


def test_every_number_is_the_number_of_records_behind_it(sample: Sample) -> None:
    again = [record(number, accession=f"P-{number}") for number in range(3)]
    sample.add("PsycINFO", again)
    sample.add("Scopus & Co", [record(number, accession=f"S-{number}") for number in range(4)])
    pairs = [("acc-0", "P-0"), ("acc-0", "S-0"), ("acc-1", "S-1"), ("P-1", "S-1"), ("S-2", "S-3")]
    queue(sample, [(a, b, "merged") for a, b in pairs])
    judge(sample.hand("bo"), "merge", ("acc-5", "P-2"))
    with sample.lead.read() as connection:
        seen = counts(connection)
        numbers = {
            "records": seen.records,
            "removed": seen.removed,
            "sets": seen.sets,
            "within": seen.within,
            "between": seen.between,
            **{f"rule:{rule}": number for rule, number in seen.rules},
        }
        for one in seen.sources:
            numbers |= {
                f"within:{one.name}": one.within,
                f"unique:{one.name}": one.unique,
                f"shared:{one.name}": one.shared,
                f"found:{one.name}": one.unique + one.shared,
            }
        numbers["both:PsycINFO & Scopus & Co"] = seen.overlap["PsycINFO", "Scopus & Co"]
        opened = {name: behind(connection, name) for name in numbers}
        assert {name: len(ids) for name, ids in opened.items()} == numbers
        by_rule = [one for name, ids in opened.items() if name.startswith("rule:") for one in ids]
        assert sorted(by_rule) == sorted(opened["removed"]), "each was removed by one rule"
        with pytest.raises(Refused, match="no number"):
            behind(connection, "both:PsycINFO & Nowhere")
    assert (seen.removed, seen.within, seen.between) == (6, 4, 2)
    lines = list(text_lines(seen))
    assert " 1 PsycINFO" in "\n".join(lines)
    assert json.loads(json.dumps(seen.as_json()))["between"] == 2
