from __future__ import annotations

import json
import shlex
from functools import cache

import pytest

from corpora.family_partner import generated
from extraction.compare import compare
from extraction.consensus import agreed, parse_choices
from extraction.counting import count_any, count_outcome
from extraction.entry import Entry, completed
from extraction.entry_file import parse
from extraction.form import shipped
from extraction.outcomes import results
from extraction.study_data import StudyData
from extraction.tidier import ITEMS


@cache
def lines() -> list[list[str]]:
    text = generated()["walkthrough.txt"].decode()
    return [shlex.split(line, comments=True) for line in text.splitlines()]


def named(verb: str, form: str) -> list[list[str]]:
    return [w for w in lines() if len(w) > 1 and w[1] == verb and w[4] == form]


def entry(words: list[str], form: str, reviewer: str) -> Entry:
    file = words[words.index("--from") + 1]
    text = generated_text(file)
    filled = parse(shipped()[form], text, study=words[2], extractor=reviewer, name=file)
    return completed(shipped()[form], filled)


def generated_text(file: str) -> str:
    return generated()[file].decode()


@cache
def consensus(form: str) -> dict[str, Entry]:
    """Return what is agreed on each study by the program's own rules, by the study as typed."""
    entries: dict[str, dict[str, Entry]] = {}
    for words in named("extract", form):
        reviewer = words[words.index("--as") + 1]
        entries.setdefault(words[2], {})[reviewer] = entry(words, form, reviewer)
    found: dict[str, Entry] = {}
    for words in named("agree", form):
        file = words[words.index("--from") + 1]
        choices = parse_choices(shipped()[form], generated_text(file), file)
        both = entries[words[2]]
        found[words[2]] = agreed(shipped()[form], both["anna"], both["bo"], choices)
    return found


def studies() -> dict[str, StudyData]:
    return {
        study: StudyData(id=study, name=study, characteristics=one.values)
        for study, one in consensus("characteristics").items()
    }


@pytest.mark.parametrize("form", ["characteristics", "tidier"])
def test_both_extract_every_study_and_agree(form: str) -> None:
    assert len(named("extract", form)) == 2 * 56
    assert len(consensus(form)) == 56


def test_42_of_56_studies_favour_the_intervention_on_an_outcome() -> None:
    told = {name: results(study) for name, study in studies().items()}
    count = count_any(told)
    assert len(count.included) == 56
    assert count.n("favours-intervention") == 42


def test_15_of_33_that_measured_maltreatment_favour_the_intervention() -> None:
    told = {name: results(study) for name, study in studies().items()}
    count = count_outcome(told, "Child maltreatment")
    assert len(count.measured) == 33
    assert count.n("favours-intervention") == 15


def test_the_expected_numbers_of_the_synthesis_are_these() -> None:
    assert json.loads(generated()["expected.json"])["synthesis"] == {
        "included": 56,
        "favourable_on_any_outcome": 42,
        "outcome": "Child maltreatment",
        "measured": 33,
        "favourable": 15,
    }


@pytest.mark.parametrize("form", ["characteristics", "tidier"])
def test_the_two_differ_in_some_studies_and_not_in_others(form: str) -> None:
    differing = 0
    for words in named("agree", form):
        both = [
            entry(w, form, w[w.index("--as") + 1])
            for w in named("extract", form)
            if w[2] == words[2]
        ]
        differing += bool(compare(shipped()[form], both[0], both[1]))
    assert 10 <= differing <= 50


def test_every_intervention_is_described_item_by_item() -> None:
    for one in consensus("tidier").values():
        assert set(ITEMS) <= set(one.values)
        assert one.part
