"""How the columns of a table share the width of a terminal or a page."""

from __future__ import annotations

from collections.abc import Sequence

from review.typography import cells_of

# A column is not squeezed below its longest word, unless that word is longer than this; where the
# columns do not fit so, the next is tried.
LONGEST_KEPT = (14, 12)


def shared(
    titles: Sequence[str], rows: Sequence[Sequence[str]], weights: Sequence[float], room: int
) -> tuple[int, ...]:
    """Return a width for each column, together at most `room`; empty where they do not fit.

    Each has what it needs where all fit. Otherwise each keeps its longest word, or much of it;
    half of what is left makes further words whole, the rest goes, one column of the terminal at a
    time, to the one that is shortest for its weight.
    """
    columns = [[title, *(row[place] for row in rows)] for place, title in enumerate(titles)]
    needs = [max(_longest(cell.split("\n")) for cell in column) for column in columns]
    if sum(needs) <= room:
        return tuple(needs)
    words = [max(_longest(cell.split()) for cell in column) for column in columns]
    for kept in LONGEST_KEPT:
        widths = [max(1, min(need, kept, word)) for need, word in zip(needs, words, strict=True)]
        if sum(widths) <= room:
            break
    else:
        return ()
    _complete(widths, words, (room - sum(widths)) // 2)
    for _ in range(room - sum(widths)):
        place = min(
            (place for place, need in enumerate(needs) if widths[place] < need),
            key=lambda place: widths[place] / (weights[place] or 1.0),
        )
        widths[place] += 1
    return tuple(widths)


def _complete(widths: list[int], words: Sequence[int], spare: int) -> None:
    """Widen columns to their longest words, those first that need least, within what is spare."""
    for place in sorted(range(len(words)), key=lambda place: words[place] - widths[place]):
        wanted = words[place] - widths[place]
        if 0 < wanted <= spare:
            widths[place] += wanted
            spare -= wanted


def _longest(pieces: Sequence[str]) -> int:
    return max((cells_of(piece) for piece in pieces), default=0)
