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
from extraction.entry import Entry
from extraction.part import told
from extraction.queries import Place
from extraction.quoting import Quote
from extraction.screens.check_keys import CHECK_ACTIONS, OFF, CheckKeys
from extraction.screens.source_pane import Source, SourcePane, sources_of
from extraction.screens.to_check import ToCheck, blocks, cells, read_to_check
from extraction.stands import form_title
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.moving import opens
from review.desk.widgets.paper import Paper
from review.desk.widgets.rows import Column, RowList
from review.refusal import Refused


class Values(RowList):
    """The list of values; Enter corrects the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = opens("screen.correct", "Correct the value.")


class CheckScreen(CheckKeys):
    """Every value that was extracted: right, corrected with a reason, or put off."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *CHECK_ACTIONS,
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
        super().__init__(place)
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

    def _show(self, read: tuple[ToCheck, Sequence[Source]]) -> None:
        check, sources = read
        first, self._check = self._check is None, check
        if check.now.agreed:  # by another session of the same person
            self.dismiss(None)
            return
        self._off = set(self._drafts.all().get(OFF, ())) & set(check.now.left)
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
        self._drafts.keep(OFF, None)
        now = self._check.now
        self.told(
            f"Agreed: {counted(len(entry.values), 'value')}, extracted by {now.first.extractor}, "
            f"checked by {self._check.checker}, {len(now.corrected)} corrected. "
            f"{self.undo_key} takes it back."
        )
        self.dismiss(None)

    def action_close(self) -> None:
        """Go back; what is checked so far is kept."""
        self.dismiss(None)
