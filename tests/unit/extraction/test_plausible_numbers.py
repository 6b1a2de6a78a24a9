from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.form import shipped
from extraction.plausible.around import Around, Spread
from extraction.plausible.concern import worst
from extraction.plausible.rows import role
from extraction.plausible.whole import concerns
from extraction.value import Content, Value
from extraction.wording import words
from tests.plausible import FORM, result, told


def test_more_events_than_people_cannot_be() -> None:
    (one,) = result(events_intervention=31, n_intervention=30)
    assert one.path == "results[0].events_intervention"
    assert one.touches("results[0].n_intervention")
    assert one.severity == "impossible"
    assert one.sentence == "Events, intervention: 31 is more than n, intervention, 30."
    assert result(events_intervention=30, n_intervention=30) == []


def test_sides_are_not_mixed_up() -> None:
    assert result(events_intervention=31, n_comparator=30) == []


@settings(max_examples=60)
@given(st.integers(0, 9999), st.integers(0, 9999))
def test_events_are_flagged_just_where_they_are_above_n(events: int, n: int) -> None:
    found = result(events_comparator=events, n_comparator=n)
    assert bool(found) is (events > n)


def test_a_count_below_0_cannot_be() -> None:
    (one,) = result(n_comparator=-3)
    assert one.severity == "impossible"
    assert one.sentence == "n, comparator: -3 is below 0."


def test_arms_have_to_add_up_to_the_participants() -> None:
    values: dict[str, Content] = {
        "arms[0].n_randomised": 60,
        "arms[1].n_randomised": 59,
        "participants_unit": "persons",
    }
    assert told({**values, "participants_n": 119}) == []
    (one,) = told({**values, "participants_n": 120})
    assert one.path == "participants_n"
    assert one.touches("arms[1].n_randomised")
    assert "60 + 59 = 119" in one.sentence
    del values["arms[1].n_randomised"]
    values["arms[1].name"] = "Care as usual"
    assert told({**values, "participants_n": 120}) == [], "an arm without a number has no sum"


def test_the_sides_of_a_result_have_to_add_up_to_its_total() -> None:
    assert result(n_total=50, n_intervention=25, n_comparator=25) == []
    (one,) = result(n_total=51, n_intervention=25, n_comparator=25)
    assert one.path == "results[0].n_total"


def test_nobody_is_analysed_who_was_not_allocated() -> None:
    (one,) = told({"arms[0].n_randomised": 60, "arms[0].n_analysed": 61})
    assert one.severity == "impossible"
    beside = Around(allocated={"home visits": 60})
    (one,) = result(beside, intervention_arm="Home  visits", n_intervention=61)
    assert "60 who were allocated to “Home  visits”" in one.sentence
    assert result(beside, intervention_arm="Other", n_intervention=61) == []


@pytest.mark.parametrize(
    ("number", "severity"),
    [(-1, "impossible"), (101, "impossible"), (0.4, "unlikely"), (0, None), (100, None)],
)
@pytest.mark.parametrize("field", ["lost_percent", "women"])
def test_percentages_lie_between_0_and_100(field: str, number: float, severity: str | None) -> None:
    assert worst(told({field: number})) == severity


def test_a_standard_deviation_is_above_0() -> None:
    assert worst(result(sd_comparator=-1.0)) == "impossible"
    assert worst(result(sd_comparator=0.0)) == "unlikely"
    assert result(sd_comparator=0.1) == []


def test_quartiles_stand_in_order() -> None:
    assert result(q1=2.0, median=3.0, q3=4.0) == []
    assert {one.path for one in result(q1=3.5, median=3.0, q3=2.0)} == {
        "results[0].q1",
        "results[0].median",
    }


def test_an_error_that_deviation_and_n_deny_is_asked_about() -> None:
    assert result(se_intervention=1.0, sd_intervention=10.0, n_intervention=100) == []
    (one,) = result(se_intervention=2.0, sd_intervention=10.0, n_intervention=100)
    assert "give 1.00" in one.sentence


def test_an_error_in_the_place_of_a_deviation_shows_beside_the_other_arm() -> None:
    (one,) = result(
        measure="PSI", sd_intervention=1.1, n_intervention=64, sd_comparator=8.4, n_comparator=60
    )
    assert one.path == "results[0].sd_intervention"
    assert "Is this the standard error?" in one.sentence


@settings(max_examples=60)
@given(st.floats(0.5, 50), st.integers(16, 400), st.floats(0.8, 1.2))
def test_an_error_is_told_from_a_deviation_of_another_study(
    sd: float, n: int, factor: float
) -> None:
    beside = Around(spreads=[Spread("psi", sd, 80, "Berg 2019")])
    honest = result(beside, measure="PSI", sd_intervention=sd * factor, n_intervention=n)
    assert honest == []
    (one,) = result(
        beside, measure="PSI", sd_intervention=sd * factor / math.sqrt(n), n_intervention=n
    )
    assert "in Berg 2019" in one.sentence
    assert result(beside, measure="BDI", sd_intervention=sd / math.sqrt(n), n_intervention=n) == []


def test_an_id_names_quantity_and_side() -> None:
    assert role("sd_intervention") == ("sd", "intervention")
    assert role("participants_n") == ("n", "participants")
    assert role("n_randomised") == ("allocated", "")
    assert role("ci_low") == ("low", "")
    assert role("setting") is None


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(
            [f"results[0].{one.id}" for one in FORM.fields[-1].fields]
            + [one.id for one in FORM.fields[:-2]]
        ),
        st.one_of(st.integers(-5, 5), st.floats(allow_nan=False), st.text(max_size=8)),
    )
)
def test_whatever_stands_there_is_looked_at_without_failing(values: dict[str, Content]) -> None:
    for one in concerns(FORM, {p: Value(v) for p, v in values.items()}, words("nb")):
        assert FORM.at(one.path) is not None
        assert one.sentence


def test_shipped_forms_take_part() -> None:
    values = {"results[0].estimate": Value("RR 1.4 (95 % CI 0.5 to 1.2)")}
    (one,) = concerns(shipped()["characteristics"], values, words("nb"))
    assert one.sentence == "Estimatet 1,4 ligger utenfor sitt intervall, 0,5 til 1,2."
