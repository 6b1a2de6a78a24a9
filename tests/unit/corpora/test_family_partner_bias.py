"""The judgements of the sample: what the program proposes is what the generator means."""

from __future__ import annotations

from collections import Counter
from functools import cache

from corpora.making.grammar import data
from corpora.making.whole import generated
from extraction.bias.evaluating import accepted, evaluate, open_points
from extraction.bias.tools import find_tool
from extraction.consensus import agreed, parse_choices
from extraction.entry import Entry
from extraction.entry_file import parse
from extraction.form import shipped
from tests.unit.corpora.test_family_partner_extraction import lines


@cache
def judged() -> list[tuple[Entry, Entry, Entry]]:
    """Return for each result what anna and bo judged, and what they agreed on."""
    typed = [words for words in lines() if len(words) > 1 and "rob2" in " ".join(words)]
    found = []
    for first, second, agree in zip(typed[::3], typed[1::3], typed[2::3], strict=True):
        assert (first[1], second[1], agree[1]) == ("judge", "judge", "agree")
        one, other = entry(first), entry(second)
        text = generated()[agree[agree.index("--from") + 1]].decode()
        form = shipped()[one.form]
        found.append((one, other, agreed(form, one, other, parse_choices(form, text))))
    return found


def entry(words: list[str]) -> Entry:
    """Return an entry as `judge --accept --done` completes it."""
    form, part = words[words.index("--form") + 1], words[words.index("--part") + 1]
    text = generated()[words[words.index("--from") + 1]].decode()
    who = words[words.index("--as") + 1]
    filled = parse(shipped()[form], text, study=words[2], extractor=who, part=part)
    taken = accepted(evaluate(find_tool(form), shipped()[form], filled.values, "assignment"))
    whole = Entry(
        study=filled.study,
        form=form,
        version=1,
        extractor=who,
        part=part,
        values={**filled.values, **taken},
        complete=True,
    )
    found = evaluate(find_tool(form), shipped()[form], whole.values, "assignment")
    assert open_points(found) == []
    return whole


def test_every_result_on_maltreatment_is_judged_by_two_who_sometimes_differ() -> None:
    assert len(judged()) == 33
    assert all(one.part.startswith("Child maltreatment @ ") for one, _, _ in judged())
    differing = [1 for one, other, _ in judged() if one.values != other.values]
    assert 10 <= len(differing) <= 20
    assert {one.form for one, _, _ in judged()} == {"rob2", "rob2-cluster"}


def test_the_tool_proposes_what_each_invented_case_is_meant_to_be() -> None:
    meant = {
        (domain, case["support"]): case["judgement"]
        for domain, cases in data("bias").items()
        for case in cases
    }
    for entries in judged():
        for one in entries:
            for path, value in one.values.items():
                domain = path.removesuffix("_support")
                if path.endswith("_support") and f"{domain}_override" not in one.values:
                    assert one.values[domain].value == meant[domain, str(value.value)]


def test_what_is_agreed_has_all_judgements_and_one_at_least_departs_with_its_reason() -> None:
    overall: Counter[str] = Counter()
    departing = 0
    for _, _, consensus in judged():
        form = shipped()[consensus.form]
        found = evaluate(find_tool(form.id), form, consensus.values, "assignment")
        assert open_points(found) == []
        overall[str(consensus.values["overall"].value)] += 1
        departing += "d5_override" in consensus.values
    assert set(overall) == {"low", "some-concerns", "high"}
    assert departing >= 1
