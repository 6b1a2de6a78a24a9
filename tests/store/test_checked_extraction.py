"""One person extracts, another checks: every value confirmed or corrected, the result agreed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from extraction import verifying, working
from extraction.checked_entry import Checking, checking
from extraction.collecting import collection_sentences
from extraction.entry import CONSENSUS, Entry
from extraction.first_entries import first_pairs
from extraction.opened import visible_entries
from extraction.origin import origins
from extraction.queries import Place, agreed_studies, entries
from extraction.value import Value
from review.ledger.proving import stale_projections
from review.ledger.undoing import redo_last, undo_last
from review.protocol import DEFAULT
from review.refusal import Refused
from review.studies import Study
from tests.desk.driving import CHARACTERISTICS, fill, include
from tests.sample import Sample

FORM = "characteristics"


@pytest.fixture
def checked(location: str) -> Iterator[tuple[Sample, Study, Place]]:
    from dataclasses import replace

    made = Sample.begin(location, protocol=replace(DEFAULT, extraction="checked"))
    (study,) = include(made, 1)
    place = fill(made, "anna", study, CHARACTERISTICS, done=False)
    yield made, study, place
    made.close()


def seen(made: Sample, person: str, study: Study) -> dict[str, Entry]:
    with made.lead.read() as connection:
        found = visible_entries(connection, person, study.id)
    return found.get(Place(study.id, FORM, ""), {})


def test_what_is_complete_is_checked_value_by_value(checked: tuple[Sample, Study, Place]) -> None:
    made, study, place = checked
    bo, named = made.hand("bo"), f"s-{study.id}"
    assert seen(made, "bo", study) == {}, "until it is complete it is its extractor's own"
    with pytest.raises(Refused, match="waits for you to check"):
        verifying.verify_from_file(bo, named, FORM)
    working.finish(made.hand("anna"), named, FORM)
    assert set(seen(made, "bo", study)) == {"anna"}
    with pytest.raises(Refused, match="waits for you to check"):
        verifying.verify_from_file(made.hand("anna"), named, FORM)

    verifying.confirm(bo, place, ["design", "funding"])
    with pytest.raises(Refused, match="needs a reason"):
        verifying.correct(bo, place, "participants_n", Value(119), " ")
    verifying.correct(bo, place, "participants_n", Value(119, page="4"), "table 1")
    verifying.correct(bo, place, "setting", Value("Home"), "left out")
    with made.lead.read() as connection:
        now = checking(connection, "bo", named, FORM)
    assert len(now.left) == len(now.first.values) - 3
    assert not {"design", "funding", "participants_n"} & set(now.left)
    assert set(now.corrected) == {"participants_n", "setting"}
    assert now.why == {"participants_n": "table 1", "setting": "left out"}
    with pytest.raises(Refused, match="values are not checked yet"):
        verifying.finish(bo, place)

    done = verifying.verify_from_file(bo, named, FORM, rest=True, done=True)
    assert (done.left, done.agreed) == ((), True)
    agreed = seen(made, "cem", study)[CONSENSUS]
    assert agreed.values["participants_n"] == Value(119, page="4")
    assert agreed.values["setting"] == Value("Home")
    assert agreed.values["design"] == seen(made, "cem", study)["anna"].values["design"]
    with made.lead.read() as connection:
        (data,) = agreed_studies(connection)
        assert data.characteristics == agreed.values
        given = origins(connection, "cem", study.id)[place][CONSENSUS]
        assert (given["participants_n"][-1].of, given["participants_n"][-1].why) == (
            ("bo",),
            "table 1",
        )
        assert given["design"][-1].of == ("anna", "bo")
        assert collection_sentences(connection, "en") == [
            "Data were extracted from 1 study by anna.",
            "Every value extracted from 1 study was checked against the reports by bo, who knew "
            "what had been extracted.",
        ]
        assert first_pairs(connection) == {}, "who checks is not blind: no measure of agreement"
    with pytest.raises(Refused, match="checked and agreed"):
        verifying.confirm(bo, place, ["design"])
    undo_last(bo)
    assert CONSENSUS not in seen(made, "cem", study)
    assert not seen(made, "cem", study)["bo"].complete
    redo_last(bo)
    assert seen(made, "cem", study)[CONSENSUS] == agreed
    assert stale_projections(made.lead) == []


def test_a_file_of_what_is_confirmed_and_corrected_is_taken_whole_or_not(
    checked: tuple[Sample, Study, Place],
) -> None:
    made, study, place = checked
    named = f"s-{study.id}"
    working.finish(made.hand("anna"), named, FORM)
    wrong = {
        "design": {"value": "trial by letter"},
        "setting": "confirm",
        "participants_n": {"value": "many", "why": "x"},
        "colour": "confirm",
        "funding": 3,
    }
    with pytest.raises(Refused, match="5 problems") as refused:
        verifying.verify_from_file(
            made.hand("bo"), named, FORM, json.dumps({"values": wrong}), name="v.json"
        )
    for told in ("needs a reason", "nothing to confirm", "not a number", "no such place"):
        assert told in str(refused.value)
    with made.lead.read() as connection:
        assert "bo" not in entries(connection)[place]
    right = {"design": "confirm", "funding": {"value": "A fund", "why": "page 9"}}
    now = verifying.verify_from_file(
        made.hand("bo"), named, FORM, json.dumps({"values": right}), name="v.json"
    )
    assert now.corrected == ("funding",)


def test_a_row_that_does_not_belong_there_is_left_out_with_its_reason(
    checked: tuple[Sample, Study, Place],
) -> None:
    made, study, place = checked
    bo, named, row = made.hand("bo"), f"s-{study.id}", "arms[1]"
    working.finish(made.hand("anna"), named, FORM)

    def now() -> Checking:
        with made.lead.read() as connection:
            return checking(connection, "bo", named, FORM)

    for wrong, why, told in (
        (row, " ", "reason"),
        ("design", "x", "no row"),
        ("arms[7]", "x", "7"),
    ):
        with pytest.raises(Refused, match=told):
            verifying.leave_out(bo, place, wrong, why)
    verifying.leave_out(bo, place, row, "no arm of the trial")
    assert now().left_out == {row: "no arm of the trial"}
    assert not [path for path in now().left if path.startswith(row)], "that is checked"
    verifying.confirm(bo, place, [f"{row}.role"])
    assert now().left_out == {}, "who says that a value of it is right has it back"
    undo_last(bo)
    added = {f"arms[2].{key}": text for key, text in (("name", "None"), ("role", "comparator"))}
    for path, text in added.items():
        verifying.correct(bo, place, path, Value(text), "left out")
    verifying.leave_out(bo, place, "arms[2]", "it is the same arm")
    assert not [path for path in now().values if path in added], "one's own row goes for good"
    text = json.dumps({"values": {"results[0]": {"value": None, "why": "not ours"}}})
    done = verifying.verify_from_file(bo, named, FORM, text, rest=True, done=True)
    assert set(done.left_out) == {row, "results[0]"}
    there = seen(made, "cem", study)
    agreed, first = there[CONSENSUS].values, there["anna"].values
    gone = [path for path in first if path.startswith((row, "results["))]
    assert gone
    assert agreed == {path: value for path, value in first.items() if path not in gone}
    assert stale_projections(made.lead) == []


def test_where_two_extract_nothing_is_open_to_be_checked(sample: Sample) -> None:
    (study,) = include(sample, 1)
    fill(sample, "anna", study, CHARACTERISTICS)
    assert seen(sample, "bo", study) == {}
    with pytest.raises(Refused, match="waits for you to check"):
        verifying.verify_from_file(sample.hand("bo"), f"s-{study.id}", FORM)
