"""One entry on the screen: every field with its answer, and all about the one under the cursor.

Beside it, or below where it is narrow, the text of the study's reports can be read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar, Final

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from extraction.drafts import Drafts
from extraction.part import told
from extraction.plausible.concern import doubtful
from extraction.queries import Place
from extraction.screens.evidence import evidence
from extraction.screens.form_rows import FormRow, form_rows, next_left, next_unanswered
from extraction.screens.sheet import Sheet, read_sheet
from extraction.screens.source_pane import Source, SourcePane, sources_of
from extraction.stands import form_title
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.moving import opens
from review.desk.widgets.paper import Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList, Tone

_TONES: dict[str, Tone] = {"!": "warn", "?": "warn", "+": "good"}
_READING = "reading"
_COLUMNS = (Column("", 1), Column("Field", 28), Column("Answer"), Column("Status", 13))
# A tool asks long questions and takes short answers.
_JUDGING = (Column("", 1), Column("Field"), Column("Answer", 18), Column("Status", 8))
_BESIDE = (Column("", 1), Column("Field", 20), Column("Answer"), Column("Status", 12))

READING_ACTIONS: Final = (
    Action("form.missing", "m", "missing", "Go to the next required answer that is left."),
    Action("form.unanswered", "f", "next empty", "Go to the next field without an answer.", False),
    Action("form.doubt", "w", "next ?", "Go to the next answer to look at again.", shown=False),
    Action("form.source", "p", "PDF", "Read the report beside the form, to quote from it."),
    Action("form.place", "g", "quote", "Show this answer's quote in the report.", shown=False),
    Action("form.close", "escape,backspace", "back", "Go back to the list of studies."),
)


class Fields(RowList):
    """The lines of the form; Enter opens at once, so that what is typed after it goes there."""

    BINDINGS: ClassVar[list[BindingType]] = opens(
        "screen.edit", "Edit the answer, or open the row.", shown=True
    )


class SheetScreen(WorkspaceScreen):
    """The person's own entry of one form, or the consensus, to move about in."""

    DEFAULT_CSS = """
    SheetScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #state { height: 1; padding: 0 1; color: $text-primary; }
        #form { layout: vertical; height: 1fr; margin-top: 1; }
        #left { layout: vertical; height: 1fr; }
        #fields { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
        #evidence { height: 6; border-top: solid $panel; scrollbar-gutter: stable; }
        #sources { display: none; height: 1fr; border-top: solid $panel; }
        &.reading #sources { display: block; }
        &.reading #evidence { height: 4; }
        &.-narrow.reading #state { display: none; }
        &.-narrow.reading #form { margin-top: 0; }
        &.-wide #left { layout: horizontal; }
        &.-wide #fields { width: 1fr; height: 100%; }
        &.-wide #evidence { width: 44; height: 100%; border-top: none;
                            border-left: solid $panel; }
        &.-wide.reading #form { layout: horizontal; }
        &.-wide.reading #left { layout: vertical; width: 1fr; height: 100%; }
        &.-wide.reading #fields { height: 1fr; }
        &.-wide.reading #evidence { width: 100%; height: 8; border-left: none;
                                    border-top: solid $panel; }
        &.-wide.reading #sources { width: 58; height: 100%; border-top: none;
                                   border-left: solid $panel; }
    }
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.sheet: Sheet | None = None
        self.lines: dict[str, FormRow] = {}
        self.opened: set[str] = set()
        self.new: dict[str, set[int]] = {}
        self._keep: str | None = None

    def body(self) -> ComposeResult:
        """Show the fields, all about the one under the cursor, and the report when it is read."""
        yield Static("", id="about", markup=False)
        yield Static("", id="state", markup=False)
        with Container(id="form"):
            with Container(id="left"):
                yield Fields(_COLUMNS, id="fields", empty="Reading the form.")
                yield Paper(id="evidence")
            yield SourcePane(id="sources")

    def on_mount(self) -> None:
        """Give the fields the keys."""
        self.query_one("#fields").focus()

    @property
    def drafts(self) -> Drafts:
        """What the person typed here and did not keep yet."""
        return Drafts(self.review.store.copy_id, self.review.person, self.place)

    def reload(self) -> None:
        """Show the entry as it is now."""
        self.run_read(self._read, self._show, group="form")

    def _read(self, connection: Connection) -> tuple[Sheet, tuple[Source, ...]]:
        # What the other studies tell is read once: with it each answer would wait for all of them.
        far = self.sheet.elsewhere if self.sheet else None
        sheet = read_sheet(connection, self.place, self.review.person, far)
        return sheet, sources_of(self.review, connection, sheet.study)

    def _show(self, read: tuple[Sheet, tuple[Source, ...]]) -> None:
        first = self.sheet is None
        self.sheet, sources = read
        part = told(self.sheet.form.scope, self.sheet.place.part)
        about = f"{self.sheet.study.name}: {form_title(self.sheet.form)}{part}"
        self.query_one("#about", Static).update(one_line(about))
        self.query_one("#state", Static).update(one_line(self.sheet.state))
        self.query_one(SourcePane).set_sources(sources)
        keep, self._keep = self._keep, None
        self.draw(keep=keep)
        self.refresh_bindings()
        if first:
            self._set_columns()
            self.shown_first(self.sheet)

    def shown_first(self, sheet: Sheet) -> None:
        """Do what is due once the entry is shown."""

    def go_on_at(self, path: str) -> None:
        """Put the cursor there when the entry is shown next."""
        self._keep = path

    def draw(self, *, keep: str | None = None) -> None:
        """Draw the lines; the cursor stays, or goes to `keep`."""
        if self.sheet is None:
            return
        doubted = {one.path for one in doubtful(self.sheet.concerns)}
        drafts = () if self.sheet.sealed else self.drafts.all()
        lines = form_rows(
            self.sheet.form,
            self.sheet.values,
            opened=self.opened,
            new=self.new,
            sealed=self.sheet.sealed,
            doubted=doubted,
            wanted=self.sheet.wanted,
        )
        self.lines = {
            line.id: replace(line, status="typed") if line.id in drafts else line for line in lines
        }
        fields = self.query_one("#fields", RowList)
        fields.set_rows(
            list(self.lines), lambda ids: [_cells(self.lines[i]) for i in ids], keep=keep
        )
        self._explain()

    def _explain(self) -> None:
        row = self.current
        if row is not None and self.sheet is not None:
            self.query_one("#evidence", Paper).set_content(evidence(row, self.sheet))

    @property
    def current(self) -> FormRow | None:
        """The line under the cursor."""
        return self.lines.get(self.query_one("#fields", RowList).current or "")

    @property
    def reading(self) -> bool:
        """Whether a report is shown beside the form."""
        return self.has_class(_READING)

    def on_row_list_highlighted(self) -> None:
        """Tell all about the field under the cursor."""
        self._explain()

    def action_missing(self) -> None:
        """Go to the next required answer that is left, opening its row."""
        self._go_to_next(
            next_left(list(self.lines.values()), self._at), "Every required field has an answer."
        )

    def action_unanswered(self) -> None:
        """Go to the next field without an answer, required or not."""
        self._go_to_next(
            next_unanswered(list(self.lines.values()), self._at), "Every field has an answer."
        )

    def action_doubt(self) -> None:
        """Go to the next answer that a check speaks of, opening its row."""
        row = next_left(list(self.lines.values()), self._at, sign="?")
        self._go_to_next(row, "No answer is to be looked at again.", again=self.action_doubt)

    @property
    def _at(self) -> str:
        return self.query_one("#fields", RowList).current or ""

    def _go_to_next(
        self, row: FormRow | None, none: str, again: Callable[[], None] | None = None
    ) -> None:
        if row is None:
            self.told(none)
        elif row.kind == "row":
            self.opened.add(row.id)
            self.draw(keep=row.id)
            (again or self.action_missing)()
        else:
            self.query_one("#fields", RowList).go_to(row.id)

    def action_source(self) -> None:
        """Read the report beside the form."""
        self._set_reading(reading=True)
        self.query_one(SourcePane).read()

    def _set_reading(self, *, reading: bool) -> None:
        """Show or hide the report; beside it the list has less room."""
        self.set_class(reading, _READING)
        self._set_columns()

    def _set_columns(self) -> None:
        """Give the list the columns that suit the form, and the room it has."""
        judging = self.sheet is not None and self.sheet.tool is not None
        columns = _JUDGING if judging else _COLUMNS
        if self.reading and self.has_class("-wide"):
            columns = _BESIDE
        self.query_one("#fields", RowList).set_columns(columns)

    def action_place(self) -> None:
        """Show where the answer under the cursor stands in its report."""
        row, sheet = self.current, self.sheet
        value = sheet.values.get(row.id) if row is not None and sheet is not None else None
        if value is None or not (value.quote or value.page):
            self.told("This answer has no page and no quote.")
            return
        self._set_reading(reading=True)
        self.query_one(SourcePane).go_to(value.report, value.page, value.quote)

    def on_source_pane_left(self) -> None:
        """Give the fields the keys again; the report stays in sight."""
        self.query_one("#fields").focus()

    def action_close(self) -> None:
        """Put the report away, or go back."""
        if self.reading:
            self._set_reading(reading=False)
            self.query_one("#fields").focus()
        else:
            self.dismiss(None)


def _cells(row: FormRow) -> Cells:
    tone = _TONES.get(row.sign, "plain")
    answer = Cell(row.text, "quiet") if row.kind in {"group", "calculated"} else row.text
    label = Cell(row.label, "bold") if row.kind == "group" else row.label
    return (Cell(row.sign, tone), label, answer, Cell(row.status, "quiet"))
