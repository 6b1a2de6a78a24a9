"""The difference of two versions of the protocol: every kind of change, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from review.protocol import DEFAULT, FULL_TEXT, TITLE_ABSTRACT, Criterion, Reason, Terms
from review.protocols.difference import differences

BEFORE = replace(
    DEFAULT,
    title="T",
    criteria=(Criterion("age", "Children", "Barn", "population"), Criterion("old", "Old", "", "")),
    reasons=(Reason("population", "Wrong population"), Reason("design", "Wrong design")),
    terms=Terms(("home visit",), ("rats",)),
)
AFTER = replace(
    BEFORE,
    question="Why?",
    rules={TITLE_ABSTRACT: "one", FULL_TEXT: "both"},
    criteria=(Criterion("age", "Small children", "Barn", "population"),),
    reasons=(
        Reason("design", "Wrong design"),
        Reason("population", "Wrong population"),
        Reason("setting", "Wrong setting", definition="not at home"),
    ),
    terms=Terms(("home visit", "nurse"), ()),
)


def test_every_change_is_told_once_in_the_protocols_order() -> None:
    found = [(change.how, change.what) for change in differences(BEFORE, AFTER)]
    assert found == [
        ("added", "question"),
        ("changed", "rule at title-abstract"),
        ("changed", "criterion age"),
        ("removed", "criterion old"),
        ("added", "reason setting"),
        ("moved", "order of reasons"),
        ("added", "term to include"),
        ("removed", "term to exclude"),
    ]


def test_both_texts_of_a_change_are_shown() -> None:
    (changed,) = [one for one in differences(BEFORE, AFTER) if one.what == "criterion age"]
    assert changed.in_words().splitlines() == [
        "~ criterion age",
        "    - Children / Barn (population)",
        "    + Small children / Barn (population)",
    ]


def test_nothing_differs_from_itself() -> None:
    assert differences(AFTER, AFTER) == []
