"""The studies behind a cell or a mark, as a list; each opens with its results and their quotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.outcomes import results
from extraction.queries import agreed_studies
from extraction.screens.behind import BehindScreen
from extraction.study_data import StudyData
from extraction.symbols import SYMBOLS
from extraction.tables.setting import Setting
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.rows import Cell, Column, RowList
from review.ids import shown_study
from review.studies import Study


def open_studies(screen: WorkspaceScreen, title: str, studies: Sequence[Study]) -> None:
    """Show one study in full, or several as a list."""
    if len(studies) == 1:
        screen.app.push_screen(BehindScreen(title, studies))
    else:
        screen.app.push_screen(StudiesScreen(title, studies))


class StudiesScreen(WorkspaceScreen):
    """Studies with their results in signs; Enter opens one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("studies-behind.close", "escape,backspace", "back", "Go back."),
    )
    DEFAULT_CSS = """
    StudiesScreen {
        & #about { height: auto; max-height: 3; padding: 0 1; text-style: bold; }
        & RowList { height: 1fr; padding: 0 1; margin-top: 1; }
    }
    """

    def __init__(self, title: str, studies: Sequence[Study]) -> None:
        super().__init__()
        self._title, self._studies = title, {study.id: study for study in studies}

    def body(self) -> ComposeResult:
        """Show how many there are, and which."""
        number = len(self._studies)
        about = f"{one_line(self._title)}: {number} studies" if number else one_line(self._title)
        yield Static(about, id="about", markup=False)
        yield RowList((Column("id", 12), Column("study", 30), Column("results")))

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one(RowList).focus()

    def reload(self) -> None:
        """Read what is agreed now."""
        self.run_read(self._read, self._show, group="studies-behind")

    def _read(self, connection: Connection) -> dict[str, str]:
        return {
            study.id: _signs(study)
            for study in agreed_studies(connection)
            if study.id in self._studies
        }

    def _show(self, signs: dict[str, str]) -> None:
        self.query_one(RowList).set_rows(
            list(self._studies),
            lambda ids: [
                (
                    shown_study(one),
                    one_line(self._studies[one].name),
                    Cell(signs.get(one, ""), "quiet"),
                )
                for one in ids
            ],
        )

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a study."""
        event.stop()
        study = self._studies[event.id]
        self.app.push_screen(BehindScreen(self._title, (study,)))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _signs(study: StudyData) -> str:
    """Return each outcome with the signs of its results: `Sleep ▲▼, Work ▲`."""
    setting, found = Setting(), dict[str, str]()
    for one in results(study):
        name = setting.outcome(one.outcome)
        found[name] = found.get(name, "") + SYMBOLS[one.direction]
    return ", ".join(f"{name} {signs}" for name, signs in found.items())
