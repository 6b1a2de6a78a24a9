"""Every number of a diagram opened: each line of each box has as much behind it as it says."""

from __future__ import annotations

from collections.abc import Callable

from review.flow.boxes import boxes
from review.flow.counts import Flow
from review.flow.opening import Opened


def every_line_opens(flow: Flow, opened: Callable[[str], Opened]) -> None:
    """Assert that the key of each line gives rows of its unit that add up to its count."""
    for box in boxes(flow):
        for line in box.lines:
            if line.count is not None:
                assert line.open_key, f"{line.text} cannot be opened"
                behind = opened(line.open_key)
                assert behind.number == line.count, (line.text, line.open_key)
                assert behind.unit == line.count.unit, (line.text, line.open_key)
