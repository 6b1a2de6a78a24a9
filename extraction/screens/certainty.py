"""The bodies of evidence with their certainty; one opens to its domains, reasons and studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, cast

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.certainty import grading_acts, queries
from extraction.certainty.body import Body
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.sentences import Finding, statement
from extraction.screens.body import LANGUAGES, BodyScreen
from extraction.screens.body_form import ask_body
from extraction.screens.body_text import level_told
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import confirm
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Column, RowList

if TYPE_CHECKING:
    from review.commands.values import Shell

_NONE = (
    "No bodies of evidence yet. `a` adds one: an outcome at a time, for an intervention and a "
    "comparison; `review evidence set FILE.toml` takes many."
)


@dataclass(frozen=True, slots=True)
class _Bodies:
    """What the list shows; `stated` are the bodies as they were stated, with all studies' names."""

    findings: tuple[Finding, ...]
    phrasing: Phrasing
    stated: tuple[Body, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


class CertaintyScreen(WorkspaceScreen):
    """Every body of evidence with its certainty and its sentence; Enter opens one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("certainty.close", "escape,backspace", "back", "Go back to the synthesis."),
        Action("certainty.add", "a", "add", "Add a body of evidence."),
        Action("certainty.change", "e", "edit", "Change the body of evidence under the cursor."),
        Action("certainty.remove", "d", "remove", "Remove the body of evidence."),
        Action("certainty.undo", "u", "undo", "Take back your newest act."),
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
        self.refresh_bindings()

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

    @property
    def _current(self) -> Body | None:
        """The body under the cursor, as it was stated."""
        current = self.query_one(RowList).current
        return next((one for one in self._seen.stated if one.id == current), None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to change or remove where there is something."""
        if action in {"change", "remove"}:
            return bool(self._seen.stated)
        return super().check_action(action, parameters)

    def action_add(self) -> None:
        """Ask for a new body of evidence."""
        ask_body(self, cast("Shell", self.host.shell).folder, self._seen.names)

    def action_change(self) -> None:
        """Ask for the body as it should be."""
        if old := self._current:
            ask_body(self, cast("Shell", self.host.shell).folder, self._seen.names, old)

    def action_remove(self) -> None:
        """Remove the body, once that is meant."""
        if old := self._current:
            title = f"Remove {one_line(old.name)}?"
            text = "Its judgements stay in the log; `u` brings it back."
            self.app.push_screen(
                confirm(title, text), lambda yes: self._remove(old) if yes else None
            )

    def _remove(self, old: Body) -> None:
        def removed(body: Body) -> None:
            self.told(f"Removed: {body.name}.")
            self.reload()

        self.run_write(lambda: grading_acts.remove_body(self.review, old.shown), removed)

    def action_undo(self) -> None:
        """Take back one's own newest act."""
        from review.desk.undo import undo

        undo(self, self.reload)

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = LANGUAGES[self._language]
        self._show(self._seen)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _bodies(connection: Connection) -> _Bodies:
    return _Bodies(
        tuple(queries.findings(connection)),
        queries.phrasing(connection),
        tuple(queries.bodies(connection)),
        queries.study_names(connection),
    )
