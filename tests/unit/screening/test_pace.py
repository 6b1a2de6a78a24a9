from __future__ import annotations

import pytest

from screening.pace import Haste, Pace, duration


def test_no_pace_is_told_before_there_is_enough_to_tell() -> None:
    pace = Pace()
    for n in range(10):
        pace.add(n * 30.0)
    assert pace.per_hour is None
    assert pace.text(100) == ""
    pace.add(300.0)
    assert pace.per_hour == 120
    assert pace.text(100) == "120 an hour, about 50 min for the rest"
    assert pace.text(0) == "120 an hour"


def test_a_break_is_no_part_of_the_pace() -> None:
    pace = Pace()
    now = 0.0
    for n in range(21):
        pace.add(now)
        now += 7200.0 if n == 10 else 60.0
    assert pace.per_hour == 60


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (3, "about 1 min"),
        (3600, "about 1 h"),
        (7800, "about 2 h 10 min"),
        (100 * 3600 + 900, "about 100 h"),
    ],
)
def test_lengths_of_time_in_words(seconds: float, text: str) -> None:
    assert duration(seconds) == text


def test_fifteen_of_one_key_within_twenty_seconds_are_too_fast() -> None:
    haste = Haste()
    assert [haste.add("x", n * 1.0) for n in range(15)] == [0] * 14 + [15]
    assert haste.add("x", 15.0) == 0


def test_slow_or_varied_verdicts_are_not_too_fast() -> None:
    haste = Haste()
    assert not any(haste.add("x", n * 1.5) for n in range(40))
    assert not any(haste.add("ix"[n % 2], 60 + n * 0.1) for n in range(40))
