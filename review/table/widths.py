"""How the columns of a table share the width of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from review.typography import cells_of

# A column is not squeezed below its longest word, unless that word is longer than this.
LONGEST_KEPT = 12


def shared(
    titles: Sequence[str], rows: Sequence[Sequence[str]], weights: Sequence[float], room: int
) -> tuple[int, ...]:
    """Return a width for each column, together at most `room`; empty where they do not fit.

    Each has what it needs where all fit. Otherwise each keeps its longest word, and what is left
    goes, one column of the terminal at a time, to the one that is shortest for its weight.
    """
    columns = [[title, *(row[place] for row in rows)] for place, title in enumerate(titles)]
    needs = [max(_longest(cell.split("\n")) for cell in column) for column in columns]
    if sum(needs) <= room:
        return tuple(needs)
    widths = [
        max(1, min(need, LONGEST_KEPT, max(_longest(cell.split()) for cell in column)))
        for need, column in zip(needs, columns, strict=True)
    ]
    if sum(widths) > room:
        return ()
    for _ in range(room - sum(widths)):
        place = min(
            (place for place, need in enumerate(needs) if widths[place] < need),
            key=lambda place: widths[place] / (weights[place] or 1.0),
        )
        widths[place] += 1
    return tuple(widths)


def _longest(pieces: Sequence[str]) -> int:
    return max((cells_of(piece) for piece in pieces), default=0)
