from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.compare import compare, side_by_side
from extraction.consensus import agreed, parse_choices, unresolved
from extraction.entry import Entry
from extraction.entry_file import parse
from extraction.form import load, shipped
from extraction.value import Value
from review.refusal import Refused

STUDY = shipped()["characteristics"]
TIDIER = shipped()["tidier"]


def entry(who: str, **values: Any) -> Entry:
    text = json.dumps({"values": values})
    return replace(parse(STUDY, text, study="s1", extractor=who), complete=True)


def result(outcome: str, direction: str, **more: Any) -> dict[str, Any]:
    return {"outcome": outcome, "direction": direction, **more}


def choose(first: Entry, second: Entry, **values: Any) -> Entry:
    return agreed(STUDY, first, second, parse_choices(STUDY, json.dumps({"values": values})))


def test_only_what_differs_is_listed_and_places_alone_are_no_difference() -> None:
    first = entry("anna", design="cohort", participants_n=200, setting="Home  visits", funding="F")
    second = entry(
        "bo",
        design="case-control",
        participants_n={"value": 200.0, "page": "3"},
        setting="home visits",
        funding={"value": "F", "quote": "funded by F"},
    )
    (difference,) = compare(STUDY, first, second)
    assert (difference.path, difference.name, difference.kind) == ("design", "Design", "value")
    assert (difference.a, difference.b) == (Value("cohort"), Value("case-control"))


@pytest.mark.parametrize(
    ("a", "b", "kind"),
    [
        ({"funding": "F"}, {}, "missing"),
        ({"funding": "F"}, {"funding": "not-reported"}, "status"),
        ({"funding": "F"}, {"funding": {"value": "F", "status": "from-authors"}}, "status"),
        ({"funding": "A fund"}, {"funding": "Another fund"}, "wording"),
        ({"participants_n": 12}, {"participants_n": 13}, "value"),
        (
            {"participants_n": {"value": 9, "unit": "families"}},
            {"participants_n": {"value": 9, "unit": "children"}},
            "unit",
        ),
        ({"countries": ["NO", "SE"]}, {"countries": ["SE", "NO", "DK"]}, "value"),
    ],
)
def test_each_kind_of_difference_is_named(a: Any, b: Any, kind: str) -> None:
    for one, other in ((a, b), (b, a)):
        differences = compare(STUDY, entry("anna", **one), entry("bo", **other))
        assert [difference.kind for difference in differences] == [kind]


@pytest.mark.parametrize(("mean", "kinds"), [(12.4, []), (12.5, []), (12.6, ["value"])])
def test_numbers_agree_within_the_tolerance_of_their_field(mean: float, kinds: list[str]) -> None:
    form = load(
        'id = "m"\nversion = 1\nnames = { en = "M" }\n[[fields]]\nid = "mean"\n'
        'kind = "decimal"\ntolerance = 0.5\nnames = { en = "Mean" }\n'
    )
    first, second = (
        Entry(study="s", form="m", version=1, extractor=who, values={"mean": Value(number)})
        for who, number in (("anna", 12.0), ("bo", mean))
    )
    assert [one.kind for one in compare(form, first, second)] == kinds


def test_several_answers_agree_in_any_order() -> None:
    one, other = entry("anna", countries=["NO", "SE"]), entry("bo", countries=["SE", "NO"])
    assert compare(STUDY, one, other) == ()


def test_rows_are_recognised_by_their_keys_whatever_their_order() -> None:
    first = entry(
        "anna",
        results=[
            result("Maltreatment", "favours-intervention", time_point="12 months"),
            result("Parenting", "no-difference"),
            result("Sleep", "no-difference"),
        ],
    )
    second = entry(
        "bo",
        results=[
            result("Parenting", "no-difference"),
            result("Maltreatment", "no-difference", time_point="12 mths"),
            result("Employment of the father", "favours-comparator"),
        ],
    )
    told = [(one.path, one.kind) for one in compare(STUDY, first, second)]
    assert told == [
        ("results[0].time_point", "wording"),
        ("results[0].direction", "value"),
        ("results[2]", "row"),
        ("results[3]", "row"),
    ]
    last = compare(STUDY, first, second)[-1]
    assert last.a is None
    assert last.b == Value("Employment of the father")


def test_the_consensus_takes_hers_his_another_and_keeps_the_evidence_of_both() -> None:
    first = entry("anna", design="cohort", participants_n=200, funding="F", setting="Home")
    second = entry(
        "bo",
        design="case-control",
        participants_n=210,
        funding={"value": "F", "page": "9"},
        setting="School",
    )
    consensus = choose(
        first,
        second,
        design="first",
        participants_n={"take": "second", "why": "table 1"},
        setting={"value": "Both", "why": "the methods name both", "page": 3},
    )
    assert consensus.values == {
        "design": Value("cohort"),
        "setting": Value("Both", page="3"),
        "participants_n": Value(210),
        "funding": Value("F", page="9"),
    }
    assert (consensus.extractor, consensus.complete) == ("consensus", True)


def test_page_and_quote_stay_with_the_report_they_were_read_in() -> None:
    first = entry("anna", funding={"value": "F", "report": "r-1"})
    second = entry("bo", funding={"value": "F", "report": "r-2", "page": "9"})
    assert choose(first, second).values["funding"] == Value("F", report="r-1")


def test_a_row_is_kept_left_out_or_rewritten_and_the_rest_is_numbered_anew() -> None:
    first = entry(
        "anna", results=[result("Sleep", "no-difference"), result("Xxxx", "no-difference")]
    )
    second = entry("bo", results=[result("Employment", "favours-comparator")])
    with pytest.raises(Refused) as refused:
        choose(first, second, **{"results[0]": "second"})
    assert "results[1] (Results 2); results[2] (Results 3)" in str(refused.value)
    consensus = choose(
        first,
        second,
        **{
            "results[0]": "second",
            "results[1]": {"value": result("Health", "not-reported"), "why": "renamed"},
            "results[2]": "second",
        },
    )
    assert consensus.values == {
        "results[0].outcome": Value("Health"),
        "results[0].direction": Value(None, "not-reported"),
        "results[1].outcome": Value("Employment"),
        "results[1].direction": Value("favours-comparator"),
    }


def test_one_choice_for_a_row_resolves_every_difference_in_it() -> None:
    first = entry("anna", results=[result("Sleep", "no-difference", measure="PSQI")])
    second = entry("bo", results=[result("Sleep", "favours-comparator", measure="PSQI-2")])
    consensus = choose(first, second, **{"results[0]": "second"})
    assert consensus.values["results[0].direction"].value == "favours-comparator"
    assert consensus.values["results[0].measure"].value == "PSQI-2"


def test_what_two_agreed_on_may_be_set_right_with_a_reason() -> None:
    first, second = entry("anna", funding="F"), entry("bo", funding="F")
    consensus = choose(first, second, funding={"value": "G", "why": "erratum"})
    assert consensus.values["funding"] == Value("G")


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ({}, "Differences are left: design (Design)"),
        ({"design": "third"}, "That is no choice"),
        ({"design": {"value": "cohort"}}, "needs a reason"),
        ({"design": {"value": "", "why": "x"}}, "There is no value"),
        ({"participants_n": {"value": "many", "why": "x"}}, "not a number"),
        ({"no_such": "first"}, "no such place"),
        ({"design": "first", "setting": "first"}, "Neither entry has setting"),
    ],
)
def test_a_choice_that_cannot_be_is_refused(choices: Any, says: str) -> None:
    first, second = entry("anna", design="cohort"), entry("bo", design="case-control")
    with pytest.raises(Refused) as refused:
        choose(first, second, **choices)
    assert says in str(refused.value)


def test_nothing_is_compared_across_studies_nor_agreed_before_both_are_complete() -> None:
    first, second = entry("anna", design="cohort"), entry("bo", design="cohort")
    with pytest.raises(Refused, match="not of one study"):
        compare(STUDY, first, replace(second, study="s2"))
    with pytest.raises(Refused, match="Not both entries are complete"):
        agreed(STUDY, first, replace(second, complete=False), {})


STATUSES = st.sampled_from(["reported", "partly-reported"])
VALUES = st.dictionaries(
    st.sampled_from([f.id for f in TIDIER.fields if f.number]),
    st.builds(Value, st.sampled_from(["a", "b"]), STATUSES),
)


@given(VALUES, VALUES, st.sampled_from(["first", "second"]))
def test_taking_one_side_everywhere_gives_that_side_where_it_answered(
    a: dict[str, Value], b: dict[str, Value], side: str
) -> None:
    first, second = (
        Entry(study="s", form="tidier", version=1, part="I", extractor=who, values=v, complete=True)
        for who, v in (("anna", a), ("bo", b))
    )
    both = side_by_side(TIDIER, first, second)
    text = json.dumps({"values": {one.path: side for one in both.differences}})
    choices = parse_choices(TIDIER, text)
    assert unresolved(both, choices) == ()
    consensus = agreed(TIDIER, first, second, choices)
    assert dict(consensus.values) == (a if side == "first" else b)
    assert (first.values, second.values) == (a, b)
