"""Every number of a diagram opened: each line of each box has as much behind it as it says."""

from __future__ import annotations

from collections.abc import Callable

from review.flow.boxes import boxes
from review.flow.counts import Flow


def every_line_opens(flow: Flow, number_behind: Callable[[str], int]) -> None:
    """Assert that the key of each line gives rows that add up to its count."""
    for box in boxes(flow):
        for line in box.lines:
            if line.count is not None:
                assert line.open_key, f"{line.text} cannot be opened"
                assert number_behind(line.open_key) == line.count, (line.text, line.open_key)
