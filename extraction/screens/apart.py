"""The studies in which two extractors differed on a field, with what each of them said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.agreement_table import FormAgreement
from extraction.field_agreement import Apart, FieldAgreement
from extraction.form import Form
from extraction.queries import Place
from extraction.screens.evidence import evidence_line
from extraction.screens.filling import FormScreen
from extraction.tables.setting import Setting
from extraction.value import Value
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.studies import all_studies


def field_label(form: Form, field: FieldAgreement) -> str:
    """Return what a field is called, with its group where it is in one."""
    top = form.find(field.field.partition(".")[0])
    inside = top is not None and top.holds_fields
    return one_line(f"{top.name('en')}: {field.name}" if top and inside else field.name)


class ApartScreen(WorkspaceScreen):
    """Every place where the two differ; Enter opens the entry there."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("apart.close", "escape,backspace", "back", "Go back to the fields."),
    )
    DEFAULT_CSS = """
    ApartScreen {
        #about { height: auto; max-height: 2; padding: 0 1; text-style: bold; }
        #studies { height: 1fr; padding: 0 1; margin-top: 1; }
        #said { height: 7; border-top: solid $panel; }
    }
    """

    def __init__(self, of: FormAgreement, field: FieldAgreement) -> None:
        super().__init__()
        self._of = of
        self._apart = {f"{one.study} {one.part} {one.path}": one for one in field.apart}
        self._field = field

    def body(self) -> ComposeResult:
        """Show where the two differ, and below both answers with their evidence."""
        label = field_label(self._of.form, self._field)
        about = f"{label}: {counted(len(self._apart), 'difference')} in {self._field.n} answers"
        yield Static(one_line(about), id="about", markup=False)
        first, second = self._of.extractors
        columns = (Column("Study"), Column(one_line(first)), Column(one_line(second)))
        yield RowList((*columns, Column("Differs in", 10)), id="studies", empty="Reading.")
        yield Paper(id="said")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one("#studies").focus()

    def reload(self) -> None:
        """Read what the studies are called."""
        self.run_read(_names, self._show, group="apart")

    def _show(self, names: Mapping[str, str]) -> None:
        self.query_one("#studies", RowList).set_rows(
            list(self._apart), lambda ids: [self._cells(self._apart[one], names) for one in ids]
        )
        self.on_row_list_highlighted()

    def _cells(self, one: Apart, names: Mapping[str, str]) -> Cells:
        part = f", {one.part}" if one.part else ""
        study = one_line(names.get(one.study, "") + part)
        said = [self._content(one, value) or "-" for value in (one.a, one.b)]
        return (study, *said, Cell(one.kind, "quiet"))

    def _content(self, one: Apart, value: Value | None) -> str:
        return one_line(Setting().cell(self._of.form.at(one.path), value)) if value else ""

    def on_row_list_highlighted(self) -> None:
        """Show both answers of another place."""
        one = self._apart.get(self.query_one("#studies", RowList).current or "")
        blocks = []
        for who, value in zip(self._of.extractors, (one.a, one.b), strict=True) if one else ():
            assert one is not None
            blocks.append(Block(f"{who}: {self._content(one, value) or 'nothing'}"))
            if value is not None and (line := evidence_line(value, {})):
                blocks.append(Block(line, "quiet"))
        self.query_one("#said", Paper).set_content(blocks)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open what is agreed there, else the person's own entry."""
        event.stop()
        one = self._apart[event.id]
        self.app.push_screen(FormScreen(Place(one.study, self._of.form.id, one.part)))

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _names(connection: Connection) -> dict[str, str]:
    return {study.id: study.name for study in all_studies(connection, only_included=False)}
