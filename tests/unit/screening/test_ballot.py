"""The table of two decisions, at both stages, and what a ballot needs to be complete."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.protocol import DEFAULT, FULL_TEXT, TITLE_ABSTRACT, Stage
from screening.ballot import Decision, is_complete, parts, shared_reason, state_of

TABLE = [
    ("include", "include", "forward", "included"),
    ("include", "maybe", "forward", "to-discuss"),
    ("maybe", "maybe", "forward", "to-discuss"),
    ("exclude", "exclude", "excluded", "excluded"),
    ("exclude", "include", "conflict", "conflict"),
    ("exclude", "maybe", "conflict", "to-discuss"),
]


def decision(reviewer: str, verdict: str, **more: object) -> Decision:
    fields: dict[str, object] = {
        "id": f"{reviewer}-{more.get('order', 1)}",
        "order": "1",
        "record_id": "r",
        "stage": TITLE_ABSTRACT,
    }
    return Decision(**{**fields, **more}, reviewer=reviewer, verdict=verdict)  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "second", "at_title_abstract", "at_full_text"), TABLE)
def test_the_table_of_two_decisions(
    first: str, second: str, at_title_abstract: str, at_full_text: str
) -> None:
    for verdicts in permutations((first, second)):
        assert state_of(verdicts, TITLE_ABSTRACT, DEFAULT) == at_title_abstract
        assert state_of(verdicts, FULL_TEXT, DEFAULT) == at_full_text


def test_a_protocol_may_call_include_and_maybe_a_conflict() -> None:
    strict = replace(DEFAULT, maybe="conflict")
    assert state_of(("include", "maybe"), TITLE_ABSTRACT, strict) == "conflict"
    assert state_of(("maybe", "maybe"), TITLE_ABSTRACT, strict) == "forward"


@pytest.mark.parametrize(
    ("rule", "verdicts", "complete"),
    [
        ("both", ["include"], False),
        ("both", ["include", "exclude"], True),
        ("one", ["exclude"], True),
        ("any-include-forward", ["include"], True),
        ("any-include-forward", ["exclude"], False),
        ("one-excludes-checked", ["include"], True),
        ("one-excludes-checked", ["exclude"], False),
    ],
)
def test_what_a_stage_rule_asks_for(rule: str, verdicts: list[str], complete: bool) -> None:
    protocol = replace(DEFAULT, rules={TITLE_ABSTRACT: rule, FULL_TEXT: "both"})
    held = parts(decision(name, verdict) for name, verdict in zip("ab", verdicts, strict=False))
    assert is_complete(held, TITLE_ABSTRACT, protocol) is complete


def test_one_person_with_two_verdicts_on_one_report_is_asked_again() -> None:
    twice = [
        decision("anna", "include", order="1", record_id="r1"),
        decision("anna", "exclude", order="2", record_id="r2"),
    ]
    (part,) = parts(twice)
    assert part.holding is None
    answer = decision(
        "anna", "exclude", order="3", record_id="r1", replaces=frozenset(d.id for d in twice)
    )
    (part,) = parts([*twice, answer])
    assert part.holding == answer
    assert part.first == twice[0], "agreement is about what was said first"


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    slip = decision("anna", "include", order="1")
    meant = decision("anna", "exclude", order="2", replaces=frozenset({slip.id}))
    (part,) = parts([slip, meant])
    assert (part.first, part.holding) == (meant, meant)


def test_the_reason_of_two_is_the_highest_that_both_gave() -> None:
    design_first = decision("anna", "exclude", reasons=("study-design", "population"))
    population = decision("bo", "exclude", reasons=("population",))
    outcome = decision("bo", "exclude", reasons=("outcome",))
    assert shared_reason([design_first, population], DEFAULT) == ("population", True)
    assert shared_reason([design_first, outcome], DEFAULT) == ("study-design", True)
    assert shared_reason([population, population], DEFAULT) == ("population", False)


@given(
    st.permutations(["include", "exclude", "maybe"]), st.sampled_from([TITLE_ABSTRACT, FULL_TEXT])
)
def test_no_order_of_decisions_matters(verdicts: list[str], stage: Stage) -> None:
    assert state_of(verdicts, stage, DEFAULT) == state_of(sorted(verdicts), stage, DEFAULT)
