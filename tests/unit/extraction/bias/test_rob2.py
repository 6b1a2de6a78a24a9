from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product

import pytest

from extraction.bias import rob2
from extraction.bias.answers import Answers, proposed
from extraction.bias.tool import propose
from extraction.form import shipped

LEVEL = {"low": 0, "some-concerns": 1, "high": 2}
Rule = Callable[[Answers], str]

# The questions of each domain with the answer that is best for the result.
DOMAINS: Mapping[str, tuple[Rule, Mapping[str, str]]] = {
    "1": (rob2.randomisation, {"1.1": "y", "1.2": "y", "1.3": "n"}),
    "2": (
        rob2.deviations,
        {"2.1": "n", "2.2": "n", "2.3": "n", "2.4": "n", "2.5": "y", "2.6": "y", "2.7": "n"},
    ),
    "2 adhering": (
        rob2.deviations,
        {
            "2.1": "n",
            "2.2": "n",
            "2.3-adhering": "y",
            "2.4-adhering": "n",
            "2.5-adhering": "n",
            "2.6-adhering": "y",
        },
    ),
    "3": (rob2.missing_data, {"3.1": "y", "3.2": "y", "3.3": "n", "3.4": "n"}),
    "4": (rob2.measurement, {"4.1": "n", "4.2": "n", "4.3": "n", "4.4": "n", "4.5": "n"}),
    "5": (rob2.reported_result, {"5.1": "y", "5.2": "n", "5.3": "n"}),
    "1a": (rob2.cluster_randomisation, {"1a.1": "y", "1a.2": "y", "1a.3": "n"}),
    "1b": (rob2.recruitment, {"1b.1": "y", "1b.2": "n", "1b.3": "n"}),
    "2 cluster": (
        rob2.cluster_deviations,
        {
            "2.1a": "n",
            "2.1b": "n",
            "2.2": "n",
            "2.3": "n",
            "2.4": "n",
            "2.5": "y",
            "2.6": "y",
            "2.7": "n",
        },
    ),
    "3 cluster": (
        rob2.cluster_missing_data,
        {"3.1a": "y", "3.1b": "y", "3.2": "y", "3.3": "n", "3.4": "n"},
    ),
    "4 cluster": (
        rob2.cluster_measurement,
        {"4.1": "n", "4.2": "n", "4.3a": "n", "4.3b": "n", "4.4": "n", "4.5": "n"},
    ),
}


def effect_of(name: str) -> dict[str, str]:
    return {"effect": "adhering" if "adhering" in name else "assignment"}


def answers(text: str) -> dict[str, str]:
    return dict(one.lower().split() for one in text.split(", "))


@pytest.mark.parametrize(
    ("rule", "given", "judgement"),
    [
        (rob2.randomisation, "1.1 NI, 1.2 Y, 1.3 N", "low"),
        (rob2.randomisation, "1.1 N, 1.2 Y, 1.3 N", "some-concerns"),
        (rob2.randomisation, "1.2 NI, 1.3 Y", "high"),
        (rob2.randomisation, "1.2 PN", "high"),
        (rob2.randomisation, "1.1 Y, 1.2 NI, 1.3 NI", "some-concerns"),
        (rob2.randomisation, "1.1 Y, 1.2 PY, 1.3 PY", "some-concerns"),
        (rob2.deviations, "effect assignment, 2.1 Y, 2.2 N, 2.3 N, 2.6 Y", "low"),
        (rob2.deviations, "effect assignment, 2.1 Y, 2.3 Y, 2.4 Y, 2.5 N, 2.6 Y", "high"),
        (rob2.deviations, "effect assignment, 2.1 Y, 2.3 NI, 2.6 PY", "some-concerns"),
        (rob2.deviations, "effect assignment, 2.1 N, 2.2 PN, 2.6 N, 2.7 N", "some-concerns"),
        (rob2.deviations, "effect assignment, 2.1 N, 2.2 PN, 2.6 NI, 2.7 NI", "high"),
        (
            rob2.deviations,
            "effect adhering, 2.1 N, 2.2 PN, 2.4-adhering NA, 2.5-adhering N",
            "low",
        ),
        (
            rob2.deviations,
            "effect adhering, 2.1 Y, 2.3-adhering NI, 2.6-adhering Y",
            "some-concerns",
        ),
        (rob2.deviations, "effect adhering, 2.1 Y, 2.3-adhering N, 2.6-adhering NI", "high"),
        (rob2.missing_data, "3.1 N, 3.2 N, 3.3 Y, 3.4 N", "some-concerns"),
        (rob2.missing_data, "3.1 NI, 3.2 PN, 3.3 NI, 3.4 NI", "high"),
        (rob2.missing_data, "3.1 N, 3.2 PY", "low"),
        (rob2.measurement, "4.1 N, 4.2 NI, 4.3 N", "some-concerns"),
        (rob2.measurement, "4.1 NI, 4.2 N, 4.3 Y, 4.4 PN", "low"),
        (rob2.measurement, "4.1 N, 4.2 N, 4.3 Y, 4.4 Y, 4.5 N", "some-concerns"),
        (rob2.measurement, "4.1 N, 4.2 NI, 4.3 NI, 4.4 NI, 4.5 NI", "high"),
        (rob2.measurement, "4.1 PY", "high"),
        (rob2.reported_result, "5.1 NI, 5.2 N, 5.3 N", "some-concerns"),
        (rob2.reported_result, "5.1 Y, 5.2 N, 5.3 PY", "high"),
        (rob2.reported_result, "5.1 PY, 5.2 PN, 5.3 N", "low"),
        (rob2.recruitment, "1b.1 Y", "low"),
        (rob2.recruitment, "1b.1 N, 1b.2 N, 1b.3 Y", "some-concerns"),
        (rob2.recruitment, "1b.1 NI, 1b.2 NI, 1b.3 Y", "high"),
        (rob2.recruitment, "1b.1 N, 1b.2 PY", "high"),
        (
            rob2.cluster_deviations,
            "effect assignment, 2.1a N, 2.2 N, 2.6 Y",
            "low",
        ),
    ],
)
def test_the_algorithm_proposes_what_the_tool_says(rule: Rule, given: str, judgement: str) -> None:
    assert proposed(rule, answers(given)).judgement == judgement


@pytest.mark.parametrize("name", DOMAINS)
def test_every_combination_of_answers_gives_one_judgement_and_a_worse_answer_no_better_one(
    name: str,
) -> None:
    rule, best = DOMAINS[name]
    worse = {"y": ("y", "ni", "n"), "n": ("n", "ni", "y")}
    scales = [worse[answer] for answer in best.values()]
    found: dict[tuple[int, ...], int] = {}
    for places in product(range(3), repeat=len(scales)):
        given = {q: scales[n][place] for n, (q, place) in enumerate(zip(best, places, strict=True))}
        found[places] = LEVEL[proposed(rule, {**effect_of(name), **given}).judgement]
    assert set(found.values()) == {0, 1, 2}
    assert found[(0,) * len(scales)] == 0
    for places, level in found.items():
        for n, place in enumerate(places):
            if place < 2:
                assert level <= found[(*places[:n], place + 1, *places[n + 1 :])]


@pytest.mark.parametrize("name", ["1", "3", "4", "5", "1b"])
def test_probably_counts_as_what_it_says(name: str) -> None:
    rule, best = DOMAINS[name]
    same = {"py": "y", "pn": "n"}
    for told in product(("y", "py", "pn", "n", "ni"), repeat=len(best)):
        given = dict(zip(best, told, strict=True))
        plain = {question: same.get(answer, answer) for question, answer in given.items()}
        assert proposed(rule, given).judgement == proposed(rule, plain).judgement


def test_the_reasons_are_the_answers_that_were_needed_and_the_next_question_is_named() -> None:
    given = answers("1.1 Y, 1.2 N, 1.3 N")
    assert proposed(rob2.randomisation, given).why == (("1.2", "n"),)
    open_still = proposed(rob2.randomisation, answers("1.1 Y, 1.2 Y"))
    assert (open_still.judgement, open_still.missing) == ("", "1.3")
    assert open_still.why == (("1.2", "y"), ("1.1", "y"))


@pytest.mark.parametrize(
    ("domains", "overall"),
    [
        ("low low low low low", "low"),
        ("low some-concerns low low low", "some-concerns"),
        ("some-concerns some-concerns some-concerns some-concerns low", "some-concerns"),
        ("low some-concerns low low high", "high"),
    ],
)
def test_the_overall_judgement_is_the_worst_and_several_concerns_are_not_high_by_rule(
    domains: str, overall: str
) -> None:
    judged = {f"d{place}": one for place, one in enumerate(domains.split(), 1)}
    assert propose(rob2.RANDOMISED, {}, judged).of("overall").judgement == overall


def test_what_people_judged_stands_in_the_overall_judgement_before_what_is_proposed() -> None:
    given = answers(
        "effect assignment, 1.1 Y, 1.2 Y, 1.3 N, 2.1 N, 2.2 N, 2.6 Y, 3.1 Y, 4.1 N, 4.2 N, 4.3 N, "
        "5.1 Y, 5.2 N, 5.3 N"
    )
    assert propose(rob2.RANDOMISED, given, {}).of("overall").judgement == "low"
    assert propose(rob2.RANDOMISED, given, {"d4": "high"}).of("overall").judgement == "high"


@pytest.mark.parametrize("tool", [rob2.RANDOMISED, rob2.CLUSTERS])
def test_the_form_has_every_question_that_the_algorithm_reads(tool: rob2.Tool) -> None:
    form = shipped()[tool.form]
    asked = {field.number or field.id for field in form.fields}
    groups = [best for name, (_rule, best) in DOMAINS.items() if _belongs(name, tool.form)]
    for best in groups:
        assert set(best) <= asked
    signalling = {f.number for f in form.fields if f.number and f.number[0].isdigit()}
    assert signalling <= set().union(*groups)


def _belongs(name: str, form: str) -> bool:
    split = {"rob2": "1 2 3 4", "rob2-cluster": "1a 1b"}
    if name in {"2 adhering", "5"}:
        return True
    if form == "rob2":
        return name in split["rob2"].split()
    return name in split["rob2-cluster"].split() or name.endswith("cluster")
