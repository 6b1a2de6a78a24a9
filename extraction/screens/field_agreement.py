"""How often two extractors agreed, field by field; each number opens to the studies behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.agreement_table import FormAgreement, measured
from extraction.field_agreement import FieldAgreement
from extraction.screens.apart import ApartScreen, field_label
from extraction.stands import form_title
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.rows import Cell, Cells, Column, RowList

_NUMBERS = (("n", 4), ("Both", 4), ("Agree", 5), ("Percent", 7), ("Kappa", 6))


@dataclass(frozen=True, slots=True)
class _Line:
    """A field of one form and pair of people, or, without one, the head above their fields."""

    of: FormAgreement
    field: FieldAgreement | None = None


class AgreementScreen(WorkspaceScreen):
    """Every field that one of the two answered; Enter opens the studies in which they differ."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("field-agreement.close", "escape,backspace", "back", "Go back to the studies."),
    )
    DEFAULT_CSS = """
    AgreementScreen {
        #about { height: auto; max-height: 2; padding: 0 1; text-style: bold; }
        #fields { height: 1fr; padding: 0 1; margin-top: 1; }
        #basis { height: auto; max-height: 3; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: Mapping[str, _Line] = {}

    def body(self) -> ComposeResult:
        """Show the fields with their numbers, and what those count."""
        yield Static("Agreement of two extractors, before either saw the other's", id="about")
        columns = (
            Column("Field"),
            *(Column(title, width, right=True) for title, width in _NUMBERS),
        )
        empty = "No study has two complete entries of one form yet."
        yield RowList(columns, id="fields", empty=empty)
        basis = (
            "n: answers that at least one gave. Both: that both gave. Numbers agree within the "
            "field's tolerance. Kappa: Cohen's, for one answer of several."
        )
        yield Static(basis, id="basis", markup=False)

    def on_mount(self) -> None:
        """Give the fields the keys."""
        self.query_one("#fields").focus()

    def reload(self) -> None:
        """Measure anew."""
        self.run_read(_measured, self._show, group="field-agreement")

    def _show(self, lines: Mapping[str, _Line]) -> None:
        self._lines = lines
        self.query_one("#fields", RowList).set_rows(
            list(lines), lambda ids: [_cells(lines[one]) for one in ids]
        )

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open the studies behind a field."""
        event.stop()
        line = self._lines[event.id]
        if line.field is None:
            return
        if line.field.apart:
            self.app.push_screen(ApartScreen(line.of, line.field))
        else:
            self.told(f"{line.of.extractors[0]} and {line.of.extractors[1]} agree in all of it.")

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _measured(connection: Connection) -> dict[str, _Line]:
    found: dict[str, _Line] = {}
    for number, one in enumerate(measured(connection)):
        found[f"{number}"] = _Line(one)
        found |= {f"{number} {field.field}": _Line(one, field) for field in one.fields if field.n}
    return found


def _cells(line: _Line) -> Cells:
    field, (first, second) = line.field, line.of.extractors
    if field is None:
        entries = counted(line.of.entries, "entry each", "entries each")
        title = f"{form_title(line.of.form)}: {first} and {second}, {entries}"
        return (Cell(one_line(title), "bold"),)
    percent = "n/a" if field.percent is None else f"{100 * field.percent:.1f}"
    kappa = "" if field.kappa is None else f"{field.kappa:.3f}"
    agree = Cell(str(field.agree), "warn" if field.apart else "plain")
    name = f"  {field_label(line.of.form, field)}"
    return (name, str(field.n), str(field.both), agree, percent, kappa)
