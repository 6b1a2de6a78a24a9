from __future__ import annotations

from typing import Any

import pytest

from extraction.bias.evaluating import Evaluated, accepted, evaluate
from extraction.bias.evaluating import open_points as points
from extraction.bias.judgement import worst_per_study
from extraction.bias.tools import find_tool, tools
from extraction.form import shipped
from extraction.value import Value
from tests.unit.extraction.bias.judged import WELL, judgement, rob2, values_of

PART = "Sleep @ 6 months"


def evaluated(form: str = "rob2", effect: str = "assignment", **answers: Any) -> Evaluated:
    part = PART if shipped()[form].scope == "result" else ""
    return evaluate(find_tool(form), shipped()[form], values_of(form, part, **answers), effect)


def open_points(found: Evaluated) -> list[str]:
    return [one.why for one in points(found)]


def test_what_is_proposed_can_be_taken_where_nobody_judged_and_the_whole_follows() -> None:
    taken = accepted(evaluated(**WELL))
    assert taken == {path: Value("low") for path in ("d1", "d2", "d3", "d4", "d5", "overall")}
    own = {**WELL, "d4": "high", "d4_override": "Parents knew their group."}
    taken = accepted(evaluated(**own))
    assert "d4" not in taken
    assert taken["overall"] == Value("high")


def test_nothing_is_taken_while_answers_are_missing() -> None:
    answers = {key: answer for key, answer in WELL.items() if key != "4.3"}
    assert set(accepted(evaluated(**answers))) == {"d1", "d2", "d3", "d5"}


def test_an_entry_is_open_until_all_is_answered_and_judged_and_departures_have_a_reason() -> None:
    assert open_points(evaluated(**{"1.1": "y", "1.2": "ni"}))[:2] == [
        "1.3 Baseline differences that suggest a problem with the randomisation is not answered.",
        "2.1 Participants aware of their intervention is not answered.",
    ]
    judged = dict.fromkeys(("d1", "d2", "d3", "d4", "d5"), "low")
    (left,) = open_points(evaluated(**WELL, **judged))
    assert left == "Overall risk of bias is not judged. Proposed: Low."
    departing = {**WELL, **judged, "d2": "some-concerns", "overall": "some-concerns"}
    (left,) = open_points(evaluated(**departing))
    assert "is judged “Some concerns” where “Low” is proposed" in left
    assert "d2_override" in left
    assert [one.path for one in points(evaluated(**departing))] == ["d2_override"]
    assert open_points(evaluated(**departing, d2_override="Carers guessed.")) == []


def test_a_status_stands_for_no_information_and_not_applicable() -> None:
    told = {**WELL, "1.1": "not-reported", "2.2": {"status": "not-reported"}, "2.3": "n"}
    assert evaluated(**told).proposal.of("d1").judgement == "low"
    assert evaluated(**told).proposal.of("d2").judgement == "low"
    jbi = evaluated("jbi-cohort", statistics="not-applicable")
    assert jbi.judged == {"statistics": "not-applicable"}


def test_the_effect_is_the_protocols_unless_the_entry_names_its_own() -> None:
    adhering = {**WELL, "2.4-adhering": "n", "2.5-adhering": "na"}
    without = {key: answer for key, answer in adhering.items() if key != "2.6"}
    assert evaluated(effect="adhering", **without).proposal.of("d2").judgement == "low"
    assert evaluated(effect="assignment", **without).proposal.of("d2").missing == "2.6"
    own = values_of("rob2", PART, **without, effect="adhering")
    found = evaluate(find_tool("rob2"), shipped()["rob2"], own, "assignment")
    assert found.proposal.of("d2").judgement == "low"


def test_what_is_adopted_needs_its_source_and_the_overall_judgement_alone() -> None:
    adopted = {"judged_by": "adopted"}
    assert open_points(evaluated("robis", **adopted)) == [
        "adopted_from: say which review the judgements are from.",
        "overall: the authors' overall judgement is missing.",
    ]
    whole = {**adopted, "adopted_from": "Holt 2020", "overall": "high"}
    assert open_points(evaluated("robis", **whole)) == []
    assert judgement("robis", **whole).adopted_from == "Holt 2020"
    assert judgement("robis", overall="high", adopted_from="Holt 2020").adopted_from == ""


def test_a_scale_is_complete_when_every_item_is_answered() -> None:
    items = {f.number: f.options[0].id for f in shipped()["nos-cohort"].fields if f.number}
    assert open_points(evaluated("nos-cohort", **items)) == []
    del items["O2"]
    assert open_points(evaluated("nos-cohort", **items)) == [
        "O2 Follow-up long enough for the outcome is not answered."
    ]


@pytest.mark.parametrize("form", list(tools()))
def test_an_empty_entry_of_any_tool_says_what_is_open(form: str) -> None:
    assert open_points(evaluated(form))


def test_the_judgement_tells_its_reason_only_where_it_departs() -> None:
    told = {**WELL, "d1": "low", "d1_override": "left over", "d1_support": "Sealed envelopes."}
    told |= {"d2": "high", "d2_override": "Carers guessed."}
    first, second, *_ = judgement("rob2", **told).domains
    assert (first.reason, first.support, first.proposed, first.level) == (
        "",
        "Sealed envelopes.",
        "low",
        "low",
    )
    assert first.why == (("1.2", "y"), ("1.1", "y"), ("1.3", "n"))
    assert (second.reason, second.proposed, second.level) == ("Carers guessed.", "low", "high")


def test_the_worst_of_a_study_is_told_by_domain_and_names_what_it_is_the_worst_of() -> None:
    told = [
        rob2("LSLLLS", part="Sleep @ 6 months"),
        rob2("LLLHLH", part="Sleep @ 12 months"),
        rob2("LLLLLL", name="Aas 2019"),
        judgement("nos-cohort"),
    ]
    first, second = worst_per_study(told, tools().values())
    assert [one.judgement for one in first.judged] == [
        *("low", "some-concerns", "low", "high", "low", "high"),
    ]
    assert first.worst_of == ("Sleep @ 6 months", "Sleep @ 12 months")
    assert (second.name, second.overall.judgement) == ("Aas 2019", "low")
