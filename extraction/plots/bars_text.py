"""Bars in the cells of a terminal; parts are told apart by the sign that they are drawn with."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.bias.scale import SIGNS
from extraction.plots.bars import BarChart, BarRow, Part
from extraction.plots.frame_text import LEAST, below, drawn
from review.drawing.sketch import Sketch, Spot
from review.typography import cells_of, padded, wrapped

_MOST_LABEL, _NUMBER = 34, 6
_SIGN, _PLAIN_SIGN = "█", "#"


def bars_text(chart: BarChart, width: int = 80, *, plain: bool = False) -> Sketch:
    """Return the bars in lines of at most `width` columns, 60 at least; parts can be opened."""
    width = max(width, LEAST)
    labels = [cells_of(row.label) for row in chart.rows]
    label = min(max((*labels, cells_of(chart.label), 1)), _MOST_LABEL, width // 3)
    length = width - label - 2 - _NUMBER
    lines: list[str] = [*wrapped(chart.frame.title, width), ""]
    if chart.label:
        lines.append(chart.label)
    spots: list[Spot] = []
    for number, row in enumerate(chart.rows, start=1):
        texts = wrapped(row.label, label)
        bar = "".join(text for text, _part in _parts(chart, row, length, plain=plain))
        told = "" if chart.shares else f" {row.total}"
        spots.extend(_spots(chart, row, number, label + 2, len(lines), length))
        lines.append(f"{padded(texts[0], label)}  {bar}{told}")
        lines.extend(texts[1:])
    lines.append("")
    lines.extend(below(chart.frame, width, plain=plain))
    return Sketch(tuple(drawn(lines, plain=plain)), tuple(spots))


def _parts(
    chart: BarChart, row: BarRow, length: int, *, plain: bool = False
) -> Iterator[tuple[str, Part]]:
    """Return the text of each part; ends are rounded, so that all together are as long."""
    whole = (row.total or 1) if chart.shares else chart.most
    before = drawn_to = 0
    for part in row.parts:
        before += part.number
        end = max(round(length * before / whole), drawn_to + 1)
        sign = (SIGNS[part.level] or ".") if part.level else _PLAIN_SIGN if plain else _SIGN
        yield sign * (end - drawn_to), part
        drawn_to = end


def _spots(
    chart: BarChart, row: BarRow, number: int, x: int, y: int, length: int
) -> Iterator[Spot]:
    for place, (text, part) in enumerate(_parts(chart, row, length), start=1):
        yield Spot(x, y, len(text), 1, f"{number}.{place}", f"{row.label}: {part.says}")
        x += len(text)
