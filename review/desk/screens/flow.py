"""The flow: the PRISMA diagram as it stands; every count opens to what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice
from review.desk.widgets.diagram import Diagram
from review.desk.widgets.rows import Cells, Column

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from textual.screen import Screen

    from review.desk.screens.behind import Behind
    from review.editions import Edition
    from review.flow.counts import Flow
    from review.past import Past

_COUNT = re.compile(r"\s*\(n\s=\s[^)]*\)$")  # the list has a count of its own
_COLUMNS = (Column("id", 12), Column("year", 4, right=True), Column("title"))
_NOW = 0  # in the place of an edition's number


class FlowScreen(WorkspaceScreen):
    """The diagram, as wide as the terminal: of now, or as an edition was closed."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("flow.save", "s", "save", "Save the diagram to a file, in any of its formats."),
        Action("flow.edition", "e", "edition", "Show the flow of a closed edition, or of now."),
        Action("flow.language", "g", "language", "Draw the diagram in the next language."),
        Action("flow.problems", "p", "adds up?", "Say which rules of the arithmetic are broken."),
    )
    DEFAULT_CSS = """
    FlowScreen {
        & Diagram { height: 1fr; margin: 0 1; }
        & .edition { height: 1; padding: 0 1; text-style: bold; display: none; }
        & .edition.-shown { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._flow: Flow | None = None
        self._editions: Sequence[Edition] = ()
        self._number = _NOW
        self._language = "en"
        self._past: Past | None = None

    def body(self) -> ComposeResult:
        """Show the diagram, below which edition it is of."""
        yield Static("", classes="edition", markup=False)
        yield Diagram()

    def reload(self) -> None:
        """Count anew."""
        self.run_read(partial(_counted, self._number), self._show, group="flow")

    def on_resize(self) -> None:
        """Draw in the new width."""
        if self._flow is not None:
            self.call_after_refresh(self._draw)

    def on_diagram_chosen(self, event: Diagram.Chosen) -> None:
        """List what a count counts."""
        from review.desk.screens.behind import BehindScreen
        from review.past import Past

        event.stop()
        title = _COUNT.sub("", event.text)
        if self._past is None:
            self._past = Past(self.review.projectors)
        read = partial(_behind, event.open_key, self._number, self._past)
        self.app.push_screen(BehindScreen(title, read))

    def action_language(self) -> None:
        """Draw in the language after this one."""
        from review.flow.wording import languages

        known = languages()
        self._language = known[(known.index(self._language) + 1) % len(known)]
        self._draw()

    def action_edition(self) -> None:
        """Ask which edition is shown."""
        if not self._editions:
            self.told("No edition is closed yet: `review edition close 1`.")
            return
        options = [Option(str(one.number), _about(one)) for one in self._editions]
        options.append(Option(str(_NOW), "now"))
        self.app.push_screen(ask_choice("Which edition", options), self._pick)

    def action_save(self) -> None:
        """Ask for format and file, and write what is shown."""
        from review.desk.screens.flow_saving import ask_where

        if self._flow is not None:
            name = f"prisma-edition-{self._number}" if self._number else "prisma"
            ask_where(self, self._flow, self._language, name)

    def action_problems(self) -> None:
        """Say whether the flow adds up, and what does not."""
        from review.flow.checks import check

        if self._flow is None:
            return
        found = check(self._flow)
        lines = [f"{one.rule}, {one.level}: {one.message}" for one in found]
        self.told("\n".join(lines) or "It adds up: no rule is broken.")

    def _pick(self, answer: str | None) -> None:
        if answer is not None:
            self._number = int(answer)
            self.reload()

    def _show(self, counted: tuple[Flow, Sequence[Edition]]) -> None:
        self._flow, self._editions = counted
        shown = next((_about(one) for one in self._editions if one.number == self._number), "")
        line = self.query_one(".edition", Static)
        line.update(one_line(shown))
        line.set_class(bool(shown), "-shown")
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        from review.flow.as_text import sketch

        if self._flow is None:
            return
        diagram = self.query_one(Diagram)
        width = diagram.scrollable_content_region.width
        diagram.show(sketch(self._flow, self._language, width))


def _about(edition: Edition) -> str:
    why = f": {edition.why}" if edition.why else ""
    return f"Edition {edition.number}, closed {edition.at[:10]} by {edition.by}{why}"


def _counted(number: int, connection: Connection) -> tuple[Flow, Sequence[Edition]]:
    from review.editions import editions
    from review.flow.keeping import from_data
    from review.flow.queries import flow

    found = editions(connection)
    kept = next((one for one in found if one.number == number), None)
    return (from_data(kept.flow) if kept else flow(connection)), found


def _behind(open_key: str, number: int, past: Past, connection: Connection) -> Behind:
    """Return what is behind a count; of an edition as it was, which is read back for that."""
    if not number:
        return _rows(open_key, connection)
    with past.at(connection, number) as then:
        return _rows(open_key, then)


def _rows(open_key: str, connection: Connection) -> Behind:
    from review.desk.screens.behind import Behind
    from review.flow.opening import rows_behind

    opened = rows_behind(connection, open_key)
    rows = {row.id: (row.id, str(row.year or ""), row.text) for row in opened.rows}

    def cells(_connection: Connection, ids: Sequence[str]) -> Sequence[Cells]:
        return [rows[row] for row in ids]

    return Behind(list(rows), cells, _COLUMNS, number=int(opened.number), screen=_screen)


def _screen(row: str) -> Screen[None] | None:
    """Return what a row opens: a record with its history, a study's reports, nothing of an act."""
    from review.desk.screens.behind import BehindScreen
    from review.desk.screens.record import RecordScreen

    if row.startswith("s-"):
        return BehindScreen(f"Reports of study {row}", partial(_reports, row))
    return RecordScreen(row) if row.startswith("r-") else None


def _reports(study: str, connection: Connection) -> Behind:
    from review.desk.screens.behind import Behind, record_cells
    from review.linking import find
    from review.lookup import shown_of

    reports = find(connection, study).reports
    shown = shown_of(connection, reports)
    return Behind([shown[report].id for report in reports], record_cells)
