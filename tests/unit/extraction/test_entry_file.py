from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.entry import completed, merged, missing, to_data
from extraction.entry_file import parse
from extraction.form import load, shipped
from extraction.value import Value, from_data
from extraction.value import to_data as value_data
from review.refusal import Refused

TIDIER = shipped()["tidier"]
STUDY = shipped()["characteristics"]


def read(form: Any, data: Any, **more: Any) -> Any:
    return parse(form, json.dumps(data), study="s1", extractor="anna", name="anna.json", **more)


def test_bare_values_objects_and_rows_are_read() -> None:
    data = {
        "values": {
            "design": "Klyngerandomisert studie",
            "countries": ["Norway", "USA", "england"],
            "data_from": "2019-03",
            "participants_n": "1 240",
            "funding": "not-reported",
            "participants": {
                "value": "Parents",
                "page": 4,
                "quote": "all parents",
                "report": "r-1",
            },
            "results": [{"outcome": "Maltreatment", "direction": "not-reported", "page": "12"}],
        }
    }
    values = read(STUDY, data).values
    assert values["design"] == Value("cluster-randomised")
    assert values["countries"] == Value(("NO", "US", "GB-ENG"))
    assert values["data_from"] == Value("2019-03")
    assert values["participants_n"] == Value(1240)
    assert values["funding"] == Value(None, "not-reported")
    assert values["participants"] == Value("Parents", page="4", quote="all parents", report="r-1")
    assert values["results[0].direction"] == Value(None, "not-reported")
    assert values["results[0].outcome"] == Value("Maltreatment")


def test_blank_answers_are_no_answers() -> None:
    blank = {"countries": [" "], "intervention_types": [], "setting": "  ", "funding": None}
    assert read(STUDY, {"values": {**blank, "participants": {"value": ""}}}).values == {}


@pytest.mark.parametrize("text", ["\x00", "a\ud800b"])
def test_what_no_store_can_keep_is_refused(text: str) -> None:
    for answer in (text, {"value": "x", "quote": text}):
        with pytest.raises(Refused, match="funding: It holds a sign that is no text"):
            read(STUDY, {"values": {"funding": answer}})


def test_tidier_items_go_by_their_number_too() -> None:
    entry = read(TIDIER, {"arm": "Intervention", "values": {"1": "Familiepartner", "why": "x"}})
    assert entry.part == "Intervention"
    assert entry.values == {"brief_name": Value("Familiepartner"), "why": Value("x")}
    with pytest.raises(Refused, match="answered twice"):
        read(TIDIER, {"arm": "I", "values": {"1": "a", "brief_name": "b"}})


def test_every_problem_of_a_file_is_listed_with_its_place_and_what_is_allowed() -> None:
    data = {
        "arm": "I",
        "who": 1,
        "values": {
            "design": {"value": "cohort", "status": "heard"},
            "countries": "Norwya",
            "participants_n": "many",
            "colour": "red",
            "funding": {"value": "A fund", "sida": 4},
            "data_from": "2019-13",
            "participants": {"status": "partly-reported"},
            "setting": {"value": "x", "status": "not-reported"},
            "arms": {"name": "A"},
            "results": [{"direction": "up", "colour": 1}, {}, 3],
        },
    }
    with pytest.raises(Refused) as refused:
        read(STUDY, data)
    told = str(refused.value)
    for part in (
        "anna.json has 15 problems",
        "who: not known",
        "arm: characteristics describes a study, not a part of it",
        "design: “heard” is not a status. Statuses: reported,",
        "countries: “Norwya” is not a country. Perhaps: Norway",
        "participants_n: “many” is not a number",
        "colour: the form has no such field",
        "funding: sida is not part of a value",
        "data_from: “2019-13” is not a date",
        "participants: The status is partly-reported and there is no value",
        "setting: There is a value and the status not-reported",
        "arms: it has to be a list",
        "results[0].direction: “up” cannot be chosen. It can be: favours-intervention,",
        "results[0]: there is no field “colour”",
        "results[1]: the row is empty",
        "results[2]: it has to be an object",
    ):
        assert part in told
    assert "nothing of it has been taken in" in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not valid JSON"),
        ('{"values": {"design": 1,}}', "line 1"),
        ('{"values": {"why": "a", "why": "b"}}', "“why” stands twice"),
        ('{"values": {"participants_n": NaN}}', "NaN is not a number"),
        ("[1]", "holds no JSON object"),
        ("{}", "there are none"),
        ('{"values": 3}', "has to be an object"),
        ('{"form": "tidier", "values": {}}', "the file is for “tidier”"),
        ('{"version": 9, "values": {}}', "the file is for 9"),
        ("[" * 100000, "recursion"),
    ],
)
def test_a_file_that_is_no_entry_is_refused(text: str, says: str) -> None:
    with pytest.raises(Refused) as refused:
        parse(STUDY, text, study="s1", extractor="anna")
    assert says in str(refused.value)


def test_an_arm_is_needed_once_and_only_where_the_form_describes_one() -> None:
    assert read(TIDIER, {"values": {}}, part="Control").part == "Control"
    with pytest.raises(Refused, match="Name it in the file or with --part"):
        read(TIDIER, {"values": {}})
    with pytest.raises(Refused, match="the file says “A” and the command “B”"):
        read(TIDIER, {"arm": "A", "values": {}}, part="B")


def test_done_needs_every_required_answer_and_a_status_is_an_answer() -> None:
    short = read(TIDIER, {"arm": "I", "values": {"1": "Name"}})
    with pytest.raises(Refused, match=r"12 HOW WELL - Actual \(how_well_actual\)"):
        completed(TIDIER, short)
    answers: dict[str, Any] = {str(n): "not-reported" for n in range(1, 13)}
    assert completed(TIDIER, read(TIDIER, {"arm": "I", "values": answers})).complete
    rows = read(TIDIER, {"arm": "I", "values": {**answers, "monitoring": [{"every_weeks": 4}]}})
    assert missing(TIDIER, rows.values) == ("monitoring[0].what",)


def test_a_later_file_lays_its_answers_over_the_earlier_and_replaces_whole_groups() -> None:
    rows = [{"outcome": "A"}, {"outcome": "B"}]
    old = read(STUDY, {"values": {"funding": "F", "setting": "S", "results": rows}})
    new = read(STUDY, {"values": {"funding": "G", "results": [{"outcome": "C"}]}})
    assert merged(STUDY, old, new).values == {
        "setting": Value("S"),
        "funding": Value("G"),
        "results[0].outcome": Value("C"),
    }


def test_an_entry_survives_being_written_and_read_again() -> None:
    data = {"values": {"countries": ["NO", "SE"], "results": [{"outcome": "A", "quote": "q"}]}}
    entry = read(STUDY, data)
    assert read(STUDY, to_data(STUDY, entry)) == entry


@given(
    st.builds(
        Value,
        st.none() | st.text() | st.integers() | st.lists(st.text()).map(tuple),
        st.sampled_from(["reported", "imputed", "not-reported"]),
        page=st.text(),
        quote=st.text(),
        other=st.text(),
    )
)
def test_a_value_survives_the_store(value: Value) -> None:
    if value.value != "":  # blank text is no answer and never becomes a value
        assert from_data(json.loads(json.dumps(value_data(value)))) == value


MANY = load(
    'id = "m"\nversion = 1\nnames = { en = "M" }\n'
    '[[fields]]\nid = "sd"\nkind = "decimal"\nleast = 0\nmost = 10\nnames = { en = "SD" }\n'
    '[[fields]]\nid = "blind"\nkind = "yes-no-unclear"\nnames = { en = "Blind" }\n'
    '[[fields]]\nid = "sum"\nkind = "calculated"\nformula = "sd * 2"\nnames = { en = "Sum" }\n'
)


@pytest.mark.parametrize(
    ("raw", "value"),
    [("2,5", 2.5), ("2.5", 2.5), (2, 2), ("0,125", 0.125), ("1.234", 1.234), (" 7 ", 7)],
)
def test_numbers_are_read_as_people_write_them(raw: Any, value: float) -> None:
    assert read(MANY, {"values": {"sd": raw}}).values["sd"].value == value


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ("1,234", "Write 1234 or 1.234"),
        ("-1", "At least 0 at most 10"),
        (11, "out of range"),
        ("1e5", "not a number"),
        (True, "not a number"),
        ([1], "not a number"),
        ("9" * 20, "too many digits"),
    ],
)
def test_a_number_that_is_none_or_may_be_two_is_refused(raw: Any, says: str) -> None:
    with pytest.raises(Refused) as refused:
        read(MANY, {"values": {"sd": raw}})
    assert says in str(refused.value)


def test_yes_and_no_may_be_json_and_a_sum_is_never_typed_in() -> None:
    values = read(MANY, {"values": {"blind": True}}).values
    assert values["blind"].value == "yes"
    with pytest.raises(Refused, match="calculated from other fields"):
        read(MANY, {"values": {"sum": 4}})
