"""The flow: the PRISMA diagram as it stands; every count opens to what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual.app import ComposeResult

from review.desk.base import WorkspaceScreen
from review.desk.widgets.diagram import Diagram
from review.desk.widgets.rows import Cells, Column

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.screens.behind import Behind
    from review.flow.counts import Flow

_COUNT = re.compile(r"\s*\(n\s=\s[^)]*\)$")  # the list has a count of its own
_COLUMNS = (Column("id", 12), Column("year", 4, right=True), Column("title"))


class FlowScreen(WorkspaceScreen):
    """The diagram, as wide as the terminal."""

    DEFAULT_CSS = """
    FlowScreen Diagram { height: 1fr; margin: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._flow: Flow | None = None
        self._width = 0

    def body(self) -> ComposeResult:
        """Show the diagram."""
        yield Diagram()

    def reload(self) -> None:
        """Count anew."""
        self.run_read(_counted, self._show, group="flow")

    def on_resize(self) -> None:
        """Draw in the new width."""
        if self._flow is not None:
            self.call_after_refresh(self._draw)

    def on_diagram_chosen(self, event: Diagram.Chosen) -> None:
        """List what a count counts."""
        from review.desk.screens.behind import BehindScreen

        event.stop()
        self.app.push_screen(
            BehindScreen(_COUNT.sub("", event.text), partial(_behind, event.open_key))
        )

    def _show(self, flow: Flow) -> None:
        self._flow = flow
        self._draw()

    def _draw(self) -> None:
        from review.flow.as_text import sketch

        assert self._flow is not None
        diagram = self.query_one(Diagram)
        diagram.show(sketch(self._flow, width=diagram.scrollable_content_region.width))


def _counted(connection: Connection) -> Flow:
    from review.flow.queries import flow

    return flow(connection)


def _behind(open_key: str, connection: Connection) -> Behind:
    from review.desk.screens.behind import Behind
    from review.flow.opening import rows_behind

    opened = rows_behind(connection, open_key)
    rows = {row.id: (row.id, str(row.year or ""), row.text) for row in opened.rows}

    def cells(_connection: Connection, ids: Sequence[str]) -> Sequence[Cells]:
        return [rows[row] for row in ids]

    return Behind(list(rows), cells, _COLUMNS, opens=opened.unit != "studies")
