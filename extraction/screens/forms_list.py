"""The forms of the review: which there are, and from here each is built, changed and looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.field_lines import slug
from extraction.form import Form, shipped
from extraction.looking_again import left_behind
from extraction.part import SCOPES
from extraction.queries import forms
from extraction.screens.form_build import FormBuildScreen
from extraction.screens.form_draft import ask_draft
from extraction.screens.looking_again import LookingAgainScreen
from extraction.stands import form_title
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.forms import Ask
from review.desk.forms import FormScreen as Lines
from review.desk.widgets.rows import Cell, Cells, Column, RowList


class FormsScreen(WorkspaceScreen):
    """Every form with its version, and how many entries an older version was filled under."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("forms.change", "e", "change", "Change the form, as Enter does.", shown=False),
        Action("forms.new", "a", "new form", "Build a form of your own."),
        Action("forms.draft", "t", "from table", "Draft a form from a table you have."),
        Action("forms.again", "l", "look again", "Entries that a newer version left behind."),
        Action("forms.close", "escape,backspace", "back", "Go back to the studies."),
    )
    DEFAULT_CSS = """
    FormsScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #forms { height: 1fr; padding: 0 1; margin-top: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._forms: Mapping[str, Form] = {}
        self._behind: Counter[str] = Counter()

    def body(self) -> ComposeResult:
        """Show the list."""
        yield Static("Forms of extraction   * the review's own", id="about", markup=False)
        columns = (
            Column("Form", 20),
            Column("For each", 8),
            Column("Version", 7, right=True),
            Column("What it asks"),
            Column("Look again", 10, right=True),
        )
        yield RowList(columns, id="forms", empty="Reading the forms.")

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one("#forms").focus()

    def reload(self) -> None:
        """Read the forms as they are now."""
        self.run_read(self._read, self._show, group="forms")

    def _read(self, connection: Connection) -> tuple[Mapping[str, Form], Counter[str]]:
        behind = left_behind(connection, self.review.person)
        return forms(connection), Counter(one.place.form for one in behind)

    def _show(self, read: tuple[Mapping[str, Form], Counter[str]]) -> None:
        self._forms, self._behind = read
        self.query_one("#forms", RowList).set_rows(
            list(self._forms), lambda ids: [self._cells(one) for one in ids]
        )

    def _cells(self, form_id: str) -> Cells:
        form, left = self._forms[form_id], self._behind[form_id]
        own = "" if shipped().get(form_id) == form else "* "
        return (
            own + form_title(form),
            form.scope,
            str(form.version),
            form.name("en").removesuffix(f"({form_title(form)})").strip(),
            Cell(f"! {left}" if left else "", "warn"),
        )

    def on_row_list_chosen(self) -> None:
        """Change a form."""
        self.action_change()

    def action_change(self) -> None:
        """Open the form under the cursor to change it."""
        current = self.query_one("#forms", RowList).current
        if current is not None:
            self.app.push_screen(FormBuildScreen(self._forms[current], self._forms[current]))

    def action_new(self) -> None:
        """Ask what the form is called and describes, and begin it."""
        lines = (
            Ask("en", "English name"),
            Ask("nb", "Norwegian name"),
            Ask("id", "Id", hint="made of the name where it is empty"),
            Ask("scope", "One for each", "study", hint=", ".join(SCOPES), options=SCOPES),
        )

        def wrong(typed: Mapping[str, str]) -> tuple[str, str] | None:
            if not typed["en"]:
                return "en", "Give it an English name."
            if typed["scope"] not in SCOPES:
                return "scope", f"It can be for each: {', '.join(SCOPES)}."
            if (typed["id"] or slug(typed["en"], "-")) in self._forms:
                return "id", "There is a form of that id already."
            return None

        def named(typed: dict[str, str] | None) -> None:
            if typed is None:
                return
            names = {key: typed[key] for key in ("en", "nb") if typed[key]}
            identifier = typed["id"] or slug(typed["en"], "-")
            form = Form(identifier, 1, names, typed["scope"], (), {})
            self.app.push_screen(FormBuildScreen(form, None))

        self.app.push_screen(
            Lines("A new form", lines, wrong, folder=self.host.shell.folder), named
        )

    def action_draft(self) -> None:
        """Draft a form from a table, and open it to be looked over."""

        def drafted(form: Form) -> None:
            self.app.push_screen(FormBuildScreen(form, self._forms.get(form.id)))

        ask_draft(self, self._forms, drafted)

    def action_again(self) -> None:
        """List the entries that a newer version left behind."""
        left = sum(self._behind.values())
        if not left:
            self.told("Every entry that you may see stands under the newest version of its form.")
            return
        self.app.push_screen(LookingAgainScreen())

    def action_close(self) -> None:
        """Go back to the studies."""
        self.dismiss(None)
