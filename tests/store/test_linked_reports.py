"""Linked reports on both databases: kept apart, listed with their kind, offered as one study."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import insert

from review.duplicates.judging import judge
from review.duplicates.projector import DEDUPE
from review.duplicates.related import one_study, related
from review.ledger.undoing import undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.refusal import Refused
from review.store import tables
from review.studies import all_studies
from screening.revealing import reveal
from tests.sample import Sample, record

SENTENCE = "One is a preprint of the other."


@pytest.fixture
def sample(location: str) -> Iterator[Sample]:
    made = Sample.begin(location, 0)
    preprint = record(0, accession="pre", journal="medRxiv", year=1999)
    made.add("PsycINFO", [preprint, record(0), record(1), record(2)])
    a, b = sorted((made.record("pre").id, made.record(0).id))
    found: dict[str, list[Any]] = {"merged": [], "queued": []}
    found["linked"] = [[a, b, "preprint", 0.9, SENTENCE]]
    with made.lead.write() as writing:
        writing.append(DEDUPE, DEDUPE, {"version": "1", "mode": "default", **found})
    yield made
    made.close()


def include(sample: Sample) -> None:
    for stage in (TITLE_ABSTRACT, FULL_TEXT):
        for accession in ("pre", 0, 1, 2):
            sample.both(accession, "include", "include", stage)
        reveal(sample.lead, stage)


def studies(sample: Sample) -> list[list[str]]:
    with sample.lead.read() as connection:
        return [list(study.reports) for study in all_studies(connection)]


def test_a_link_names_its_kind_and_is_offered_once_both_are_included(sample: Sample) -> None:
    with sample.lead.read() as connection:
        (pair,) = related(connection)
    assert (pair.kind, pair.why) == ("preprint", SENTENCE)
    assert not pair.offered
    assert sample.record("pre").set_id != sample.record(0).set_id
    include(sample)
    with sample.lead.read() as connection:
        (pair,) = related(connection)
    assert pair.offered
    one_study(sample.hand("bo"), pair)
    article, preprint = sample.record(0).set_id, sample.record("pre").set_id
    assert [article, preprint] in studies(sample), "the article is the primary report"
    assert len(studies(sample)) == 3
    with sample.lead.read() as connection:
        (pair,) = related(connection)
    assert pair.study
    assert not pair.offered
    undo_last(sample.hand("bo"))
    assert len(studies(sample)) == 4


def test_a_person_ends_a_link_and_makes_one(sample: Sample) -> None:
    judge(sample.hand("anna"), "different", ("pre", "acc-0"))
    judge(sample.hand("bo"), "link", ("acc-1", "acc-2"), "protocol and trial")
    with sample.lead.read() as connection:
        (pair,) = related(connection)
    assert (pair.first.accession, pair.second.accession) == ("acc-1", "acc-2")
    assert (pair.kind, pair.why) == ("by-hand", "protocol and trial")
    undo_last(sample.hand("anna"))
    with sample.lead.read() as connection:
        assert len(related(connection)) == 2


def test_the_study_with_data_is_kept_and_two_of_them_are_not_joined_in_silence(
    sample: Sample,
) -> None:
    include(sample)
    with sample.lead.read() as connection:
        (pair,) = related(connection)

    def extracted(accession: str | int) -> None:
        row = {"act_id": f"a{accession}", "order": "1", "study_id": sample.record(accession).set_id}
        row |= {"form": "f", "part": "", "extractor": "anna", "path": "country", "value": "1"}
        with sample.lead.alone() as connection:
            connection.execute(insert(tables.entry_value).values(row))

    extracted("pre")
    one_study(sample.hand("anna"), pair)
    with sample.lead.read() as connection:
        ids = [study.id for study in all_studies(connection)]
    assert sample.record("pre").set_id in ids, "what was extracted stays where it was"
    undo_last(sample.hand("anna"))
    extracted(0)
    with pytest.raises(Refused, match="extracted for both"):
        one_study(sample.hand("anna"), pair)
