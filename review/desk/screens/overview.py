"""The overview: where the whole review is, what to do next, and the records behind each number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container

from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.next_steps import next_steps
from review.desk.shared import PROTOCOL
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.screens.behind import Behind
    from review.overview import Overview, StageProgress
    from review.people.status import PersonStatus

_COLUMNS = (Column("Where the records are"), Column("number", 9, right=True))


class OverviewScreen(WorkspaceScreen):
    """Title, next steps and people beside the numbers."""

    DEFAULT_CSS = """
    OverviewScreen {
        & #body { layout: vertical; height: 1fr; }
        & #about { height: auto; max-height: 60%; }
        & #numbers { height: 1fr; margin: 1 1 0 1; }
        &.-wide #body { layout: horizontal; }
        &.-wide #about { width: 62; height: 1fr; max-height: 100%; }
        &.-wide #numbers { margin: 0 1; }
    }
    """
    AUTO_FOCUS = "#numbers"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        PROTOCOL,
        Action("overview.export", "e", "export", "Write records to a file for another program."),
    )

    def body(self) -> ComposeResult:
        """Show the text and the numbers."""
        with Container(id="body"):
            yield Paper(id="about")
            yield RowList(_COLUMNS, id="numbers", empty="Opening the review ...")

    def reload(self) -> None:
        """Count anew."""
        self.run_read(self._read, self._show, group="overview")

    def action_protocol(self) -> None:
        """Show the protocol."""
        from review.desk.screens.protocol import ProtocolScreen

        if self.host.opened is not None:
            self.app.push_screen(ProtocolScreen(), lambda _closed: self.reload())

    def action_export(self) -> None:
        """Ask what to write, and where to."""
        from review.desk.screens.export_form import ask_export

        if self.host.opened is not None:
            ask_export(self)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """List what is behind a number, or go where it is worked on."""
        from review.desk.screens.behind import BehindScreen

        event.stop()
        if event.id == "queued":
            self.host.action_workspace("duplicates")
            return
        title, _number = self._rows[event.id]
        self.app.push_screen(BehindScreen(title, partial(_behind, event.id)))

    def _read(self, connection: Connection) -> Overview:
        from review.overview import overview

        return overview(connection, self.review, self.host.shell.slices())

    def _show(self, seen: Overview) -> None:
        self._rows = number_rows(seen)
        self.query_one(Paper).set_content(about_blocks(seen, self.host.keys), keep=True)
        rows = self.query_one(RowList)
        rows.set_rows(list(self._rows), self._window)

    def _window(self, ids: Sequence[str]) -> Sequence[Cells]:
        return [
            (title if number else Cell(title, "quiet"), f"{number:,}")
            for title, number in (self._rows[row] for row in ids)
        ]

    _rows: dict[str, tuple[str, int]] = {}  # noqa: RUF012 - replaced whole, never changed


def number_rows(seen: Overview) -> dict[str, tuple[str, int]]:
    """Return the numbers in words, by what opens them; standings without records are left out."""
    from review.overview_text import STANDING_WORDS

    rows = {
        "records": ("Records found", seen.records),
        "hidden": ("Duplicates removed", seen.records - seen.sets),
        "sets": ("Left after that", seen.sets),
    }
    if seen.queued:
        rows["queued"] = ("Pairs in the duplicates queue", seen.queued)
    numbers = dict(seen.standings)
    for standing, words in STANDING_WORDS.items():
        if numbers.get(standing):
            rows[f"standing:{standing}"] = (f"  {words}", numbers[standing])
    return rows


def about_blocks(seen: Overview, keys: Mapping[str, str]) -> list[Block]:
    """Return title, question, what to do next, and how far each person is, as text.

    `keys` are the remapped ones, by the id of the command.
    """
    blocks = [Block(seen.title, "title")]
    blocks += [Block(seen.question, "quiet")] if seen.question else []
    blocks += [Block(""), Block("Next", "heading")]
    blocks += [Block(step) for step in next_steps(seen, keys)]
    for stage in seen.stages:
        if stage.ballots:
            blocks += [Block(""), Block(_stage_line(stage), "heading"), Block(_people(seen, stage))]
    blocks += [Block(""), Block("People", "heading")]
    for person in seen.people:
        if person.active or person.waits:
            blocks += _person(seen, person)
    return blocks


def _person(seen: Overview, person: PersonStatus) -> list[Block]:
    """Return a person's line, and below it what is waited for from them."""
    from review.overview_text import entries_done, heard_of

    roles = ", ".join(person.roles) if person.active else "left the team"
    said = [roles, *heard_of(seen, person), *entries_done(seen, person)]
    waits = [Block(f"  {wait}", "warn", hang=2) for wait in person.waits]
    return [Block(f"{person.name}: {'; '.join(said)}", hang=2), *waits]


def _stage_line(stage: StageProgress) -> str:
    return f"{stage.stage.capitalize()}: {stage.revealed:,} of {stage.ballots:,} revealed"


def _people(seen: Overview, stage: StageProgress) -> str:
    """Return one's own numbers, and of every other screener the bare number of decisions."""
    parts = []
    if seen.person:
        parts.append(f"{seen.person} {stage.mine:,} decided, {stage.left:,} left")
    for person in seen.people:
        number = person.decided.get(stage.stage, 0)
        if stage.hidden and person.name != seen.person:
            continue
        if person.name != seen.person and (number or person.may("screener")):
            parts.append(f"{person.name} {number:,} decided")
    return "; ".join(parts) or "No decisions yet."


def _behind(row: str, connection: Connection) -> Behind:
    from review import queries
    from review.desk.screens.behind import Behind, record_cells

    kind, _colon, standing = row.partition(":")
    reads: dict[str, Callable[[Connection], list[str]]] = {
        "records": queries.all_records,
        "hidden": queries.hidden_records,
        "sets": queries.shown_by_standing,
        "standing": partial(queries.shown_by_standing, standing=standing),
    }
    return Behind(reads[kind](connection), record_cells)
