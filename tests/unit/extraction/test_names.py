from __future__ import annotations

import pytest

from extraction.entry import Entry
from extraction.form import Form, shipped
from extraction.names import Names, add_names, arm_names, spelled_otherwise
from extraction.queries import Place
from extraction.value import Value

STUDY = shipped()["characteristics"]
OUTCOMES = Form("o", 1, {"en": "O"}, "result", (), {})


def values(**given: str) -> dict[str, Value]:
    return {path.replace("__", "[0]."): Value(text) for path, text in given.items()}


@pytest.fixture
def names() -> Names:
    found = Names()
    for _ in range(2):
        add_names(
            found, "s1", STUDY, "", values(results__outcome="Sleep", arms__name="Home visits")
        )
    add_names(found, "s2", OUTCOMES, "Usual care | Behaviour @ 6 months", {})
    return found


def test_names_are_counted_by_sort_and_offered_the_most_frequent_first(names: Names) -> None:
    assert names.all_outcomes == ("Sleep", "Behaviour")
    assert names.all_times == ("6 months",)
    assert names.arms_of("s1") == ("Home visits",)
    assert names.arms_of("s2") == ("Usual care",)
    add_names(names, "s1", STUDY, "", values(results__comparator_arm="Usual care"))
    assert names.suggested("arm", "s1") == ("Home visits", "Usual care")
    assert names.suggested("contrast", "s1") == ("Home visits vs Usual care",)
    assert names.suggested("outcome", "s9") == ("Sleep", "Behaviour")
    assert names.suggested("result", "s9") == ("Sleep @ 6 months", "Behaviour @ 6 months")
    assert names.suggested("study", "s1") == names.suggested("report", "s1") == ()


@pytest.mark.parametrize(
    ("outcome", "near"),
    [
        ("sleep", "Sleep"),
        ("Slep", "Sleep"),
        ("Behavior", "Behaviour"),
        ("Sleep", ""),
        ("Anxiety", ""),
    ],
)
def test_an_outcome_that_is_nearly_another_is_told(names: Names, outcome: str, near: str) -> None:
    told = spelled_otherwise(
        names, STUDY, Place("s3", STUDY.id, ""), values(results__outcome=outcome)
    )
    assert told == (
        (f"The outcome “{outcome}” is called “{near}” elsewhere; is it another one?",)
        if near
        else ()
    )


def test_numbers_tell_time_points_apart_and_arms_belong_to_their_study(names: Names) -> None:
    place = Place("s2", "o", "Usual cares | Behaviour @ 9 months")
    assert spelled_otherwise(names, OUTCOMES, place, {}) == (
        "The arm “Usual cares” is called “Usual care” elsewhere; is it another one?",
    )
    elsewhere = Place("s1", "o", "Usual cares | Behaviour @ 6 months")
    assert spelled_otherwise(names, OUTCOMES, elsewhere, {}) == ()


def test_the_arms_of_a_study_are_those_that_its_characteristics_list() -> None:
    one = Entry(
        study="s", form=STUDY.id, version=1, extractor="a", values=values(arms__name="Home visits")
    )
    assert list(arm_names(one)) == ["Home visits"]
