from __future__ import annotations

from itertools import product

import pytest

from extraction.bias import amstar_2, jbi, newcastle_ottawa, robins_i, robis
from extraction.bias.tool import propose
from extraction.bias.tools import find_tool, tools
from extraction.form import shipped
from review.refusal import Refused


def amstar(*weak: int, **more: str) -> dict[str, str]:
    found = dict.fromkeys(amstar_2.ITEMS, "yes")
    found |= {str(number): "no" for number in weak}
    return found | {key.removeprefix("q"): answer for key, answer in more.items()}


@pytest.mark.parametrize(
    ("weak", "confidence"),
    [
        ((), "high"),
        ((10,), "high"),
        ((3, 10), "moderate"),
        ((7,), "low"),
        ((3, 7, 10, 16), "low"),
        ((7, 13), "critically-low"),
    ],
)
def test_amstar_2_counts_critical_and_other_weaknesses(
    weak: tuple[int, ...], confidence: str
) -> None:
    tool = amstar_2.with_critical()
    assert propose(tool, amstar(*weak), {}).of("overall").judgement == confidence


def test_in_amstar_2_partly_is_met_and_no_meta_analysis_is_no_weakness() -> None:
    given = amstar(10, q2="partial-yes", q4="partial-yes", q11="no-meta-analysis")
    given |= {"12": "no-meta-analysis", "15": "no-meta-analysis"}
    assert propose(amstar_2.with_critical(), given, {}).of("overall").judgement == "high"


def test_the_critical_items_of_amstar_2_can_be_others() -> None:
    table = find_tool("amstar-2", critical=("4", "7"))
    assert propose(table, amstar(2, 3), {}).of("overall").judgement == "moderate"
    assert propose(find_tool("amstar-2"), amstar(2, 3), {}).of("overall").judgement == "low"


def test_every_combination_of_weaknesses_has_one_confidence_and_more_of_them_never_a_better() -> (
    None
):
    rank = ["high", "moderate", "low", "critically-low"]
    tool = amstar_2.with_critical()
    found = {}
    items = (2, 3, 7, 10, 13, 16)
    for weak in product((False, True), repeat=len(items)):
        chosen = [item for item, one in zip(items, weak, strict=True) if one]
        found[weak] = rank.index(propose(tool, amstar(*chosen), {}).of("overall").judgement)
    assert set(found.values()) == {0, 1, 2, 3}
    for weak, level in found.items():
        for n, one in enumerate(weak):
            if not one:
                assert level <= found[(*weak[:n], True, *weak[n + 1 :])]


@pytest.mark.parametrize(
    ("domains", "overall"),
    [
        ("low low low low low low low", "low"),
        ("low moderate low low low low low", "moderate"),
        ("low moderate serious low low low no-information", "serious"),
        ("low serious critical low low low low", "critical"),
        ("low moderate low low low low no-information", "no-information"),
    ],
)
def test_robins_i_is_overall_as_its_worst_domain(domains: str, overall: str) -> None:
    judged = {f"d{place}": one for place, one in enumerate(domains.split(), 1)}
    proposal = propose(robins_i.V1, {}, judged)
    assert proposal.of("overall").judgement == overall
    assert proposal.of("d1").judgement == ""


def test_the_two_versions_of_robins_i_are_tools_with_domains_of_their_own() -> None:
    first, second = (shipped()[tool.form] for tool in (robins_i.V1, robins_i.V2))
    assert (len(robins_i.V1.domains), len(robins_i.V2.domains)) == (7, 6)
    assert first.at("d2").name("en") == "Selection of participants into the study"  # type: ignore[union-attr]
    assert second.at("d2").name("en") == "Classification of interventions"  # type: ignore[union-attr]


def test_robis_proposes_low_concern_only_where_all_is_yes_and_never_phase_three() -> None:
    given = {f"1.{n}": "y" for n in range(1, 6)}
    assert propose(robis.REVIEWS, given, {}).of("d1").judgement == "low"
    for answer in ("pn", "n", "ni"):
        one = propose(robis.REVIEWS, {**given, "1.4": answer}, {}).of("d1")
        assert (one.judgement, one.missing) == ("", "")
        assert ("1.4", answer) in one.why
    assert propose(robis.REVIEWS, {}, {}).of("d1").missing == "1.1"
    judged = dict.fromkeys(("d1", "d2", "d3", "d4"), "high")
    assert propose(robis.REVIEWS, {}, judged).of("overall").judgement == ""


def test_a_scale_counts_its_stars_and_has_nine_at_most() -> None:
    form = shipped()["nos-cohort"]
    best = {f.number: f.options[0].id for f in form.fields if f.options and f.number}
    proposal = propose(newcastle_ottawa.COHORT, best, {})
    assert [proposal.of(d).judgement for d in ("selection", "comparability", "outcome")] == [
        "4/4",
        "2/2",
        "3/3",
    ]
    assert proposal.of("overall").judgement == "9/9"
    worse = {**best, "C1": "star-another", "S2": "another", "O3": "no-statement"}
    assert propose(newcastle_ottawa.COHORT, worse, {}).of("overall").judgement == "6/9"


def test_every_scale_reaches_exactly_its_most_stars_over_all_answers() -> None:
    for tool in (newcastle_ottawa.COHORT, newcastle_ottawa.CASE_CONTROL):
        items = {f.number: f.options for f in shipped()[tool.form].fields if f.number}
        most = sum(max(newcastle_ottawa.stars_of(o.id) for o in told) for told in items.values())
        least = sum(min(newcastle_ottawa.stars_of(o.id) for o in told) for told in items.values())
        assert (least, most, len(items)) == (0, 9, 8)


def test_jbi_has_no_score_of_its_own_and_a_share_leaves_out_what_does_not_apply() -> None:
    for tool in jbi.CHECKLISTS:
        assert propose(tool, {}, {}).by_domain == {}
    assert jbi.share_met(["yes", "no", "unclear", "not-applicable"]) == pytest.approx(1 / 3)
    assert jbi.share_met(["not-applicable"]) is None


def test_each_tool_has_a_form_with_a_field_for_all_that_it_judges() -> None:
    for tool in tools().values():
        form = shipped()[tool.form]
        for domain in tool.judged:
            field = form.at(domain.id)
            assert domain.counted == (field is None), (tool.form, domain.id)
        judged = form.at("overall")
        if tool.worst_first and judged:
            assert {option.id for option in judged.options} == set(tool.worst_first)


def test_what_is_no_tool_is_refused_with_the_tools_there_are() -> None:
    with pytest.raises(Refused, match=r"tidier.*The tools are: rob2, rob2-cluster, robins-i"):
        find_tool("tidier")
