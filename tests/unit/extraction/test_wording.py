from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from extraction.counting import count_any, count_outcome
from extraction.outcomes import Direction, Result
from extraction.sentences import count_sentences, sign_test_sentence
from extraction.wording import in_sentence, words


def studies_of(*directions: Direction) -> dict[str, list[Result]]:
    return {
        f"s{n}": [Result(study=f"s{n}", row=0, outcome="Søvn", direction=one)]
        for n, one in enumerate(directions)
    }


def test_sentences_of_the_sign_test_in_norwegian_have_decimal_commas() -> None:
    told = studies_of(*["favours-intervention"] * 8, *["favours-comparator"] * 2)
    count = count_outcome(told, "søvn")
    sentence = sign_test_sentence(count, words("nb"), "Søvn")
    assert sentence.startswith("Tegntest, søvn: 8 av 10 retninger")
    assert "P = 0,1094; andel 0,80, 95 % intervall 0,490 til 0,943 (Wilson)" in sentence
    assert count_sentences(count_any(told), words("nb"))[1].count("median 1 utfall") == 1


@pytest.mark.parametrize(
    ("language", "begins"),
    [("en", "1 of the one study with results"), ("nb", "1 av den ene studien med resultater")],
)
def test_any_outcome_of_one_study_is_told_in_the_singular(language: str, begins: str) -> None:
    count = count_any(studies_of("favours-intervention"))
    assert count_sentences(count, words(language))[0].startswith(begins)


def test_both_languages_have_the_same_words_with_the_same_places_to_fill() -> None:
    def places(language: str) -> dict[tuple[str, str], list[str]]:
        data = tomllib.loads(
            (files("extraction") / "words" / f"{language}.toml").read_text("utf-8")
        )
        return {
            (section, key): sorted(set(re.findall(r"\{(\w+)\}", text)))
            for section, texts in data.items()
            for key, text in texts.items()
        }

    assert places("en") == places("nb")


@pytest.mark.parametrize(
    ("name", "within"),
    [("Sleep", "sleep"), ("PSQI", "PSQI"), ("Å sove", "Å sove"), ("", ""), ("X", "X")],
)
def test_a_name_within_a_sentence(name: str, within: str) -> None:
    assert in_sentence(name) == within
