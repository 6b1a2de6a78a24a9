"""Known lists of reports that come straight to the full text, and the flow that shows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from review.commands.proof import problems_of
from review.duplicates.judging import judge
from review.duplicates.projector import MERGE
from review.facts import File
from review.flow.boxes import boxes
from review.flow.checks import check
from review.flow.counts import Flow
from review.flow.opening import rows_behind
from review.flow.queries import flow
from review.flow.units import Reports, total
from review.ledger.undoing import undo_last
from review.protocol import DEFAULT, FULL_TEXT, TITLE_ABSTRACT
from review.records.history import history_of
from review.refusal import Refused
from review.sources.describing import Search
from review.sources.importing import Straight, store_file
from screening.queue import next_set
from screening.revealing import reveal
from tests.sample import Sample, record
from tests.store.copies import copies

_WHY = "screened in our first review"


def _known(sample: Sample, source: str = "Known", kind: str = "database", count: int = 3) -> str:
    """Bring records as known reports by the lead, and return the id of their file."""
    records = [record(n, accession=f"{source}-{n}") for n in range(20, 20 + count)]
    file = File(f"{source}.ris", (source * 64)[:64], 9, "ris", "", "utf-8", records, [])
    return store_file(sample.lead, Search(source, kind), file, straight=Straight(_WHY))


def _flow(sample: Sample) -> Flow:
    with sample.lead.read() as connection:
        return flow(connection)


def test_a_known_report_is_sought_at_once_and_the_flow_says_that_nobody_screened_it(
    sample: Sample,
) -> None:
    _known(sample)
    seen = _flow(sample)
    assert (seen.screened, seen.straight, seen.sought) == (13, 3, 3)
    assert (seen.pending.title_abstract, seen.pending.retrieval) == (10, 3)
    assert check(seen) == ()
    lines = {line.open_key: line for box in boxes(seen) for line in box.lines}
    assert lines["straight"].count == 3
    assert lines["straight"].text.endswith("†"), "no row of the template"
    with sample.lead.read() as connection:
        assert len(rows_behind(connection, "straight").rows) == 3
        told = history_of(connection, sample.lead, sample.record("Known-20"))
        assert f"straight to the full text: {_WHY}" in told[0].text
        asked = {next_set(connection, person, TITLE_ABSTRACT) for person in ("anna", "bo")}
        assert asked == {sample.record(0).set_id}
        assert next_set(connection, "anna", FULL_TEXT) == sample.record("Known-20").set_id
    with pytest.raises(Refused):
        sample.decide("anna", "Known-20", "include", TITLE_ABSTRACT)
    sample.both("Known-20", "include", "include", FULL_TEXT)
    sample.both("Known-21", "exclude", "exclude", FULL_TEXT)
    reveal(sample.lead, FULL_TEXT)
    seen = _flow(sample)
    assert (seen.included, total(Reports, *seen.excluded.values()), seen.new_studies) == (1, 1, 1)
    assert [problem for problem in check(seen) if problem.level == "error"] == []
    assert problems_of(sample.lead, ()) == []


def test_many_at_once_are_made_as_one_by_one(sample: Sample) -> None:
    _known(sample, count=600)
    assert _flow(sample).straight == 600
    assert problems_of(sample.lead, ()) == []


def test_without_a_reason_nothing_skips_a_stage(sample: Sample) -> None:
    file = File("x.ris", "f" * 64, 9, "ris", "", "utf-8", [record(50)], [])
    with pytest.raises(Refused, match="says why"):
        store_file(sample.lead, Search("X"), file, straight=Straight("  "))
    assert _flow(sample).straight is None


def test_where_a_report_arrived_first_decides_whether_it_is_screened(sample: Sample) -> None:
    _known(sample)
    judge(sample.lead, MERGE, ("acc-0", "Known-20"))
    assert (_flow(sample).screened, _flow(sample).straight) == (12, 2), "it is screened as before"
    sample.add("Later", [record(70, accession="later")])
    judge(sample.lead, MERGE, ("Known-21", "later"))
    assert _flow(sample).straight == 2, "a later search changes nothing"
    assert problems_of(sample.lead, ()) == []


def test_the_other_column_says_so_where_it_is_screened(location: str) -> None:
    made = Sample.begin(location, 0, replace(DEFAULT, title="S", screen_other_methods=True))
    _known(made, kind="handsearch")
    made.add("Sites", [record(90, accession="site")], kind="website")
    seen = _flow(made)
    assert seen.other is not None
    assert (seen.other.screened, seen.other.straight, seen.other.sought) == (4, 3, 3)
    assert check(seen) == ()
    with made.lead.read() as connection:
        assert len(rows_behind(connection, "other_straight").rows) == 3
    assert problems_of(made.lead, ()) == []
    made.close()


def test_undo_takes_the_list_back(sample: Sample) -> None:
    before = _flow(sample)
    _known(sample)
    assert "straight to the full text" in undo_last(sample.lead)
    assert _flow(sample) == before
    assert problems_of(sample.lead, ()) == []


def test_another_copy_sees_the_same(sample: Sample, tmp_path: Path) -> None:
    with copies(tmp_path, sample, "anna", "bo") as (anna, bo):
        _known(sample)
        bo.take_from(anna)
        assert _flow(bo.sample) == _flow(sample)
        assert problems_of(bo.hand, ()) == []
