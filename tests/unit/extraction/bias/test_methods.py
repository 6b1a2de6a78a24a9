from __future__ import annotations

from extraction.bias.methods import how_judged, results_told
from extraction.bias.tool import version_told
from extraction.tables.setting import Setting
from review.protocols.bias_plan import NO_PLAN, BiasPlan, PlannedResult
from review.wording import words_of
from tests.unit.extraction.bias.judged import WELL, judgement, rob2

EN, NB = (words_of("extraction.bias", language) for language in ("en", "nb"))


def test_the_methods_tell_tool_people_departures_and_the_planned_results() -> None:
    told = {**WELL, **dict.fromkeys(("d1", "d2", "d3", "d5"), "low"), "effect": "assignment"}
    told |= {"d4": "high", "d4_override": "A reason.", "overall": "high"}
    plan = BiasPlan(results=(PlannedResult("Sleep", "6 months"),))
    adopted = judgement("robis", judged_by="adopted", adopted_from="Holt 2020", overall="low")
    assert list(
        how_judged([judgement("rob2", **told), adopted], ["anna", "bo"], plan, EN, Setting())
    ) == [
        "Risk of bias was judged with RoB 2 (version of 22 August 2019), by anna and bo, each on "
        "their own and then in agreement.",
        "Where the tool has an algorithm, it proposed the judgements; the reviewers decided, and "
        "departed from it in 1 of 6 judgements, with a reason for each.",
        "The effect of interest was that of assignment to intervention.",
        "The protocol names the results that are judged: sleep, 6 months.",
        "One judgement is adopted from the authors of another review (Holt 2020).",
    ]


def test_a_version_that_is_a_date_is_told_in_the_words_of_the_language() -> None:
    told = [version_told("2019-08-22", "en"), version_told("2019-08-22", "nb")]
    assert told == ["22 August 2019", "22. august 2019"]
    assert version_told("1.2", "nb") == "1.2"


def test_where_only_others_judged_nobody_of_ours_is_said_to_have() -> None:
    adopted = judgement("robis", judged_by="adopted", adopted_from="Holt 2020", overall="low")
    assert list(how_judged([adopted], ["anna", "bo"], NO_PLAN, EN, Setting())) == [
        "One judgement is adopted from the authors of another review (Holt 2020)."
    ]


def test_the_results_are_counted_by_tool_from_the_best_to_the_worst() -> None:
    found = [rob2("HLLLLH"), rob2("LLLLLL", "Aas 2019"), rob2("LLLLLL", "Moe 2017")]
    assert list(results_told([*found, judgement("robis", overall="unclear")], NB)) == [
        "RoB 2, 3 vurderinger: 2 lav og 1 høy.",
        "ROBIS, én vurdering: 1 uklar.",
    ]
