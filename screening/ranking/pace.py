"""The pace of finding: includes in each stretch of what was double-screened, as one line of bars.

It rests on what is revealed alone, so that it shows nobody how fast a partner is.
"""

from __future__ import annotations

from collections.abc import Sequence

from screening.ranking.releases import LATER

_BARS = " ▁▂▃▄▅▆▇█"


def pace_in_words(labels: Sequence[bool], width: int) -> str:
    """Return the pace in one line of at most `width` cells; nothing before two stretches are whole.

    A stretch is as long as a batch, or as many batches as it takes to fit.
    """
    # The words around the bars take up to 64 cells.
    length = LATER * -(-len(labels) // (LATER * max(width - 64, 8)))
    counts = found_in_each(labels, length)
    if len(counts) < 2:  # noqa: PLR2004 - a pace needs something to be held against
        return ""
    most = max(counts)
    bars = "".join(_BARS[_height(number, most)] for number in counts)
    last = counts[-1]
    return f"Includes in each {length:,} screened: {bars}│ {most:,} at most, {last:,} in the last"


def found_in_each(labels: Sequence[bool], length: int) -> list[int]:
    """Return the includes of each whole stretch of `length` labels; the last one ends now."""
    begins = range(len(labels) % length, len(labels), length) if length else ()
    return [sum(labels[begin : begin + length]) for begin in begins]


def _height(number: int, most: int) -> int:
    """Return how high a bar is; whatever was found is seen."""
    return -(-number * (len(_BARS) - 1) // most) if most else 0
