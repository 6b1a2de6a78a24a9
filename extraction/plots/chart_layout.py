"""How a chart is laid out on paper: columns as wide as their words and marks, rows as high."""

from __future__ import annotations

from dataclasses import dataclass

from extraction.plots.chart import Chart, Row, Rows
from extraction.plots.frame import LEAST_WIDTH, MARGIN
from extraction.plots.marks_picture import size_of
from extraction.plots.type import BODY, BOLD

MOST_LABEL, MOST_BESIDE = 180.0, 90.0  # the widest that labels and texts beside them stand
LEAST_COLUMN, MOST_HEADING = 46.0, 90.0  # a heading breaks into lines above this
PAD = 4.0
PANEL_GAP = 18.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the label, the texts beside it and each column begin, and how wide they are."""

    label: float
    beside: tuple[tuple[float, float], ...]
    cells: tuple[tuple[float, float], ...]
    width: float

    @property
    def texts(self) -> tuple[tuple[float, float], ...]:
        """Return the columns of texts: that of the labels, then those beside it."""
        return ((MARGIN, self.label), *self.beside)


def columns_of(chart: Chart) -> Columns:
    """Return the columns of a chart, spread out where it would be too narrow."""
    rows = chart.rows
    widest = max(BOLD.width(chart.label), BODY.widest(row.label for row in rows))
    label = min(widest, MOST_LABEL) + 2 * PAD
    x = MARGIN + label
    beside = []
    for place, heading in enumerate(chart.beside):
        needed = max(BOLD.widest(heading.split()), BODY.widest(row.beside[place] for row in rows))
        width = min(needed, MOST_BESIDE) + 2 * PAD
        beside.append((x, width))
        x += width
    wide = [
        max(
            LEAST_COLUMN,
            min(BOLD.widest(heading.split()), MOST_HEADING) + 2 * PAD,
            *(size_of(cell.mark)[0] + 2 * PAD for row in rows if (cell := row.cells[place])),
        )
        for place, heading in enumerate(chart.columns)
    ]
    spare = max(0.0, LEAST_WIDTH - (x - MARGIN) - sum(wide)) / max(1, len(wide))
    cells = []
    for width in wide:
        cells.append((x, width + spare))
        x += width + spare
    return Columns(label, tuple(beside), tuple(cells), max(x - MARGIN, LEAST_WIDTH))


def head_lines(chart: Chart, made: Columns) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """Return the lines of the headings: those of texts, and those of the columns of marks."""
    texts = zip((chart.label, *chart.beside), made.texts, strict=True)
    marks = zip(chart.columns, made.cells, strict=True)
    return (
        [BOLD.lines(text, width - 2 * PAD) for text, (_x, width) in texts],
        [BOLD.lines(text, width - 2 * PAD) for text, (_x, width) in marks],
    )


def head_height(chart: Chart, made: Columns) -> float:
    """Return how high the headings are, with what is above and below them."""
    lefts, middles = head_lines(chart, made)
    return max(map(len, (*lefts, *middles)), default=1) * BOLD.lead + PAD


def title_lines(chart: Chart, width: float) -> tuple[str, ...]:
    """Return the lines of the title of a chart that stands among others, none where it has none."""
    return BOLD.lines(chart.frame.title, width) if chart.frame.title else ()


def title_height(chart: Chart, width: float) -> float:
    """Return how high the title is, with the space below it."""
    lines = title_lines(chart, width)
    return len(lines) * BOLD.lead + PAD if lines else 0.0


def group_lines(group: Rows, made: Columns) -> tuple[str, ...]:
    """Return the lines of the heading of a group, none where it has none."""
    return BOLD.lines(group.heading, made.width - 2 * PAD) if group.heading else ()


def group_height(group: Rows, made: Columns) -> float:
    """Return how high the heading of a group is."""
    lines = group_lines(group, made)
    return len(lines) * BOLD.lead + PAD if lines else 0.0


def row_lines(row: Row, made: Columns) -> list[tuple[str, ...]]:
    """Return the lines of the label and of the texts beside it."""
    texts = zip((row.label, *row.beside), made.texts, strict=True)
    return [BODY.lines(text, width - 2 * PAD) for text, (_x, width) in texts]


def row_height(row: Row, made: Columns) -> float:
    """Return how high a row is."""
    marks = max((size_of(cell.mark)[1] for cell in row.cells if cell), default=0.0)
    return max(marks, *(len(lines) * BODY.lead for lines in row_lines(row, made))) + PAD
