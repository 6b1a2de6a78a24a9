"""The flow over a review with other methods: it adds up, and every box opens to its number."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from extraction import two_entries
from extraction.checks import unextracted
from review.duplicates.judging import judge
from review.flow.as_json import as_json
from review.flow.checks import check
from review.flow.fallen import fallen
from review.flow.opening import rows_behind
from review.flow.queries import flow
from review.ids import shown_study
from review.ledger.proving import stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.refusal import Refused
from review.reports.linking import link
from review.reports.retrieving import record_retrieval, remove_record
from review.store import tables
from screening.revealing import reveal
from screening.settling import Proposal, settle
from tests.clashing import changed_twice
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample, record

BOXES = (
    *("database_results", "register_results", "website_results", "duplicates"),
    *("excluded_automatic", "excluded_other", "records_screened", "records_excluded"),
    *("dbr_sought_reports", "dbr_notretrieved_reports", "dbr_assessed", "dbr_awaiting"),
    *("other_sought_reports", "other_notretrieved_reports", "other_assessed"),
    *("new_studies", "new_reports"),
)


def holds(sample: Sample) -> None:
    """Assert that the flow adds up and that each box has as many rows as it says."""
    with sample.lead.read() as connection:
        counted = flow(connection)
        assert [p.message for p in check(counted) if p.level == "error"] == []
        numbers = as_json(counted)
        for box in BOXES:
            if numbers[box] is not None:
                assert len(rows_behind(connection, box).rows) == numbers[box], box
        for name, number in numbers["pending"].items():
            assert len(rows_behind(connection, f"pending_{name}").rows) == number
        for name, number in counted.excluded.items():
            assert len(rows_behind(connection, f"dbr_excluded:{name}").rows) == number


def test_both_columns_add_up_at_every_step(sample: Sample) -> None:
    sample.add("Website", [record(1, accession="w-1"), record(2, accession="w-2")], "website")
    holds(sample)
    judge(sample.hand("anna"), "merge", ("acc-1", "w-1"))
    holds(sample)
    remove_record(sample.hand("anna"), "acc-9", "automation", "marked by a classifier")
    for number in range(9):
        sample.both(number, "include", "include" if number < 5 else "exclude")
    holds(sample)
    record_retrieval(sample.hand("bo"), "w-2", "not-retrieved")
    record_retrieval(sample.hand("bo"), "acc-0", "not-retrieved")
    for number in (1, 2):
        sample.both(number, "include", "include", FULL_TEXT)
    sample.both(3, "exclude", "exclude", FULL_TEXT)
    reveal(sample.hand("anna"), FULL_TEXT)
    settle(sample.hand("anna"), sample.record(4), FULL_TEXT, Proposal("awaiting", "rule", "why"))
    holds(sample)
    with sample.lead.read() as connection:
        counted = flow(connection)
    assert counted.also_in_databases == 1
    assert counted.other is not None
    assert counted.other.results == {"website": 1}
    assert (counted.new_studies, counted.awaiting, counted.not_retrieved) == (2, 1, 1)


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"standing": "lost"}, "I9"),
        ({"arm": "other"}, "I10"),
        ({"arm": "other", "kind": "website"}, "I10"),
        ({"title_abstract": "forward"}, "sought"),
        ({"standing": "sought"}, "screened"),
        ({"title_abstract": "forward", "standing": "awaiting"}, "decided"),
        (
            {
                "title_abstract": "forward",
                "full_text": "included",
                "standing": "included",
                "retrieval": "not-retrieved",
            },
            "retrieved",
        ),
        (
            {
                "title_abstract": "forward",
                "full_text": "excluded",
                "standing": "excluded-full-text",
            },
            "reason",
        ),
        ({"removed": "other"}, "removed"),
    ],
)
def test_what_fell_between_stages_is_named_with_its_ids(
    sample: Sample, columns: dict[str, str], rule: str
) -> None:
    made, fell = tables.duplicate_set, sample.record(3)
    with sample.lead.read() as connection:
        assert fallen(connection) == []
    with sample.lead.store.write() as connection:
        connection.execute(update(made).where(made.c.set_id == fell.set_id).values(columns))
    with sample.lead.read() as connection:
        assert [(one.rule, one.ids) for one in fallen(connection)] == [(rule, (fell.shown,))]


def test_what_is_found_both_ways_is_counted_once_where_it_came_first(sample: Sample) -> None:
    sample.add("Web", [record(2, accession="w-2"), record(11, accession="w-11")], "website")
    sample.add("ERIC", [record(11, accession="e-11")])
    judge(sample.hand("anna"), "merge", ("acc-2", "w-2"))
    judge(sample.hand("anna"), "merge", ("w-11", "e-11"))
    holds(sample)
    with sample.lead.read() as connection:
        counted = flow(connection)
        assert fallen(connection) == []
    assert counted.other is not None
    assert counted.other.results == {"website": 1}, "w-11 alone: w-2 came after acc-2"
    assert counted.databases == {"PsycINFO": 10, "ERIC": 1}
    assert (counted.duplicates, counted.screened) == (1, 10), "e-11 came after w-11"
    assert counted.also_in_databases == 1


def test_a_duplicate_found_late_moves_to_the_duplicates_removed(sample: Sample) -> None:
    for number in (0, 1):
        sample.both(number, "exclude", "exclude")
    sample.both(2, "include", "include")
    reveal(sample.lead, TITLE_ABSTRACT)

    def numbers() -> tuple[int, int, int]:
        holds(sample)
        with sample.lead.read() as connection:
            counted = flow(connection)
        return (int(counted.duplicates), int(counted.screened), int(counted.records_excluded))

    assert numbers() == (0, 10, 2)
    judge(sample.hand("anna"), "merge", ("acc-0", "acc-1"))
    assert numbers() == (1, 9, 1)
    undo_last(sample.hand("anna"))
    assert numbers() == (0, 10, 2)


def test_a_study_half_included_is_named(sample: Sample) -> None:
    for number in (0, 1):
        sample.both(number, "include", "include")
    for number in range(2, 10):
        sample.both(number, "exclude", "exclude")
    sample.both(0, "include", "include", FULL_TEXT)
    sample.both(1, "exclude", "exclude", FULL_TEXT)
    link(sample.hand("anna"), ["acc-0", "acc-1"])
    with sample.lead.read() as connection:
        (found,) = fallen(connection)
    assert (found.rule, found.ids) == ("study", (sample.record(1).shown,))


def test_versions_of_the_protocol_that_compete_are_named(sample: Sample) -> None:
    changed_twice(sample)
    with sample.lead.read() as connection:
        (found,) = fallen(connection)
    assert (found.rule, len(found.ids)) == ("protocol", 2)


def test_an_included_study_without_extraction_is_named_once_others_have_it(sample: Sample) -> None:
    first, second = include(sample, 2)
    with sample.lead.read() as connection:
        assert unextracted(connection, "") == [], "nobody has begun"
    for person in ("anna", "bo"):
        fill(sample, person, first, CHARACTERISTICS)
    two_entries.agree(sample.hand("anna"), f"s-{first.id}", "characteristics", '{"values": {}}')
    with sample.lead.read() as connection:
        (found,) = unextracted(connection, "")
    assert found.message == "1 included study has no agreed data."
    assert found.ids == (shown_study(second.id),)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["decide", "decide", "decide", "merge", "split", "settle", "undo", "redo", "reveal"]
        ),
        st.sampled_from(["anna", "bo", "cem"]),
        st.integers(0, 5),
        st.sampled_from(["include", "exclude", "maybe"]),
        st.sampled_from([TITLE_ABSTRACT, FULL_TEXT]),
    ),
    max_size=25,
)


def play(sample: Sample, step: tuple[str, str, int, str, str]) -> None:
    kind, person, number, verdict, stage = step
    hand = sample.hand(person)
    if kind == "decide":
        sample.decide(person, number, verdict, stage)  # type: ignore[arg-type]
    elif kind == "merge":
        judge(hand, "merge", (f"acc-{number}", f"acc-{(number + 1) % 6}"))
    elif kind == "split":
        judge(hand, "different", (f"acc-{number}", f"acc-{(number + 2) % 6}"))
    elif kind == "settle":
        outcome = "exclude" if verdict == "exclude" else "include"
        reason = "population" if (outcome, stage) == ("exclude", FULL_TEXT) else ""
        proposal = Proposal(outcome, "discussion", "talked it over", reason)
        settle(hand, sample.record(number), stage, proposal)  # type: ignore[arg-type]
    elif kind == "reveal":
        reveal(sample.hand("anna"), stage)  # type: ignore[arg-type]
    elif kind == "undo":
        undo_last(hand)
    else:
        redo_last(hand)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
def test_any_history_adds_up_and_can_be_rebuilt(
    tmp_path_factory: object, steps: list[tuple[str, str, int, str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("history")  # type: ignore[attr-defined]
    sample = Sample.begin(str(folder / "review.db"), 6)
    for step in steps:
        try:
            play(sample, step)
        except Refused:
            continue
    holds(sample)
    assert stale_projections(sample.lead) == []
    sample.close()
