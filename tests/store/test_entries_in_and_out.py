"""Entries out and in again: one's own, blind, each answer kept or listed, one undo for all."""

from __future__ import annotations

import json

import pytest

from extraction import working
from extraction.entry import Entry
from extraction.form import shipped
from extraction.offline.choosing import blanks, chosen
from extraction.offline.table import Named
from extraction.offline.taking_in import Asked, TakenIn, look_at, take_in
from extraction.offline.writing import written
from extraction.origin import origins
from extraction.queries import Place, entries
from review.ledger.proving import stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.refusal import Refused
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample

FORM = shipped()["characteristics"]
TABLE = """id,who,Design,participants_n,participants_n:page,colour
acc-0,AB,cohort,120,4,red
acc-0,AB,,,,
acc-1,AB,cohort,many,5,blue
acc-1,KN,case-control,7,5,blue
acc-9,AB,cohort,1,1,
"""


def asked(**more: object) -> Asked:
    codes = {"AB": "anna", "KN": "bo"}
    columns = {"id": "study", "who": "extractor"}
    return Asked("characteristics", columns, codes, **more)  # type: ignore[arg-type]


def taken(sample: Sample, person: str = "anna", text: str = TABLE) -> TakenIn:
    return take_in(sample.hand(person), text.encode(), "t.csv", asked())


def own(sample: Sample, person: str) -> dict[str, Entry]:
    with sample.lead.read() as connection:
        found = entries(connection)
    return {place.study: of[person] for place, of in found.items() if person in of}


def test_each_answer_is_kept_or_listed_and_one_undo_takes_it_all_back(sample: Sample) -> None:
    studies = {sample.record(number).set_id for number in range(2)}
    assert {study.id for study in include(sample, 2)} == studies
    done = taken(sample)
    assert (done.found, done.imported, done.changed) == (8, 3, 3)
    assert done.found == done.imported + len(done.rejected)
    assert [(one.line, one.path) for one in done.rejected] == [
        (4, "participants_n"),
        (5, "design"),
        (5, "participants_n"),
        (6, "design"),
        (6, "participants_n"),
    ]
    assert "“many” is not a number" in done.rejected[0].why
    assert done.rejected[1].why == "This is by KN, not by anna."
    assert "no included study" in done.rejected[3].why
    assert done.says == ["Columns that are no field of characteristics: colour"]

    there = own(sample, "anna")
    value = there[sample.record(0).set_id].values["participants_n"]
    assert (value.value, value.page) == (120, "4")
    assert set(there) == studies
    assert own(sample, "bo") == {}
    again = taken(sample)
    assert (again.imported, again.changed) == (3, 0), "what is there already is not written again"

    undo_last(sample.hand("anna"))
    assert own(sample, "anna") == {}
    redo_last(sample.hand("anna"))
    assert own(sample, "anna") == there
    assert stale_projections(sample.lead) == []


def test_a_dry_run_keeps_nothing_and_a_partner_takes_their_own_rows(sample: Sample) -> None:
    include(sample, 2)
    looked = look_at(sample.hand("bo"), TABLE.encode(), "t.csv", asked())
    assert (looked.found, looked.imported, looked.entries) == (8, 2, 1)
    assert own(sample, "bo") == {}
    assert taken(sample, "bo").imported == 2
    with pytest.raises(Refused, match="extract"):
        taken(sample, "cem")
    text = "study,results[0].mean_intervention,results[0].mean_comparator\nacc-0,1.200,12.5\n"
    looked = look_at(sample.hand("bo"), text.encode(), "t.csv", Asked("characteristics"))
    assert looked.says == [
        "1 number with three digits after a point read as decimals, such as 1.200 "
        "(line 2 results[0].mean_intervention)."
    ]


def test_complete_entries_stay_and_the_code_of_a_coder_is_kept(sample: Sample) -> None:
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    text = "study,code,participants_n,funding\nacc-0,TEH,5,Research council\n"
    done = take_in(sample.hand("anna"), text.encode(), "t.csv", Asked("characteristics"))
    assert [(one.path, one.why) for one in done.rejected] == [
        ("participants_n", "Your entry is complete. Open it again to change it.")
    ]
    text = "study,code,design,participants\nacc-0,TEH,cohort,Parents\n"
    done = take_in(sample.hand("bo"), text.encode(), "t.csv", Asked("characteristics", done=True))
    assert (done.complete, done.incomplete) == (0, [study.name])
    with sample.lead.read() as connection:
        found = origins(connection, "bo", study.id)[Place(study.id, "characteristics", "")]
    assert {one.code for given in found["bo"].values() for one in given} == {"TEH"}


def test_entries_filled_elsewhere_are_called_complete_with_their_import(sample: Sample) -> None:
    (study,) = include(sample, 1)
    whole = {"entries": [{"study": study.name, "values": CHARACTERISTICS}]}
    data = json.dumps(whole).encode()
    done = take_in(sample.hand("bo"), data, "t.json", Asked("characteristics", done=True))
    assert (done.complete, done.rejected) == (1, [])
    assert own(sample, "bo")[study.id].complete
    undo_last(sample.hand("bo"))
    assert own(sample, "bo") == {}


def test_what_is_written_is_what_one_may_see(sample: Sample) -> None:
    one, two = include(sample, 2)
    fill(sample, "anna", one, CHARACTERISTICS)
    fill(sample, "bo", one, CHARACTERISTICS, done=False)
    fill(sample, "bo", two, CHARACTERISTICS, done=False)

    def seen(person: str, of: str = "") -> list[tuple[str, str]]:
        with sample.lead.read() as connection:
            found = chosen(connection, person, FORM, of=of)
        return sorted((named.study, named.entry.extractor) for named in found)

    assert seen("anna") == seen("anna", "all") == [(one.name, "anna")]
    assert seen("anna", "bo") == seen("") == seen("cem", "all") == []
    working.finish(sample.hand("bo"), f"s-{one.id}", "characteristics")
    assert seen("anna", "all") == seen("") == [(one.name, "anna"), (one.name, "bo")]

    def blank(person: str) -> list[Named]:
        with sample.lead.read() as connection:
            return blanks(connection, person, FORM)

    (left,) = blank("anna")
    assert (left.study, left.entry.values) == (two.name, {})
    data = written(FORM, blank("bo"), "xlsx")
    undo_last(sample.hand("bo"))
    before = own(sample, "bo")
    done = take_in(sample.hand("bo"), data, "b.xlsx", Asked("characteristics"))
    assert done.rejected == []
    assert {k: v.values for k, v in own(sample, "bo").items()} == {
        k: v.values for k, v in before.items()
    }


def test_a_name_that_is_nearly_one_in_use_is_told_but_none_that_is_hidden(sample: Sample) -> None:
    one, two = include(sample, 2)
    fill(sample, "anna", one, {"results": [{"outcome": "Sleep problems"}]}, done=False)
    text = f"study,results[0].outcome\n{one.name},Sleep problem\n{two.name},Sleep problems\n"
    asked = Asked("characteristics")
    hidden = look_at(sample.hand("bo"), text.encode(), "t.csv", asked)
    assert [sentence.partition(":")[0] for sentence in hidden.says] == [two.name]
    told = look_at(sample.hand("anna"), text.encode(), "t.csv", asked)
    assert told.says[0] == (
        f"{one.name}: The outcome “Sleep problem” is called “Sleep problems” elsewhere; "
        "is it another one?"
    )
