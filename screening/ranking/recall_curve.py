"""The recall curve as text for a terminal and as SVG: includes found by records screened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Corners = Sequence[tuple[int, int]]
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))  # of a braille cell, by row
_BLANK = 0x2800
_ACROSS, _DOWN = 2, 4  # dots of a cell
_WIDE, _HIGH, _LEFT, _TOP, _RIGHT, _BOTTOM = 640, 420, 64, 40, 20, 56
_COLOURS = ("#0b5394", "#38761d", "#a64d00", "#741b47", "#134f5c")


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve: its name, and the corners of its steps as (records screened, includes found)."""

    name: str
    corners: Corners
    stop: int | None = None  # records screened when it was stopped

    @property
    def screened(self) -> int:
        """Return how many records were screened."""
        return self.corners[-1][0]

    @property
    def found(self) -> int:
        """Return how many includes were found."""
        return self.corners[-1][1]


def corners(labels: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the corners of the curve of `labels` in the order of screening."""
    found, steps = 0, [(0, 0)]
    for number, include in enumerate(labels, start=1):
        if include:
            found += 1
            steps.append((number, found))
    return [*steps, (len(labels), found)]


def as_text(curves: Sequence[Curve], width: int, height: int) -> list[str]:
    """Return the curves in `height` lines of at most `width` cells, with their axes."""
    most_x, most_y = _ends(curves)
    label = len(f"{most_y:,}")
    across, down = max(width - label - 2, 4), max(height - 2, 2)
    cells = [[0] * across for _row in range(down)]
    for curve in curves:
        _draw(cells, curve, most_x, most_y)
    lines = []
    for at, row in enumerate(cells):
        mark = f"{most_y:,}" if at == 0 else "0" if at == down - 1 else ""
        lines.append(f"{mark:>{label}} │" + "".join(chr(_BLANK + cell) for cell in row))
    lines.append(" " * label + " └" + "─" * across)
    end = f"{most_x:,} screened"
    lines.append(" " * (label + 2) + "0" + f"{end:>{across - 1}}")
    return lines


def _draw(cells: list[list[int]], curve: Curve, most_x: int, most_y: int) -> None:
    wide, high = len(cells[0]) * _ACROSS, len(cells) * _DOWN
    found, at = 0, 0
    ends = [*curve.corners[1:], (most_x + 1, 0)]
    before = None
    for x in range(wide):
        screened = x * most_x / max(wide - 1, 1)
        while at < len(ends) and ends[at][0] <= screened:
            found, at = ends[at][1], at + 1
        if screened > curve.corners[-1][0]:
            break
        y = high - 1 - round(found * (high - 1) / max(most_y, 1))
        low = y if before is None else before
        for row in range(min(y, low), max(y, low) + 1):
            cells[row // _DOWN][x // _ACROSS] |= _DOTS[row % _DOWN][x % _ACROSS]
        before = y


def _ends(curves: Sequence[Curve]) -> tuple[int, int]:
    most_x = max((curve.corners[-1][0] for curve in curves), default=0)
    most_y = max((curve.corners[-1][1] for curve in curves), default=0)
    return max(most_x, 1), max(most_y, 1)


def as_svg(curves: Sequence[Curve], title: str) -> str:
    """Return the curves as an SVG picture, with what chance alone would find as a dashed line."""
    most_x, most_y = _ends(curves)
    wide, high = _WIDE - _LEFT - _RIGHT, _HIGH - _TOP - _BOTTOM

    def point(x: float, y: float) -> str:
        return f"{_LEFT + x * wide / most_x:.1f},{_TOP + high - y * high / most_y:.1f}"

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" role="img" '
        f'font-family="sans-serif" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="24" font-size="15">{escape(title)}</text>',
        f'<polyline points="{point(0, 0)} {point(most_x, most_y)}" fill="none" '
        'stroke="#999999" stroke-dasharray="4 4"/>',
        f'<path d="M{_LEFT},{_TOP} V{_TOP + high} H{_LEFT + wide}" fill="none" stroke="#333333"/>',
    ]
    for number, curve in enumerate(curves):
        colour = _COLOURS[number % len(_COLOURS)]
        points, found = [], 0
        for x, y in curve.corners:
            points += [point(x, found), point(x, y)]
            found = y
        parts.append(
            f'<polyline points="{" ".join(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="1.8"><title>{escape(curve.name)}</title></polyline>'
        )
        if curve.stop is not None:
            parts.append(
                f'<polyline points="{point(curve.stop, 0)} {point(curve.stop, most_y)}" '
                f'fill="none" stroke="{colour}" stroke-dasharray="2 3"/>'
            )
    parts += [
        f'<text x="{_LEFT - 8}" y="{_TOP + 5}" text-anchor="end">{most_y}</text>',
        f'<text x="{_LEFT - 8}" y="{_TOP + high}" text-anchor="end">0</text>',
        f'<text x="{_LEFT + wide}" y="{_TOP + high + 18}" text-anchor="end">{most_x}</text>',
        f'<text x="{_LEFT + wide / 2}" y="{_HIGH - 14}" text-anchor="middle">'
        "Records screened</text>",
        f'<text transform="translate(18 {_TOP + high / 2}) rotate(-90)" '
        'text-anchor="middle">Includes found</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
