from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction import countries
from extraction.calculated import calculated
from extraction.dose import contradictions
from extraction.form import load, shipped
from extraction.formula import evaluate, names_in
from extraction.path import Path, parsed
from extraction.value import Value
from extraction.wording import words
from review.refusal import Refused

TIDIER = shipped()["tidier"]


def dose(**numbers: Any) -> dict[str, Value]:
    return {f"dose_{key}": Value(number) for key, number in numbers.items()}


def test_a_sum_is_worked_out_and_left_out_where_a_number_is_missing() -> None:
    found = calculated(TIDIER, dose(hours_per_week=6, weeks=39, sessions=10))
    assert found == {"dose_hours_by_week": Value(234.0, "calculated")}
    unknown = {**dose(weeks=39), "dose_hours_per_week": Value(None, "not-reported")}
    assert calculated(TIDIER, unknown) == {}


def test_a_sum_in_a_group_is_worked_out_row_by_row() -> None:
    form = load(
        'id = "g"\nversion = 1\nnames = { en = "G" }\n'
        '[[fields]]\nid = "arms"\nkind = "group"\nnames = { en = "Arms" }\n'
        '[[fields.fields]]\nid = "n"\nkind = "integer"\nnames = { en = "n" }\n'
        '[[fields.fields]]\nid = "twice"\nkind = "calculated"\nformula = "n * 2"\n'
        'names = { en = "Twice" }\n'
    )
    told = {"arms[0].n": Value(3), "arms[2].n": Value(5)}
    assert {path: v.value for path, v in calculated(form, told).items()} == {
        "arms[0].twice": 6.0,
        "arms[2].twice": 10.0,
    }


@pytest.mark.parametrize(
    ("formula", "result"),
    [("a + b * 2", 8.0), ("(a + b) * 2", 10.0), ("a / b - 1", -1 / 3), ("a / (b - 3)", None)],
)
def test_a_formula_is_a_sum_of_fields(formula: str, result: float | None) -> None:
    assert names_in(formula) == {"a", "b"}
    assert evaluate(formula, {"a": 2, "b": 3}) == (
        None if result is None else pytest.approx(result)
    )


@pytest.mark.parametrize(
    "formula", ["a.b", "a if b else 1", "f(a)", "'a'", "a; b", "", "-a", "a <"]
)
def test_anything_else_is_refused(formula: str) -> None:
    with pytest.raises(Refused, match="not a sum"):
        names_in(formula)


def test_hours_a_week_that_pass_the_stated_total_are_a_contradiction() -> None:
    told = dose(hours_per_week=6, weeks=39, hours_least=50, hours_most=100)
    (english,) = contradictions(TIDIER, told, words("en"))
    assert english.path == "dose_hours_most"
    assert english.touches("dose_hours_per_week")
    assert english.sentence == (
        "Total hours, from hours per week: 234 hours, and the total is stated as at most 100."
    )
    (norwegian,) = contradictions(TIDIER, told, words("nb"))
    assert "234 timer, mens det oppgis høyst 100 i alt" in norwegian.sentence


def test_a_dose_below_the_least_is_told_and_one_within_is_not() -> None:
    below = dose(sessions=10, minutes=60, hours_least=50)
    assert "at least 50" in contradictions(TIDIER, below, words("en"))[0].sentence
    assert contradictions(TIDIER, dose(sessions=60, minutes=60, hours_least=50), words("en")) == ()
    assert contradictions(TIDIER, dose(hours_per_week=6, weeks=39), words("en")) == ()


@pytest.mark.parametrize(("most", "told"), [(59, 0), (58.5, 1)])
def test_an_hour_either_way_is_rounding(most: float, told: int) -> None:
    values = dose(sessions=60, minutes=60, hours_most=most)
    assert len(contradictions(TIDIER, values, words("en"))) == told


def test_monitoring_at_two_intervals_is_a_contradiction() -> None:
    told = {
        "monitoring[0].what": Value("Well-being form"),
        "monitoring[0].every_weeks": Value(4),
        "monitoring[1].what": Value("well-being form "),
        "monitoring[1].every_weeks": Value(13),
        "monitoring[2].what": Value("Interview"),
        "monitoring[2].every_weeks": Value(26),
    }
    (one,) = contradictions(TIDIER, told, words("en"))
    assert (
        one.sentence == "Well-being form: said to happen at several intervals, every 4, 13 weeks."
    )


def test_hours_by_week_and_by_session_are_held_against_each_other() -> None:
    apart = dose(hours_per_week=2, weeks=10, sessions=10, minutes=60)
    (one,) = contradictions(TIDIER, apart, words("en"))
    assert "20 hours; Total hours, from sessions: 10." in one.sentence
    assert (
        contradictions(
            TIDIER, dose(hours_per_week=1, weeks=10, sessions=10, minutes=60), words("en")
        )
        == ()
    )


@pytest.mark.parametrize(
    ("text", "what", "weeks", "told"),
    [
        ("Visits, and monthly scoring forms.", "Well-being form", 13, True),
        ("Besøk, og månedlige skåringsskjemaer for trivsel.", "Trivselsskjema", 13, True),
        ("Weekly visits; scoring forms are filled in quarterly.", "Form", 13, False),
        ("Monthly forms.", "Form", 4, False),
        ("Monthly meetings.", "Form", 13, False),
        ("Monthly forms.", "Interview", 13, False),
    ],
)
def test_intervals_in_words_are_held_against_the_monitoring(
    text: str, what: str, weeks: float, told: bool
) -> None:
    values = {
        "procedures": Value(text),
        "monitoring[0].what": Value(what),
        "monitoring[0].every_weeks": Value(weeks),
    }
    found = contradictions(TIDIER, values, words("nb"))
    assert [one.path for one in found] == (["procedures"] if told else [])
    assert all(one.touches("monitoring[0].every_weeks") for one in found)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Norge", "NO"),
        ("norway", "NO"),
        ("no", "NO"),
        ("U.S.A.", "US"),
        ("United Kingdom", "GB"),
        ("Skottland", "GB-SCT"),
        ("Tyrkia", "TR"),
        ("turkiye", "TR"),
        ("Cote d'Ivoire", "CI"),
    ],
)
def test_countries_are_known_by_code_and_name_in_both_languages(typed: str, code: str) -> None:
    assert countries.code_of(typed) == code


def test_an_unknown_country_is_not_guessed() -> None:
    assert countries.code_of("Atlantis") is None
    assert "Norway" in countries.alike("Norwya")
    assert countries.name_of("NO", "nb") == "Norge"
    assert countries.name_of("XX", "nb") == "XX"


@given(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), st.integers(0, 99999))
def test_a_path_is_read_as_it_is_written(field: str, row: int) -> None:
    for path in (Path(field), Path(field, row), Path(field, row, "child")):
        assert parsed(str(path)) == path


@pytest.mark.parametrize(
    "text", ["", "A", "a[", "a[01]", "a[1].", "a.b", "a[1].b.c", "a[-1]", "a\n"]
)
def test_what_is_no_path_is_none(text: str) -> None:
    assert parsed(text) is None
