from __future__ import annotations

import pytest

from review.duplicates.engine import Candidate, Found, find
from review.record import Record
from tests.unit.duplicates.hard_cases import CASES

NAMES = [case[0] for case in CASES]


def pair(a: Record, b: Record) -> Found:
    return find([Candidate("1" * 32, "one", a), Candidate("2" * 32, "two", b)])


@pytest.mark.parametrize(("name", "want", "a", "b"), CASES, ids=NAMES)
def test_each_pair_is_merged_queued_linked_or_left_as_wanted(
    name: str, want: str, a: Record, b: Record
) -> None:
    found = pair(a, b)
    if want == "dup":
        assert found.merged
        assert not found.queued
        assert not found.linked
    else:
        assert not found.merged
    if want == "review":
        assert found.queued
    if want == "link":
        assert found.linked


@pytest.mark.parametrize(("name", "want", "a", "b"), CASES, ids=NAMES)
def test_the_answer_does_not_depend_on_which_record_comes_first(
    name: str, want: str, a: Record, b: Record
) -> None:
    one, other = pair(a, b), pair(b, a)
    shown = [
        [(p.rule, p.score) for p in pile]
        for found in (one, other)
        for pile in (found.merged, found.queued, found.linked)
    ]
    assert shown[:3] == shown[3:]


def test_there_are_the_forty_cases_and_one() -> None:
    wants = [case[1] for case in CASES]
    assert wants.count("dup") == 14
    assert len(CASES) == 41
