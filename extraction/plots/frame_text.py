"""What stands around every plot in a terminal: legend, key and notes below it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extraction.plots.frame import Frame
from extraction.plots.marks_text import text_of
from review.clean import drawable
from review.typography import cells_of, padded, wrapped

LEAST = 60  # columns of a terminal that every plot has
_HANG = 4
_PLAIN = str.maketrans("─│┌┐└┘├┤┬┴┼\u00a0\u202f–\u2212·●", "-|+++++++++  --.*")


def below(frame: Frame, width: int, *, plain: bool) -> Iterator[str]:
    """Return legend, key and notes of a plot as lines."""
    signs = [sign for sign in frame.legend if not sign.paper_only]
    for sign in signs:
        yield from hung(sign.letter or text_of(sign.mark, plain=plain), sign.means, width)
    if signs:
        yield ""
    yield from _in_columns(frame.key, width)
    if frame.key:
        yield ""
    for note in frame.notes:
        yield from wrapped(note, width)


def hung(sign: str, text: str, width: int) -> Iterator[str]:
    """Return a text whose lines stand to the right of a sign."""
    indent = max(_HANG, cells_of(sign) + 1)
    for place, line in enumerate(wrapped(text, width - indent)):
        yield padded("" if place else sign, indent) + line


def drawn(lines: Iterable[str], *, plain: bool) -> Iterator[str]:
    """Return lines safe to draw; `plain` writes what is a sign of ours in ASCII.

    Letters of names stay as they are.
    """
    for line in lines:
        safe = drawable(line).rstrip()
        yield safe.translate(_PLAIN) if plain else safe


def _in_columns(texts: tuple[str, ...], width: int) -> Iterator[str]:
    """Return short texts in as many columns as fit, read downwards."""
    if not texts:
        return
    widest = min(max(map(cells_of, texts)), width)
    columns = max(1, (width + 2) // (widest + 2))
    rows = -(-len(texts) // columns)
    for row in range(rows):
        parts = texts[row::rows]
        if columns == 1:
            yield from wrapped(parts[0], width)
        else:
            yield "  ".join(padded(text, widest) for text in parts)
