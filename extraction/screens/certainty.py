"""The bodies of evidence with their certainty; one opens to its domains, reasons and studies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.certainty import queries
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.sentences import Finding, statement
from extraction.screens.body import LANGUAGES, BodyScreen
from extraction.screens.body_text import level_told
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Column, RowList

_NONE = (
    "No bodies of evidence yet. `review evidence add` adds one: an outcome at a time, for an "
    "intervention and a comparison; `review evidence set FILE.toml` takes many."
)


@dataclass(frozen=True, slots=True)
class _Bodies:
    findings: tuple[Finding, ...]
    phrasing: Phrasing


class CertaintyScreen(WorkspaceScreen):
    """Every body of evidence with its certainty and its sentence; Enter opens one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("certainty.close", "escape,backspace", "back", "Go back to the synthesis."),
        Action("certainty.language", "l", "language", "English or Norwegian."),
    )
    DEFAULT_CSS = """
    CertaintyScreen {
        & #about { height: 1; padding: 0 1; text-style: bold; }
        & RowList { height: 1fr; padding: 0 1; margin-top: 1; }
        & Paper { height: auto; max-height: 6; border-top: solid $panel; }
    }
    """

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self._language, self._seen = language, _Bodies((), Phrasing())

    def body(self) -> ComposeResult:
        """Show the list, and the sentence of the row below it."""
        yield Static("Certainty of the evidence", id="about", markup=False)
        yield RowList((Column("certainty", 10), Column("level", 12), Column("body of evidence")))
        yield Paper()

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one(RowList).focus()

    def reload(self) -> None:
        """Read what holds now."""
        self.run_read(_bodies, self._show, group="certainty")

    def _show(self, seen: _Bodies) -> None:
        self._seen = seen
        rows = {one.body.id: one for one in seen.findings}
        self.query_one(RowList).set_rows(
            list(rows), lambda ids: [self._cells(rows[one]) for one in ids]
        )
        if not rows:
            self.query_one(Paper).set_content([Block(_NONE, "warn")])
        self._tell(self.query_one(RowList).current)

    def _cells(self, one: Finding) -> tuple[str, Cell, str]:
        signs, label = level_told(one, self._seen.phrasing, self._language)
        return signs, Cell(label, "plain" if one.judgement else "quiet"), one_line(one.body.name)

    def _tell(self, body: str | None) -> None:
        for one in self._seen.findings:
            if one.body.id == body:
                said = statement(one, self._language, self._seen.phrasing)
                self.query_one(Paper).set_content([Block(said)])

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Say what the body says."""
        self._tell(event.id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a body of evidence."""
        event.stop()
        self.app.push_screen(BodyScreen(event.id, self._language))

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = LANGUAGES[self._language]
        self._show(self._seen)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _bodies(connection: Connection) -> _Bodies:
    return _Bodies(tuple(queries.findings(connection)), queries.phrasing(connection))
