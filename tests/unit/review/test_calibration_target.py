"""The target of calibration: what can be written, and when it is met."""

from __future__ import annotations

import pytest

from review.protocols.calibration_target import Condition, judged, overall, read_target
from review.refusal import Refused


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (">= 80 % and no missed include", (Condition("percent", 0.8), Condition(""))),
        ("≥ 80 %", (Condition("percent", 0.8),)),
        (
            "kappa >= 0,6; agreement at least 90%",
            (Condition("kappa", 0.6), Condition("percent", 0.9)),
        ),
        ("Positive >= 0.9", (Condition("positive", 0.9),)),
        ("", ()),
    ],
)
def test_what_is_read(text: str, conditions: tuple[Condition, ...]) -> None:
    assert read_target(text) == conditions


@pytest.mark.parametrize("text", ["good", "kappa > 0.6", "beauty >= 0.6", ">= 80 % or so"])
def test_what_cannot_be_judged_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Refused, match="no target of calibration") as refusal:
        read_target(text)
    assert ">= 80 %" in str(refusal.value)


@pytest.mark.parametrize(
    ("percent", "missed", "unsettled", "result"),
    [
        (0.8, 0, 0, "met"),
        (0.79, 0, 0, "not met"),
        (0.9, 1, 0, "not met"),
        (0.9, 0, 2, "open"),
        (0.7, 0, 2, "not met"),
        (None, 0, 0, "open"),
    ],
)
def test_when_it_is_met(percent: float | None, missed: int, unsettled: int, result: str) -> None:
    conditions = read_target(">= 80 % and no missed include")
    assert overall(judged(conditions, {"percent": percent}, missed, unsettled)) == result
