from __future__ import annotations

from extraction.bias.proof import without
from extraction.planned import is_planned, still_planned
from review.protocols.bias_plan import PlannedResult

PLAN = (PlannedResult("Sleep", "6 months"), PlannedResult("Child maltreatment"))


def test_a_planned_result_is_known_by_outcome_and_time_whichever_the_arm() -> None:
    for part in ("Sleep @ 6 months", "Visits | sleep @ 6  Months", "Child maltreatment @ 2 years"):
        assert is_planned(PLAN, part), part
    for part in ("Sleep @ 12 months", "Sleep", "Stress @ 6 months", ""):
        assert not is_planned(PLAN, part), part


def test_what_is_filled_is_planned_no_longer() -> None:
    assert still_planned(PLAN, ()) == ("Sleep @ 6 months", "Child maltreatment")
    assert still_planned(PLAN, ("Child maltreatment @ 9 months",)) == ("Sleep @ 6 months",)


def test_a_study_that_has_a_planned_result_and_no_judgement_of_it_is_found() -> None:
    measured = {
        "one": ["Sleep @ 6 months"],
        "two": ["Sleep @ 6 months", "Stress @ 6 months"],
        "three": ["Sleep @ 12 months"],
    }
    judged = {"two": ["Visits | Sleep @ 6 months"], "three": []}
    assert without(PLAN[0], measured, judged) == ["one"]
    assert without(PLAN[1], measured, judged) == []
