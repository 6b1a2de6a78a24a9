from __future__ import annotations

from extraction.bias.evaluating import evaluate
from extraction.bias.hints import hints
from extraction.bias.tools import find_tool
from extraction.form import shipped
from tests.unit.extraction.bias.judged import WELL, values_of


def told(form: str, **answers: str) -> dict[str, str]:
    part = "Sleep @ 6 months" if shipped()[form].scope == "result" else ""
    values = values_of(form, part, **answers)
    return hints(evaluate(find_tool(form), shipped()[form], values, "assignment"))


def test_beside_a_judgement_stands_what_is_proposed_or_what_to_answer_for_it() -> None:
    found = told("rob2", **{**WELL, "5.3": "ni", "d5": "low"} | {"4.3": "y"})
    assert found["d1"] == "Proposed: Low (1.2 Y, 1.1 Y, 1.3 N)."
    assert (
        found["d4"]
        == "Proposed once 4.4 Assessment could have been influenced by that knowledge is answered."
    )
    assert found["d5_override"] == "Needed: the judgement is another than the proposed one."
    assert "d1_override" not in found


def test_where_the_tool_has_no_rule_it_says_so_or_nothing() -> None:
    answers = {f"1.{n}": "n" for n in range(1, 6)}
    assert told("robis", **answers)["d1"] == (
        "The tool proposes nothing here: it is for you to judge."
    )
    assert told("jbi-cohort") == {}
    assert told("robis", judged_by="adopted") == {}
