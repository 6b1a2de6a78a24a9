"""Checking what another extracted, value by value, with the report's text beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from extraction import verifying
from extraction.drafts import Drafts
from extraction.entry import Entry
from extraction.part import told
from extraction.queries import Place
from extraction.quoting import Quote
from extraction.screens.editor import Answered, EditValue
from extraction.screens.source_pane import Source, SourcePane, sources_of
from extraction.screens.to_check import ToCheck, blocks, cells, read_to_check
from extraction.stands import form_title
from extraction.value import Value
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice, confirm
from review.desk.moving import opens
from review.desk.widgets.paper import Paper
from review.desk.widgets.rows import Column, RowList
from review.refusal import Refused

_OFF = "put-off"  # the key of the drafts where the paths are that were put off


class Values(RowList):
    """The list of values; Enter corrects the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = opens("screen.correct", "Correct the value.")


class CheckScreen(WorkspaceScreen):
    """Every value that was extracted: right, corrected with a reason, or put off."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("check.right", "y", "right", "The value is right: go on to the next."),
        Action("check.correct", "e", "correct", "Put another value in its place, with the reason."),
        Action("check.later", "l", "later", "Put it off; it comes again when the rest is checked."),
        Action("check.next", "n", "next", "Go to the next value that is not checked.", shown=False),
        Action("check.add", "a", "add", "Give a value that was left out, with the reason."),
        Action("check.rest", "r", "all right", "All values that are left are right.", shown=False),
        Action("check.source", "p", "PDF", "Read the report, to quote from it in a correction."),
        Action("check.finish", "c", "finish", "All is checked: it is what is agreed."),
        Action("check.close", "escape,backspace", "back", "Go back to the list of studies."),
    )
    DEFAULT_CSS = """
    CheckScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #state { height: 1; padding: 0 1; color: $text-primary; }
        #both { layout: vertical; height: 1fr; }
        #left { layout: vertical; height: 3fr; }
        #values { height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
        #value { height: 5; border-top: solid $panel; scrollbar-gutter: stable; }
        #sources { height: 2fr; border-top: solid $panel; }
        &.-wide #both { layout: horizontal; margin-top: 1; }
        &.-wide #left { width: 1fr; height: 100%; }
        &.-wide #value { height: 11; }
        &.-wide #sources { width: 54; height: 100%; border-top: none; border-left: solid $panel; }
    }
    """

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._check: ToCheck | None = None
        self._off: set[str] = set()
        self._onward = False  # go on to the next value once what was said is shown
        self._followed = ""  # the path whose quote the report shows

    def body(self) -> ComposeResult:
        """Show the values, all about the one under the cursor, and the report."""
        yield Static("", id="about", markup=False)
        yield Static("", id="state", markup=False)
        columns = (Column("", 11), Column("Field", 22), Column("Answer"))
        with Container(id="both"):
            with Container(id="left"):
                yield Values(columns, id="values", empty="Reading the entry.")
                yield Paper(id="value")
            yield SourcePane(id="sources")

    def on_mount(self) -> None:
        """Give the values the keys."""
        self.query_one("#values").focus()

    def reload(self) -> None:
        """Show the checking as it is now."""
        self.run_read(self._read, self._show, group="check")

    def _read(self, connection: Connection) -> tuple[ToCheck, Sequence[Source]]:
        check = read_to_check(connection, self._place, self.review.person)
        return check, sources_of(self.review, connection, check.now.study)

    def refused(self, refusal: Refused) -> None:
        """Say why; where there is nothing to check (any more), go back."""
        super().refused(refusal)
        if self._check is None:
            self.dismiss(None)

    @property
    def _drafts(self) -> Drafts:
        return Drafts(self.review.store.copy_id, self.review.person, self._place)

    @property
    def _rows(self) -> RowList:
        return self.query_one("#values", RowList)

    @property
    def _current(self) -> str:
        return self._rows.current or ""

    def _show(self, read: tuple[ToCheck, Sequence[Source]]) -> None:
        check, sources = read
        first, self._check = self._check is None, check
        if check.now.agreed:  # by another session of the same person
            self.dismiss(None)
            return
        self._off = set(self._drafts.all().get(_OFF, ())) & set(check.now.left)
        self.query_one(SourcePane).set_sources(sources)
        now = check.now
        about = f"{now.study.name}: {form_title(now.form)}{told(now.form.scope, now.place.part)}"
        self.query_one("#about", Static).update(one_line(f"{about}. {check.who}"))
        self._rows.set_rows(
            list(check.paths),
            lambda paths: [cells(check, path, off=path in self._off) for path in paths],
        )
        if first or self._onward:
            self._onward = False
            self.action_next(here=first)
        self._draw()

    def _draw(self) -> None:
        check, path = self._check, self._current
        if check is None:
            return
        self.query_one("#state", Static).update(one_line(check.progress(len(self._off))))
        self.query_one("#value", Paper).set_content(blocks(check, path) if path else [])
        value = check.value(path)
        if path != self._followed and value is not None and (value.page or value.quote):
            self._followed = path
            self.query_one(SourcePane).go_to(value.report, value.page, value.quote)

    def on_row_list_highlighted(self) -> None:
        """Show another value, and where it stands in its report."""
        self._draw()

    def action_next(self, *, here: bool = False) -> None:
        """Go to the next value that is not checked; those put off come last."""
        if self._check is None:
            return
        ids, left = list(self._rows.ids), set(self._check.now.left)
        start = self._rows.cursor + (0 if here else 1)
        turned = [path for path in (*ids[start:], *ids[:start]) if path in left]
        fresh = [path for path in turned if path not in self._off]
        if turned:
            self._rows.go_to((fresh or turned)[0])

    def action_right(self) -> None:
        """Say that the value under the cursor is right."""
        path, check = self._current, self._check
        if check is None or not path:
            return
        if path not in check.now.first.values:
            self.refused(Refused("You added this value yourself.", "e changes it."))
            return
        self._write([path])

    def action_rest(self) -> None:
        """Ask, then say that all values that are left are right."""
        left = self._check.now.left if self._check else ()
        if not left:
            self.told("Every value is checked. c finishes.")
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._write(left)

        title = f"{counted(len(left), 'value')} left: all right?"
        text = "Say so only where you have held each against the report."
        self.app.push_screen(confirm(title, text, "all are right", "go on one by one"), answered)

    def _write(self, paths: Sequence[str]) -> None:
        place = self._place
        self.run_write(lambda: verifying.confirm(self.review, place, paths), self._said)

    def _said(self, _none: None) -> None:
        self._onward = True
        self.reload()

    def action_later(self) -> None:
        """Put the value under the cursor off."""
        if self._check is None or self._current not in self._check.now.left:
            self.told("This value is checked.")
            return
        self._off.add(self._current)
        if not self._drafts.keep(_OFF, sorted(self._off)):
            self.told("What is put off is forgotten when you leave: the disk takes no drafts.")
        self._rows.refresh_rows()
        self.action_next()

    def action_correct(self) -> None:
        """Ask for the value that is right, and the reason."""
        if self._check is not None and self._current:
            self._edit(self._current, self._check.value(self._current))

    def action_add(self) -> None:
        """Ask which field was left out, then for its value and the reason."""
        free = self._check.free() if self._check else {}
        options = [Option(path, label) for path, label in free.items()]

        def chosen(path: str | None) -> None:
            if path is not None:
                self._edit(path, None)

        if options:
            self.app.push_screen(ask_choice("What was left out?", options), chosen)
        else:
            self.told("Every field has an answer.")

    def _edit(self, path: str, value: Value | None) -> None:
        check, place = self._check, self._place
        field = check.now.form.at(path) if check else None
        if check is None or field is None:
            self.refused(Refused("The form has no such field any more."))
            return

        def answered(answer: Answered | None) -> None:
            right = answer.value if answer is not None else None
            if answer is not None and right is not None:
                why = answer.why
                self.run_write(
                    lambda: verifying.correct(self.review, place, path, right, why), self._said
                )

        label = check.now.form.label(path, "en")
        self.app.push_screen(
            EditValue(label, field, value, reports=check.reports, ask_why=True), answered
        )

    def action_source(self) -> None:
        """Give the report the keys."""
        self.query_one(SourcePane).read()

    def on_source_pane_left(self) -> None:
        """Give the values the keys again."""
        self._rows.focus()

    def on_source_pane_quoted(self, quoted: SourcePane.Quoted) -> None:
        """Correct the value under the cursor with a passage as its evidence."""
        if self._check is None or not self._current:
            return
        value = self._check.value(self._current)
        self._rows.focus()
        self._edit(self._current, Quote(quoted.text, quoted.page, quoted.report).beside(value))

    def action_finish(self) -> None:
        """Make what was checked the agreed entry."""
        place = self._place
        self.run_write(lambda: verifying.finish(self.review, place), self._finished)

    def _finished(self, entry: Entry) -> None:
        assert self._check is not None
        self._drafts.keep(_OFF, None)
        now = self._check.now
        self.told(
            f"Agreed: {counted(len(entry.values), 'value')}, extracted by {now.first.extractor}, "
            f"checked by {self._check.checker}, {len(now.corrected)} corrected. u takes it back."
        )
        self.dismiss(None)

    def action_close(self) -> None:
        """Go back; what is checked so far is kept."""
        self.dismiss(None)
