"""A new import meets what is there already: nobody screens a report twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from review import __version__
from review.acts import Act, load_all
from review.duplicates.joining import join_new
from review.duplicates.methods import duplicate_facts, sentences
from review.duplicates.projector import DEDUPE
from review.duplicates.running import run
from review.flow.queries import flow
from review.ledger.undoing import undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.record import Record
from review.refusal import Refused
from screening.queue import next_set, progress
from screening.revealing import reveal
from tests.sample import Sample, record
from tests.store.test_screening import standing


@pytest.fixture
def sample(location: str) -> Iterator[Sample]:
    made = Sample.begin(location, 0)
    made.add("PsycINFO", hits("acc"))
    yield made
    made.close()


def hits(prefix: str) -> list[Record]:
    """Ten records as a database gives them that calls them `prefix`-0 and so on."""
    more = {"volume": "7", "start_page": "101", "end_page": "110"}
    return [
        replace(record(number, doi=f"10.9999/{number}", **more), accession=f"{prefix}-{number}")
        for number in range(10)
    ]


def known(sample: Sample) -> None:
    sample.add("Embase", hits("E"))
    run(sample.lead, mode="conservative")


def test_before_duplicates_were_looked_for_nothing_is_compared(sample: Sample) -> None:
    file = sample.add("Embase", hits("E"))
    assert join_new(sample.lead, [file]) is None


def test_a_new_hit_of_a_known_report_joins_its_set_whatever_was_decided(sample: Sample) -> None:
    known(sample)
    for number in range(9):
        sample.both(number, "include" if number < 2 else "exclude", "include")
    reveal(sample.lead, TITLE_ABSTRACT)
    sample.both(0, "include", "include", FULL_TEXT)
    reveal(sample.lead, FULL_TEXT)
    before = [standing(sample, number) for number in range(10)]
    with sample.lead.read() as connection:
        left = progress(connection, "anna", TITLE_ABSTRACT).left
    new = record(20, title="Parenting by post", accession="S-new", doi="10.9999/new")
    file = sample.add("Scopus", [*hits("S"), new])
    joined = join_new(sample.hand("bo"), [file])
    assert joined is not None
    assert (joined.new, joined.already_here) == (11, 10)
    assert joined.words.startswith("10 of these 11 records are already here")
    assert [standing(sample, number) for number in range(10)] == before
    with sample.lead.read() as connection:
        assert progress(connection, "anna", TITLE_ABSTRACT).left == left + 1
        waiting = {sample.record("S-new").set_id, sample.record(9).set_id}
        assert next_set(connection, "bo", TITLE_ABSTRACT) in waiting
        assert flow(connection).duplicates == 20
    last = [act for act in _acts(sample) if act.kind == DEDUPE][-1]
    assert last.body["mode"] == "conservative", "as the run before"
    assert undo_last(sample.hand("bo")).startswith("duplicate detection")


def _acts(sample: Sample) -> list[Act]:
    with sample.lead.read() as connection:
        return load_all(connection)


def test_a_run_that_is_stopped_leaves_the_review_as_it_was(sample: Sample) -> None:
    sample.add("Embase", hits("E"))
    before = len(_acts(sample))

    def stop(_done: int, _all: int) -> None:
        raise Refused("stopped")

    with pytest.raises(Refused, match="stopped"):
        run(sample.lead, progress=stop)
    assert len(_acts(sample)) == before
    assert sample.record(0).set_id != sample.record("E-0").set_id


def test_the_methods_tell_tool_version_mode_and_numbers_that_add_up(sample: Sample) -> None:
    with sample.lead.read() as connection:
        assert sentences(duplicate_facts(connection), "en") == []
    known(sample)
    with sample.lead.read() as connection:
        facts = duplicate_facts(connection)
    assert facts.programs == (__version__,)
    assert facts.modes == ("conservative",)
    assert facts.removed == facts.by_rule + facts.by_queue + facts.by_hand == 10
    text = " ".join(sentences(facts, "en"))
    assert f"Review {__version__}" in text
    assert "conservative" in text
    assert "Of 20 records, 10 were removed" in text
    norwegian = " ".join(sentences(facts, "nb"))
    assert "Av 20 referanser ble 10 fjernet" in norwegian
    with pytest.raises(Refused, match="Languages"):
        sentences(facts, "de")
    undo_last(sample.lead)
    with sample.lead.read() as connection:
        assert duplicate_facts(connection).runs == 0
