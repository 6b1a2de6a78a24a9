from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.counting import Count, count_any, count_outcome, sign_test
from extraction.outcomes import Direction, Result, by_outcome, checked_share, folded_direction
from review.refusal import Refused

UP: Direction = "favours-intervention"
DOWN: Direction = "favours-comparator"
NONE: Direction = "no-difference"
NR: Direction = "not-reported"


@pytest.mark.parametrize(
    ("effects", "direction"),
    [
        ([UP, UP, UP, DOWN], UP),
        ([UP, UP, DOWN], "mixed"),
        ([UP, NONE], "mixed"),
        ([UP] * 7 + [DOWN] * 3, UP),
        ([NONE, NONE], NONE),
        ([DOWN, NR], DOWN),
        ([NR, NR], NR),
        ([], NR),
    ],
)
def test_a_study_takes_the_direction_that_70_per_cent_share(
    effects: list[Direction], direction: Direction
) -> None:
    assert folded_direction(effects) == direction


def test_the_share_is_a_setting_that_must_single_out_one_direction() -> None:
    assert folded_direction([UP, UP, DOWN], 0.6) == UP
    assert checked_share(1.0) == 1.0
    for share in (0.5, 0.0, 1.01, -1.0):
        with pytest.raises(Refused, match="single out"):
            checked_share(share)


def result(study: str, outcome: str, direction: Direction, **more: object) -> Result:
    return Result(study=study, row=0, outcome=outcome, direction=direction, **more)  # type: ignore[arg-type]


def studies_of(*directions: Direction, outcome: str = "maltreatment") -> dict[str, list[Result]]:
    return {f"s{n}": [result(f"s{n}", outcome, one)] for n, one in enumerate(directions)}


def test_the_denominator_is_those_that_measured_with_all_included_beside_it() -> None:
    told = {**studies_of(UP, DOWN, NR), "other": [result("other", "sleep", UP)], "none": []}
    count = count_outcome(told, " Maltreatment ")
    assert (count.n(UP), len(count.measured), len(count.included)) == (1, 3, 5)
    assert count.by_direction[NR] == ("s2",)


def test_a_study_with_several_arms_counts_once_and_chosen_results_count_alone() -> None:
    told = {"s": [result("s", "sleep", UP), result("s", "sleep", DOWN)]}
    assert count_outcome(told, "sleep").by_direction["mixed"] == ("s",)
    told["s"].append(result("s", "sleep", NONE, chosen=True))
    assert count_outcome(told, "sleep").by_direction[NONE] == ("s",)
    assert len(by_outcome(told["s"])["sleep"]) == 1


def test_direction_significance_and_claim_are_never_mixed() -> None:
    told = {
        "a": [result("a", "x", UP, significance="not-significant", claim=UP)],
        "b": [result("b", "x", UP, significance="significant", claim=NONE)],
        "c": [result("c", "x", UP)],
    }
    counts = {b: count_outcome(told, "x", b) for b in ("direction", "significance", "claim")}  # type: ignore[arg-type]
    assert counts["direction"].by_direction[UP] == ("a", "b", "c")
    assert counts["significance"].by_direction[UP] == ("b",)
    assert counts["significance"].by_direction[NONE] == ("a",)
    assert counts["claim"].by_direction[UP] == ("a",)
    for basis in ("significance", "claim"):
        with pytest.raises(Refused, match=f"counts by {basis}"):
            sign_test(counts[basis], asked=True)


def test_any_outcome_favours_once_and_tells_the_median_of_outcomes() -> None:
    told = {
        "a": [result("a", "x", UP), result("a", "y", DOWN), result("a", "z", NONE)],
        "b": [result("b", "x", NONE)],
        "c": [result("c", "x", UP), result("c", "x", DOWN)],
        "d": [],
    }
    count = count_any(told)
    assert count.by_direction[UP] == ("a",)
    assert count.by_direction[NONE] == ("b",)
    assert count.by_direction["mixed"] == ("c",)
    assert (len(count.measured), len(count.included), count.median_outcomes) == (3, 4, 1)
    with pytest.raises(Refused, match="any outcome counts"):
        sign_test(count)


def test_the_sign_test_leaves_out_and_prints_what_has_no_direction() -> None:
    count = count_outcome(studies_of(*[UP] * 8, *[DOWN] * 2, NONE, NR), "maltreatment")
    test = sign_test(count)
    assert (test.k, test.n, test.p) == (8, 10, 0.109375)
    assert test.left_out == {NONE: 1, "mixed": 0, NR: 1}
    assert test.wilson == pytest.approx((0.4902, 0.9433), abs=5.1e-5)


def test_an_n_in_which_some_did_not_measure_is_refused() -> None:
    told = {**studies_of(*[UP] * 15, *[DOWN] * 10, NONE), **{f"n{i}": [] for i in range(30)}}
    count = count_outcome(told, "maltreatment")
    with pytest.raises(Refused, match="30 of the 56 studies did not measure maltreatment"):
        sign_test(count, n=56)
    with pytest.raises(Refused, match="It is 25"):
        sign_test(count, n=26)
    assert sign_test(count, n=25).n == 25


def test_below_six_the_test_is_made_only_when_asked_for() -> None:
    count = count_outcome(studies_of(*[UP] * 5), "maltreatment")
    with pytest.raises(Refused, match="Fewer than 6"):
        sign_test(count)
    assert sign_test(count, asked=True).p == 0.0625
    with pytest.raises(Refused, match="No study has a direction"):
        sign_test(count_outcome(studies_of(NONE), "maltreatment"), asked=True)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([UP, DOWN, NONE, NR]))))
def test_every_study_stands_in_exactly_one_place(rows: list[tuple[str, Direction]]) -> None:
    told: dict[str, list[Result]] = {study: [] for study in "abc"}
    for study, direction in rows:
        told[study].append(result(study, "x", direction))

    def placed(count: Count) -> list[str]:
        return sorted(study for studies in count.by_direction.values() for study in studies)

    measured = sorted(study for study in told if told[study])
    assert placed(count_outcome(told, "x")) == placed(count_any(told)) == measured
