"""The pace of finding: bars of what each stretch of screening found."""

from __future__ import annotations

from screening.ranking.pace import found_in_each, pace_in_words


def test_bars_are_as_high_as_what_was_found_and_the_last_one_ends_now() -> None:
    labels = [True, *[True] * 20, *[False] * 5, *[True] * 5, *[False] * 20, *[False] * 25]
    assert found_in_each(labels, 25) == [20, 5, 0]
    assert (
        pace_in_words(labels, 120) == "Includes in each 25 screened: █▂ │ 20 at most, 0 in the last"
    )
    assert pace_in_words(labels[:49], 120) == ""
    assert pace_in_words([], 120) == ""


def test_a_long_review_fits_the_width() -> None:
    line = pace_in_words([number % 7 == 0 for number in range(40_000)], 78)
    assert len(line) <= 78
    assert line.startswith("Includes in each 2,875 screened")
    assert pace_in_words([False] * 200, 120).count(" at most, 0 in the last") == 1
