"""Reports of one study: suggested with reasons, confirmed or refused, merged and split, undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from review.duplicates.suggesting import refuse, suggestions
from review.ledger.proving import stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import FULL_TEXT, TITLE_ABSTRACT
from review.refusal import Refused
from review.reports.joining_studies import merge, split
from review.reports.linking import link
from review.studies import all_studies
from screening.revealing import reveal
from tests.desk.driving import CHARACTERISTICS, fill
from tests.sample import Sample, record

PEOPLE = ("Berg, Ola", "Dahl, Kari", "Lie, Per")
TRIAL = record(
    20, title="Home visiting for new mothers: a trial", authors=PEOPLE, accession="trial", year=2015
)
REPORTS = (
    TRIAL,
    replace(
        TRIAL,
        title="Home visiting for new mothers: follow-up of a trial after two years",
        authors=PEOPLE[:2],
        accession="follow-up",
        year=2018,
    ),
    record(21, title="Sleep in infancy", accession="a", abstract="Trial NCT01234567."),
    record(22, title="Costs of advice on sleep", accession="b", abstract="See NCT 01234567."),
    record(23, title="Home visiting for new mothers in towns", accession="others", year=2016),
)


@pytest.fixture
def joined(location: str) -> Iterator[Sample]:
    made = Sample.begin(location, 0)
    made.add("PsycINFO", list(REPORTS))
    for stage in (TITLE_ABSTRACT, FULL_TEXT):
        for one in REPORTS:
            made.both(one.accession, "include", "include", stage)
        reveal(made.hand("anna"), stage)
    yield made
    made.close()


def offered(made: Sample) -> dict[tuple[str, str], str]:
    with made.lead.read() as connection:
        found = suggestions(connection)
    return {(one.first.accession, one.second.accession): "; ".join(one.why) for one in found}


def studies(made: Sample) -> list[list[str]]:
    """Return the reports of each study, by accession."""
    keys = {made.record(one.accession).set_id: one.accession for one in REPORTS}
    with made.lead.read() as connection:
        found = all_studies(connection)
    return [sorted(keys[report] for report in study.reports) for study in found]


def of(made: Sample, accession: str) -> str:
    return f"s-{made.record(accession).set_id}"


def test_reports_are_suggested_with_reasons_and_refused_one_by_one(joined: Sample) -> None:
    found = offered(joined)
    assert set(found) == {("trial", "follow-up"), ("a", "b")}
    assert "registered as NCT01234567" in found["a", "b"]
    assert "authors in common, titles alike" in found["trial", "follow-up"]

    bo = joined.hand("bo")
    assert "two studies" in refuse(bo, "a", "b", "two cohorts")
    assert set(offered(joined)) == {("trial", "follow-up")}
    assert "already" in refuse(bo, "b", "a")
    undo_last(bo)
    assert ("a", "b") in offered(joined)
    link(bo, ["trial", "follow-up"])
    assert set(offered(joined)) == {("a", "b")}
    assert stale_projections(joined.lead) == []


def test_links_of_duplicate_detection_are_suggested_too(joined: Sample) -> None:
    from review.duplicates.judging import judge
    from review.duplicates.projector import LINK

    judge(joined.hand("anna"), LINK, ("others", "trial"), "companion")
    assert "linked as by hand" in next(
        why for pair, why in offered(joined).items() if set(pair) == {"others", "trial"}
    )


def test_a_merge_and_a_split_are_undone_as_one(joined: Sample) -> None:
    anna = joined.hand("anna")
    before = studies(joined)
    told = merge(anna, of(joined, "trial"), [of(joined, "follow-up"), of(joined, "others")])
    assert "2 moved" in told
    after = studies(joined)
    assert sorted(after) == [["a"], ["b"], ["follow-up", "others", "trial"]]
    undo_last(anna)
    assert studies(joined) == before
    redo_last(anna)
    assert studies(joined) == after

    split(anna, of(joined, "trial"), ["others", "follow-up"], "Towns")
    assert sorted(studies(joined)) == [["a"], ["b"], ["follow-up", "others"], ["trial"]]
    undo_last(anna)
    assert studies(joined) == after
    assert stale_projections(joined.lead) == []
    with pytest.raises(Refused, match="would be left"):
        split(anna, of(joined, "trial"), ["others", "follow-up", "trial"])
    with pytest.raises(Refused, match="has no report"):
        split(anna, of(joined, "trial"), ["a"])
    with pytest.raises(Refused, match="is one study"):
        merge(anna, of(joined, "trial"), ["others"])


def test_no_study_with_data_is_merged_away(joined: Sample) -> None:
    with joined.lead.read() as connection:
        by_id = {f"s-{study.id}": study for study in all_studies(connection)}
    fill(joined, "bo", by_id[of(joined, "a")], CHARACTERISTICS, done=False)
    with pytest.raises(Refused, match="Data have been extracted"):
        merge(joined.hand("anna"), of(joined, "b"), [of(joined, "a")])
    merge(joined.hand("anna"), of(joined, "a"), [of(joined, "b")])
    assert ["a", "b"] in studies(joined)
