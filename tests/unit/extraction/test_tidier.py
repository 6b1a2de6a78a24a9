from __future__ import annotations

import pytest

from extraction.status import STATUSES, Status
from extraction.tidier import (
    ITEMS,
    NOT_IN_PROTOCOLS,
    POINTS,
    Completeness,
    completeness,
    item_score,
    item_scores,
    items,
    matrix,
)
from extraction.value import Value

# Headings and texts of the TIDieR checklist (Hoffmann et al., BMJ 2014;348:g1687).
CHECKLIST = """\
1 BRIEF NAME
Provide the name or a phrase that describes the intervention.

2 WHY
Describe any rationale, theory, or goal of the elements essential to the intervention.

3 WHAT - Materials
Describe any physical or informational materials used in the intervention, including those
provided to participants or used in intervention delivery or in training of intervention
providers. Provide information on where the materials can be accessed (e.g. online appendix,
URL).

4 WHAT - Procedures
Describe each of the procedures, activities, and/or processes used in the intervention,
including any enabling or support activities.

5 WHO PROVIDED
For each category of intervention provider (e.g. psychologist, nursing assistant), describe
their expertise, background and any specific training given.

6 HOW
Describe the modes of delivery (e.g. face-to-face or by some other mechanism, such as internet
or telephone) of the intervention and whether it was provided individually or in a group.

7 WHERE
Describe the type(s) of location(s) where the intervention occurred, including any necessary
infrastructure or relevant features.

8 WHEN and HOW MUCH
Describe the number of times the intervention was delivered and over what period of time
including the number of sessions, their schedule, and their duration, intensity or dose.

9 TAILORING
If the intervention was planned to be personalised, titrated or adapted, then describe what,
why, when, and how.

10 MODIFICATIONS
If the intervention was modified during the course of the study, describe the changes (what,
why, when, and how).

11 HOW WELL - Planned
If intervention adherence or fidelity was assessed, describe how and by whom, and if any
strategies were used to maintain or improve fidelity, describe them.

12 HOW WELL - Actual
If intervention adherence or fidelity was assessed, describe the extent to which the
intervention was delivered as planned.
"""
NORWEGIAN = (
    "Navn",
    "Hvorfor",
    "Hva: materiell",
    "Hva: prosedyre",
    "Hvem",
    "Hvordan",
    "Hvor",
    "Når og hvor mye",
    "Tilpasning",
    "Endringer",
    "Hvor godt: planlagt",
    "Hvor godt: faktisk",
)


def test_the_twelve_items_are_the_checklists_own() -> None:
    for field, item in zip(items(), CHECKLIST.split("\n\n"), strict=True):
        heading, _, text = item.partition("\n")
        assert f"{field.number} {field.name('en')}" == heading
        assert field.help_text("en") == " ".join(text.split())
    assert tuple(f.name("nb") for f in items()) == NORWEGIAN
    assert tuple(f.id for f in items()) == ITEMS
    assert all(f.required for f in items())
    assert {ITEMS.index(item) + 1 for item in NOT_IN_PROTOCOLS} == {10, 12}


@pytest.mark.parametrize(
    ("full", "partly", "none", "score"),
    [  # per cent of ten studies and the published score, PMC7888324 table 3
        (100, 0, 0, 1.0),
        (90, 10, 0, 0.95),
        (20, 70, 10, 0.55),
        (40, 60, 0, 0.70),
        (30, 30, 40, 0.45),
        (50, 50, 0, 0.75),
        (10, 50, 40, 0.35),
        (10, 90, 0, 0.55),
        (10, 40, 50, 0.30),
        (0, 20, 80, 0.10),
    ],
)
def test_the_published_item_scores(full: int, partly: int, none: int, score: float) -> None:
    assert item_score(full, partly, none) == pytest.approx(score)
    points = [2] * full + [1] * partly + [0] * none
    arms = [Completeness({"why": point}) for point in points]
    why = next(one for one in item_scores(arms) if one.item == "why")
    assert (why.full, why.partly, why.none) == (full, partly, none)
    assert why.score == pytest.approx(score)


def arm(full: tuple[int, ...], partly: tuple[int, ...]) -> dict[str, Value]:
    def value(number: int) -> Value:
        if number in full:
            return Value("described")
        return Value("hinted at", "partly-reported") if number in partly else gap

    gap = Value(None, "not-reported")
    return {item: value(n) for n, item in enumerate(ITEMS, start=1)}


def test_the_background_programme_scores_14_of_24() -> None:
    found = completeness(arm(full=(1, 2, 4, 5, 8), partly=(3, 6, 7, 11)))
    assert (found.total, found.possible) == (14, 24)
    assert found.score == pytest.approx(0.58, abs=0.005)


def test_what_does_not_apply_leaves_the_denominator() -> None:
    values = arm(full=tuple(range(1, 13)), partly=())
    values["modifications"] = Value(None, "not-applicable")
    found = completeness(values)
    assert (found.total, found.possible, found.score) == (22, 22, 1.0)
    none = completeness({item: Value(None, "not-applicable") for item in ITEMS})
    assert none.score is None


def test_an_unanswered_item_is_not_a_gap_in_the_report() -> None:
    values = arm(full=(1,), partly=())
    del values["how"]
    found = completeness(values)
    assert found.unanswered == ("how",)
    assert found.score is None
    how = next(one for one in item_scores([found]) if one.item == "how")
    assert (how.unanswered, how.score) == (1, None)


@pytest.mark.parametrize(
    ("status", "points"),
    [("reported", 2), ("partly-reported", 1), ("not-reported", 0), ("from-authors", 0)],
)
def test_points_say_how_well_the_reports_describe_an_item(status: Status, points: int) -> None:
    assert POINTS[status] == points
    assert set(POINTS) == set(STATUSES)


def test_the_matrix_has_every_arm_of_every_study() -> None:
    values = arm(full=(1,), partly=())
    found = matrix({"s1": {"I": values, "C": {}}, "s2": {"I": values}})
    assert list(found) == [("s1", "I"), ("s1", "C"), ("s2", "I")]
    assert len(found["s1", "C"].unanswered) == 12
