"""Building one form: its fields in order, each changed in a dialog, seen beforehand, and saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from extraction import form_building as building
from extraction.drafts import Drafts
from extraction.field import Field
from extraction.field_lines import field_from, lines_of, slug
from extraction.form import Form, load
from extraction.form_adding import Added, add_form
from extraction.form_changes import changes
from extraction.form_file import to_toml
from extraction.queries import Place
from extraction.screens.field_dialog import asks, line_of
from extraction.screens.form_preview import Preview
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import confirm
from review.desk.forms import FormScreen as Lines
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.refusal import Refused

_DRAFT = "form"


class FormBuildScreen(WorkspaceScreen):
    """A form being built; `known` is the version that is saved, None for a new form."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("build.add", "a", "add field", "Add a field behind this one."),
        Action("build.inside", "i", "add inside", "Add a field within this group.", shown=False),
        Action("build.change", "e", "change", "Change the field, as Enter does.", shown=False),
        Action("build.up", "left_square_bracket", "up", "Put the field one up."),
        Action("build.down", "right_square_bracket", "down", "Put the field one down."),
        Action("build.remove", "d", "remove", "Remove the field."),
        Action("build.preview", "p", "preview", "See the form as extractors will."),
        Action("build.back", "x", "take back", "Take the last change back.", shown=False),
        Action("build.save", "c", "save", "Save it as the next version."),
        Action(
            "build.close", "escape,backspace", "leave", "Leave; what is not saved is asked for."
        ),
    )
    DEFAULT_CSS = """
    FormBuildScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #state { height: 1; padding: 0 1; color: $text-primary; }
        #fields { height: 1fr; padding: 0 1; margin-top: 1; }
    }
    """

    def __init__(self, form: Form, known: Form | None) -> None:
        super().__init__()
        self._form, self._known = form, known
        self._before: list[Form] = []

    def body(self) -> ComposeResult:
        """Show the fields."""
        yield Static("", id="about", markup=False)
        yield Static("", id="state", markup=False)
        columns = (Column("Field", 26), Column("Kind", 14), Column("Name"), Column("", 9))
        empty = "No field yet: a adds one."
        yield RowList(columns, id="fields", empty=empty)

    def on_mount(self) -> None:
        """Take what was built before and not saved, and give the list the keys."""
        self.query_one("#fields").focus()
        text = self._drafts.all().get(_DRAFT)
        if self._form.fields and self._form != self._known:  # drafted from a table
            self._drafts.keep(_DRAFT, to_toml(self._form))
            if self._known is not None:
                self._before.append(self._known)
        elif isinstance(text, str):
            try:
                self._form = load(text, self._form.id)
            except Refused:
                self._drafts.keep(_DRAFT, None)
            else:
                self.told("What you built before and did not save is here; x takes it back.")
                if self._known is not None:
                    self._before.append(self._known)
        self._draw()

    @property
    def _drafts(self) -> Drafts:
        place = Place("", self._form.id, "")
        return Drafts(self.review.store.copy_id, self.review.person, place)

    def reload(self) -> None:
        """Keep what is being built, whoever wrote."""

    def _draw(self, keep: str | None = None) -> None:
        form = self._form
        self.query_one("#about", Static).update(one_line(f"{form.id}: {form.name('en')}"))
        told = changes(self._known, form) if self._known is not None else ()
        saved = f"version {self._known.version}" if self._known else "new"
        differs = (
            counted(len(told), "change") if self._known else counted(len(form.fields), "field")
        )
        state = f"{saved}, one for each {form.scope}; {differs} not saved"
        if self._known == form:
            state = f"{saved}, one for each {form.scope}"
        self.query_one("#state", Static).update(state)
        self.query_one("#fields", RowList).set_rows(
            building.names_of(form), lambda ids: [self._cells(one) for one in ids], keep=keep
        )

    def _cells(self, name: str) -> Cells:
        one = building.field_named(self._form, name)
        assert one is not None
        indent = "    " if "." in name else ""
        marks = "required" if one.required else ""
        return (
            indent + one.id,
            one.kind,
            f"{one.number} {one.name('en')}".strip(),
            Cell(marks, "quiet"),
        )

    def _take(self, made: Callable[[Form], Form], keep: str | None = None) -> None:
        """Take one step of building; a refusal is said and nothing changes."""
        try:
            form = made(self._form)
        except Refused as refusal:
            self.refused(refusal)
            return
        if form != self._form:
            self._before.append(self._form)
            self._form = form
            self._drafts.keep(_DRAFT, to_toml(form) if form.fields else None)
        self._draw(keep)

    @property
    def _current(self) -> str:
        return self.query_one("#fields", RowList).current or ""

    def on_row_list_chosen(self) -> None:
        """Change a field."""
        self.action_change()

    def action_change(self) -> None:
        """Change the field under the cursor."""
        name = self._current
        old = building.field_named(self._form, name) if name else None
        if old is None:
            self.action_add()
            return
        group = "." in name

        def changed(one: Field) -> None:
            keep = f"{name.partition('.')[0]}.{one.id}" if group else one.id
            self._take(lambda form: building.changed(form, name, one), keep)

        self._ask(f"Change {old.id}", old, changed, within_group=group)

    def action_add(self) -> None:
        """Add a field behind the one under the cursor, at its side."""
        name = self._current
        self._add(name, within="")

    def action_inside(self) -> None:
        """Add a field within the group under the cursor."""
        group = self._current.partition(".")[0]
        one = self._form.find(group)
        if one is None or not one.holds_fields:
            self.refused(Refused("This is no group.", "a adds a field behind this one."))
            return
        self._add("", within=group)

    def _add(self, after: str, *, within: str) -> None:
        group = within or (after.partition(".")[0] if "." in after else "")

        def made(one: Field) -> None:
            keep = f"{group}.{one.id}" if group else one.id
            self._take(lambda form: building.added(form, one, after, within=within), keep)

        self._ask("A new field", None, made, within_group=bool(group))

    def _ask(
        self, title: str, old: Field | None, then: Callable[[Field], None], *, within_group: bool
    ) -> None:
        """Ask for a field line by line; what is wrong is said in the dialog."""
        lines = lines_of(old) if old else {}
        made: list[Field] = []

        def wrong(typed: Mapping[str, str]) -> tuple[str, str] | None:
            given = {**typed, "id": typed["id"] or slug(typed["name_en"])}
            made.clear()
            try:
                made.append(field_from(given, old, within_group=within_group))
            except Refused as refusal:
                return line_of(refusal), str(refusal)
            return None

        def done(typed: dict[str, str] | None) -> None:
            if typed is not None:
                then(made[0])

        dialog = Lines(title, list(asks(lines)), wrong, folder=self.host.shell.folder)
        self.app.push_screen(dialog, done)

    def action_up(self) -> None:
        """Put the field one up."""
        self._move(-1)

    def action_down(self) -> None:
        """Put the field one down."""
        self._move(1)

    def _move(self, step: int) -> None:
        name = self._current
        if name:
            self._take(lambda form: building.moved(form, name, step), name)

    def action_remove(self) -> None:
        """Remove the field; what was answered to it stays in the entries."""
        name = self._current
        if not name:
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._take(lambda form: building.removed(form, name))

        text = "Answers to it stay in the entries; x takes this back before it is saved."
        self.app.push_screen(confirm(f"Remove {name}?", text, "remove"), answered)

    def action_back(self) -> None:
        """Take the last change back."""
        if not self._before:
            self.told("There is nothing to take back.")
            return
        self._form = self._before.pop()
        unsaved = self._form != self._known and bool(self._form.fields)
        self._drafts.keep(_DRAFT, to_toml(self._form) if unsaved else None)
        self._draw()

    def action_preview(self) -> None:
        """Show the form in both languages."""
        self.app.push_screen(Preview(self._form))

    def action_save(self) -> None:
        """Check the form, say what changes, and save it as the next version."""
        known = self._known
        try:
            form = building.next_version(self._form, known)
        except Refused as refusal:
            self.refused(refusal)
            return
        if known is not None and self._form == known:
            self.told("Nothing has changed.")
            return
        told = "\n".join(changes(known, form)) if known else ""
        title = f"Save {form.id} as version {form.version}?"
        about = told or "Names, help or order only: entries stand as they are."

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_write(lambda: add_form(self.review, to_toml(form), form.id), self._saved)

        self.app.push_screen(confirm(title, about if known else "", "save", "go back"), answered)

    def _saved(self, added: Added) -> None:
        self._form = self._known = added.form
        self._before.clear()
        self._drafts.keep(_DRAFT, None)
        left = counted(len(added.behind), "entry", "entries")
        more = f" {left} to look at again: l in the list." if added.behind else ""
        self.told(f"{added.form.id} has version {added.form.version}.{more}")
        self._draw()

    def action_close(self) -> None:
        """Leave; ask first where something is not saved."""
        if self._form == self._known or not (self._form.fields or self._before):
            self.dismiss(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)

        text = "It is kept on this machine and is here when you come back; c saves it."
        self.app.push_screen(confirm("Leave without saving?", text, "leave"), answered)
