"""How completely the interventions are described: studies by TIDieR items, the profile first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.queries import Place, agreed_studies
from extraction.screens.behind import BehindScreen
from extraction.screens.filling import FormScreen
from extraction.screens.grid import Grid, Head
from extraction.tidier import FORM, ITEMS, Completeness, ItemScore, item_scores, items, matrix
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Block, Paper
from review.studies import Study, all_studies

_FIRST_ITEM = 2  # behind study and arm
# The rows of the profile: what an item's points are, and how many arms have them.
_PROFILE: tuple[tuple[str, int], ...] = (("in full", 2), ("in part", 1), ("not described", 0))
_UNANSWERED, _INAPPLICABLE = "…", "NA"


@dataclass(frozen=True, slots=True)
class _Seen:
    arms: Mapping[tuple[str, str], Completeness]  # (study id, arm)
    studies: Mapping[str, Study]


class MatrixScreen(WorkspaceScreen):
    """A cell for each item of each arm; Enter opens its value with page and quote."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("matrix.close", "escape,backspace", "back", "Go back to the studies."),
    )
    DEFAULT_CSS = """
    MatrixScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #grid { height: 1fr; margin-top: 1; }
        #item { height: 4; border-top: solid $panel; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen = _Seen({}, {})

    def body(self) -> ComposeResult:
        """Show the matrix, and below what the item under the cursor is."""
        yield Static("Completeness by TIDieR, of what is agreed", id="about", markup=False)
        yield Grid(id="grid")
        yield Paper(id="item")

    def on_mount(self) -> None:
        """Give the matrix the keys."""
        self.query_one(Grid).focus()

    def reload(self) -> None:
        """Read what is agreed now."""
        self.run_read(self._read, self._show, group="matrix")

    def _read(self, connection: Connection) -> _Seen:
        found = {study.id: study.tidier for study in agreed_studies(connection)}
        return _Seen(matrix(found), {one.id: one for one in all_studies(connection)})

    def _show(self, seen: _Seen) -> None:
        self._seen = seen
        numbers = [Head(one.number, right=True) for one in items()]
        heads = [Head("Study"), Head("Arm"), *numbers, Head("Points", right=True)]
        scores = item_scores(seen.arms.values())
        rows = [*_profile(scores), *(self._row(*key) for key in seen.arms)]
        self.query_one(Grid).set_table(heads, rows)
        blocks = [Block("2 described in full, 1 in part, 0 not; the rows above the studies count.")]
        if not seen.arms:
            blocks = [Block("No TIDieR form is agreed yet.", "warn")]
        headings = "; ".join(f"{one.number} {one.name('en')}" for one in items())
        self.query_one("#item", Paper).set_content([*blocks, Block(headings, "quiet")])

    def _row(self, study: str, arm: str) -> list[str]:
        one = self._seen.arms[study, arm]
        points = [_point(one, item) for item in ITEMS]
        name = one_line(self._seen.studies[study].name)
        return [name, one_line(arm), *points, f"{one.total}/{one.possible}"]

    def on_grid_chosen(self, event: Grid.Chosen) -> None:
        """Open a cell: the value of an item, or the studies that a number of the profile counts."""
        place = event.column - _FIRST_ITEM
        item = ITEMS[place] if 0 <= place < len(ITEMS) else ""
        number = event.row - len(_PROFILE) - 1
        if number < 0:
            self._open_number(event.row, item)
            return
        keys = list(self._seen.arms)
        study, arm = keys[number]
        screen = FormScreen(Place(study, FORM, arm))
        if item:
            screen.go_on_at(item)
        self.app.push_screen(screen)

    def _open_number(self, row: int, item: str) -> None:
        if not item or row >= len(_PROFILE):
            self.told("Move to a number of an item: it opens the studies behind it.")
            return
        words, points = _PROFILE[row]
        ids = dict.fromkeys(
            study
            for (study, _arm), one in self._seen.arms.items()
            if one.points.get(item) == points
        )
        if not ids:
            self.told("No study is behind this number.")
            return
        field = next(one for one in items() if one.id == item)
        title = f"{field.number} {field.name('en')}: {words}"
        self.app.push_screen(BehindScreen(title, [self._seen.studies[one] for one in ids]))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _profile(scores: Sequence[ItemScore]) -> list[list[str]]:
    """Return how many arms describe each item so, then the score of each item."""
    counts = [[one.full for one in scores], [one.partly for one in scores]]
    counts.append([one.none for one in scores])
    rows = [
        [f"Described {words}" if points else "Not described", "", *map(str, numbers), ""]
        for (words, points), numbers in zip(_PROFILE, counts, strict=True)
    ]
    shares = ["" if one.score is None else f"{one.score:.2f}" for one in scores]
    return [*rows, ["Score of the item", "", *shares, ""]]


def _point(one: Completeness, item: str) -> str:
    if item in one.unanswered:
        return _UNANSWERED
    points = one.points[item]
    return _INAPPLICABLE if points is None else str(points)
