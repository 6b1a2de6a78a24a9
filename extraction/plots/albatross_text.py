"""The albatross plot in the cells of a terminal; a figure stands where several points meet."""

from __future__ import annotations

from dataclasses import replace

from extraction.plots.albatross import Albatross, Point
from extraction.plots.axes import Axes, axes_of, traced
from extraction.plots.frame_text import LEAST, below, drawn, hung
from extraction.plots.marks_text import text_of
from review.drawing.sketch import Sketch, Spot
from review.typography import number_text, padded, wrapped

_HEIGHT, _MARGIN = 18, 7
_MOST = 9  # points that one figure can tell


def albatross_text(plot: Albatross, width: int = 80, *, plain: bool = False) -> Sketch:
    """Return the plot in lines of at most `width` columns, 60 at least; points can be opened."""
    width = max(width, LEAST)
    axes = axes_of([one.p for one in plot.points], [one.n for one in plot.points])
    across = (width - _MARGIN - 1) // 2 * 2 + 1  # so that P = 1 has a column of its own
    across -= 2 if across + _MARGIN > width else 0
    cells = _field(plot, axes, across)
    head = [*wrapped(plot.frame.title, width), "", f"{plot.height:>{_MARGIN - 2}}"]
    spots = []
    for (x, y), points in sorted(
        _by_cell(plot, axes, across).items(), key=lambda one: one[0][::-1]
    ):
        cells[y][x] = _sign(points, plain=plain)
        keys = ",".join(one.number for one in points)
        says = "; ".join(one.says for one in points)
        spots.append(Spot(_MARGIN + x, len(head) + y, 1, 1, keys, says))
    ticks = {_row(axes, n): number_text(n, plot.frame.language) for n in axes.n_ticks}
    lines = [
        f"{ticks.get(y, ''):>{_MARGIN - 2}} {'┤' if y in ticks else '│'}{''.join(cells[y])}"
        for y in range(_HEIGHT)
    ]
    lines += [*_foot(plot, axes, across), ""]
    notes = below(replace(plot.frame, key=()), width, plain=plain)
    told = (line for one in plot.points for line in hung(f"{one.number:>3}", one.says, width))
    whole = [*head, *lines, *wrapped(plot.met, width), "", *told, "", *notes]
    return Sketch(tuple(drawn(whole, plain=plain)), tuple(spots))


def _field(plot: Albatross, axes: Axes, across: int) -> list[list[str]]:
    cells = [[" "] * across for _ in range(_HEIGHT)]
    middle = across // 2
    for row in cells:
        row[middle] = "│"
    for curve in plot.curves:
        for x, y in traced(axes, curve.number):
            row = cells[_HEIGHT - 1 - round(y * (_HEIGHT - 1))]
            for side in (-1, 1):
                row[middle + side * round(x * middle)] = curve.stroke.sign
    return cells


def _by_cell(plot: Albatross, axes: Axes, across: int) -> dict[tuple[int, int], list[Point]]:
    middle = across // 2
    found: dict[tuple[int, int], list[Point]] = {}
    for point in plot.points:
        x = middle + round(axes.across(point.p, favourable=point.favourable) * middle)
        found.setdefault((x, _row(axes, point.n)), []).append(point)
    return found


def _row(axes: Axes, number: float) -> int:
    return _HEIGHT - 1 - round(axes.up(number) * (_HEIGHT - 1))


def _sign(points: list[Point], *, plain: bool) -> str:
    if len(points) == 1:
        return text_of(points[0].dot, plain=plain)
    return str(len(points)) if len(points) <= _MOST else "+"


def _foot(plot: Albatross, axes: Axes, across: int) -> list[str]:
    """Return the axis of P, its numbers, and what either side means."""
    middle = across // 2
    line, numbers = ["─"] * across, [" "] * across
    for p in axes.p_ticks:
        text = number_text(p, plot.frame.language) if p > 1e-5 else f"{p:.0e}"  # noqa: PLR2004
        away = round(axes.across(p, favourable=True) * middle)
        for x in {middle - away, middle + away}:
            line[x] = "┴"
            start = min(max(0, x - len(text) // 2), across - len(text))
            spread = range(max(0, start - 1), min(across, start + len(text) + 1))
            if all(numbers[at] == " " for at in spread):
                numbers[start : start + len(text)] = text
    indent = " " * (_MARGIN - 1)
    ends = f"< {plot.against}", f"{plot.favour} >"
    room = across - len(ends[0]) - len(ends[1])
    axis = padded(plot.axis, room, "centre") if room > len(plot.axis) else " " * max(room, 1)
    return [
        f"{indent}└{''.join(line)}",
        f"{indent} {''.join(numbers)}".rstrip(),
        f"{indent} {ends[0]}{axis}{ends[1]}",
    ]
