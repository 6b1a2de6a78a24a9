from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.part import SCOPES, Part, Scope, parsed, part_of, same_part, told
from review.refusal import Refused

NAMES = (
    st.text("abc xyzæø0-9.,()", min_size=1).map(lambda text: " ".join(text.split())).filter(bool)
)


@given(scope=st.sampled_from(SCOPES), one=NAMES, other=NAMES, outcome=NAMES, time=NAMES)
def test_a_part_is_read_back_as_it_was_written(
    scope: Scope, one: str, other: str, outcome: str, time: str
) -> None:
    parts = {
        "study": [Part("study")],
        "report": [Part("report", report=one)],
        "arm": [Part("arm", arm=one)],
        "outcome": [Part("outcome", outcome=outcome)],
        "result": [
            Part("result", outcome=outcome),
            Part("result", outcome=outcome, time=time),
            Part("result", arm=one, outcome=outcome, time=time),
        ],
        "contrast": [
            Part("contrast", arm=one, versus=other),
            Part("contrast", arm=one, versus=other, outcome=outcome, time=time),
        ],
    }
    for part in parts[scope]:
        assert parsed(scope, part.text) == part


@pytest.mark.parametrize(
    ("scope", "text", "found"),
    [
        ("arm", "  Home   visits ", Part("arm", arm="Home visits")),
        ("arm", "Sleep @ home | more", Part("arm", arm="Sleep @ home | more")),
        ("result", "Sleep @ 6 months", Part("result", outcome="Sleep", time="6 months")),
        ("result", "A | Sleep @ 1 y", Part("result", arm="A", outcome="Sleep", time="1 y")),
        (
            "contrast",
            "A vs B | Sleep @ 1 y",
            Part("contrast", arm="A", versus="B", outcome="Sleep", time="1 y"),
        ),
    ],
)
def test_parts_are_read_as_people_write_them(scope: Scope, text: str, found: Part) -> None:
    assert parsed(scope, text) == found


@pytest.mark.parametrize(
    ("scope", "text", "says"),
    [
        ("study", "Home visits", "takes nothing"),
        ("arm", "", "Name the arm"),
        ("outcome", " ", "Name the outcome"),
        ("result", "", "OUTCOME @ TIME"),
        ("result", "A | @ 1 y", "OUTCOME @ TIME"),
        ("result", "Sleep @ ", "OUTCOME @ TIME"),
        ("contrast", "A", "ARM vs ARM"),
        ("contrast", "A vs B vs C", "ARM vs ARM"),
        ("contrast", "A vs B | ", "ARM vs ARM"),
    ],
)
def test_what_names_no_part_of_that_scope_is_refused(scope: Scope, text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        parsed(scope, text)


def test_a_part_is_told_after_its_form_and_old_acts_still_name_their_arm() -> None:
    assert told("arm", "Home visits") == ", arm Home visits"
    assert told("result", "Sleep @ 1 y") == ", Sleep @ 1 y"
    assert told("study", "") == ""
    assert part_of({"form": "tidier", "arm": "Home visits"}) == "Home visits"
    assert part_of({"form": "tidier", "part": "", "arm": "x"}) == ""
    assert same_part("Home  Visits", "home visits")
    assert not same_part("Home visits", "Home visit")
