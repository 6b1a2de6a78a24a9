from __future__ import annotations

import json
from typing import Any

from extraction.domains import results_in
from extraction.entry_file import parse
from extraction.form import shipped
from extraction.outcomes import results
from extraction.study_data import StudyData
from extraction.synthesis import matrix

FORM = shipped()["characteristics"]


def study(identifier: str, **values: Any) -> StudyData:
    text = json.dumps({"values": values})
    entry = parse(FORM, text, study=identifier, extractor="consensus")
    return StudyData(id=identifier, name=identifier.upper(), characteristics=entry.values)


def row(outcome: str, direction: str, **more: Any) -> dict[str, Any]:
    return {"outcome": outcome, "direction": direction, **more}


HOME = {"intervention_types": ["Home visiting"], "control_conditions": ["treatment-as-usual"]}


def test_results_keep_their_place_and_their_three_answers_apart() -> None:
    (found,) = results(
        study(
            "s1",
            **HOME,
            results=[
                row(
                    "Maltreatment",
                    "favours-intervention",
                    significance="not-significant",
                    claim={"value": "favours-intervention", "quote": "promising"},
                    estimate={"value": "RR 0.80", "page": "7", "quote": "RR = 0.80"},
                    n_intervention=120,
                )
            ],
        )
    )
    assert (found.direction, found.significance) == ("favours-intervention", "not-significant")
    assert (found.claim, found.page, found.quote) == ("favours-intervention", "7", "RR = 0.80")
    assert found.n_intervention == 120
    assert found.intervention_types == ("Home visiting",)


def test_what_is_not_reported_says_so() -> None:
    (found,) = results(study("s1", results=[row("Sleep", "not-reported")]))
    assert (found.direction, found.significance, found.claim) == ("not-reported",) * 3
    assert found.n_intervention is None


def test_a_result_between_two_named_arms_has_their_types() -> None:
    arms = [
        {"name": "A", "role": "intervention", "intervention_types": ["Home visiting"]},
        {"name": "B", "role": "intervention", "intervention_types": ["Group course"]},
        {"name": "C", "role": "comparator", "control_conditions": ["waiting-list"]},
    ]
    told = study(
        "s1",
        intervention_types=["Home visiting", "Group course"],
        control_conditions=["waiting-list", "other-intervention"],
        arms=arms,
        results=[
            row("Sleep", "no-difference", intervention_arm="a", comparator_arm="C"),
            row("Sleep", "favours-intervention", intervention_arm="B", comparator_arm="C"),
        ],
    )
    cells = {
        (c.intervention, c.control): c.by_direction for c in matrix({"s1": results(told)}).cells
    }
    assert set(cells) == {("Home visiting", "waiting-list"), ("Group course", "waiting-list")}
    assert cells["Home visiting", "waiting-list"]["no-difference"] == ("s1",)
    assert cells["Group course", "waiting-list"]["favours-intervention"] == ("s1",)


def test_a_study_with_several_types_stands_once_in_each_cell_and_once_in_a_margin() -> None:
    several = {
        "intervention_types": ["Home visiting", "Education"],
        "control_conditions": ["treatment-as-usual"],
    }
    rows = [
        row("Maltreatment", "favours-intervention", time_point="6 months"),
        row("Maltreatment", "favours-intervention", time_point="12 months"),
    ]
    told = results_in(
        [
            study("s1", **several, results=rows),
            study("s2", **HOME, results=[row("maltreatment ", "no-difference")]),
            study("s3", **HOME, results=[row("Sleep", "favours-comparator")]),
            study("s4", **HOME),
        ]
    )
    found = matrix(told)
    cells = {(c.intervention, c.outcome): c for c in found.cells}
    home = cells["Home visiting", "Maltreatment"]
    assert home.by_direction["favours-intervention"] == ("s1",)
    assert home.by_direction["no-difference"] == ("s2",)
    assert home.measured == ("s1", "s2")
    assert cells["Education", "Maltreatment"].measured == ("s1",)
    assert found.margin("intervention") == {
        "Education": ("s1",),
        "Home visiting": ("s1", "s2", "s3"),
    }
    assert found.margin("outcome") == {"Maltreatment": ("s1", "s2"), "Sleep": ("s3",)}
    assert found.included == ("s1", "s2", "s3", "s4")
    assert found.without_results == ("s4",)


def test_one_word_spelled_two_ways_is_one_row() -> None:
    told = results_in(
        [
            study("s1", **HOME, results=[row("Sleep", "no-difference")]),
            study(
                "s2",
                intervention_types=["HOME visiting"],
                control_conditions=["Behandling som vanlig"],
                results=[row("sleep", "no-difference"), row("Work", "no-difference")],
            ),
        ]
    )
    cells = matrix(told).cells
    assert [(c.intervention, c.control, c.outcome) for c in cells] == [
        ("Home visiting", "treatment-as-usual", "Sleep"),
        ("Home visiting", "treatment-as-usual", "Work"),
    ]
    assert cells[0].measured == ("s1", "s2")


def test_a_study_without_a_type_is_not_lost() -> None:
    (cell,) = matrix(results_in([study("s1", results=[row("Sleep", "no-difference")])])).cells
    assert (cell.intervention, cell.control, cell.measured) == ("", "", ("s1",))


def test_the_basis_decides_the_direction_of_a_cell() -> None:
    told = results_in(
        [study("s1", **HOME, results=[row("Sleep", "no-difference", claim="favours-intervention")])]
    )
    assert matrix(told).cells[0].by_direction["no-difference"] == ("s1",)
    assert matrix(told, "claim").cells[0].by_direction["favours-intervention"] == ("s1",)
