"""Two complete entries side by side: one key for each difference, then the consensus."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from extraction import two_entries, working
from extraction.bias.completing import StillOpen
from extraction.bias.evaluating import OpenPoint
from extraction.choices_kept import from_kept
from extraction.consensus import Choice
from extraction.entry import Entry
from extraction.part import told
from extraction.queries import Place
from extraction.screens.choice_keys import CHOICE_ACTIONS, KEPT, ChoiceKeys
from extraction.screens.editor import Answered, EditValue
from extraction.screens.pairing import Pairing, beside, chosen_words, read_pairing
from extraction.screens.source_pane import Source, SourcePane, sources_of
from extraction.stands import form_title
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.dialogs import confirm
from review.desk.moving import opens
from review.desk.widgets.pair import PairView
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.refusal import Refused


class Differences(RowList):
    """The list of differences; Enter goes on to the next that is not settled."""

    BINDINGS: ClassVar[list[BindingType]] = opens("screen.next", "Go on to the next difference.")


class CompareScreen(ChoiceKeys):
    """The differences of one place, each settled by a key; what is alike is taken as it is."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *CHOICE_ACTIONS,
        Action(
            "compare.source", "p", "PDF", "Show both quotes in the report, one after the other."
        ),
        Action("compare.keep", "c", "keep", "Keep the consensus once every difference is settled."),
        Action("compare.reopen", "o", "reopen", "Open your own entry to change it.", shown=False),
        Action("compare.close", "escape,backspace", "back", "Go back to the list of studies."),
    )
    DEFAULT_CSS = """
    CompareScreen {
        #about { height: 1; padding: 0 1; text-style: bold; }
        #state { height: 1; padding: 0 1; color: $text-primary; }
        #differences { height: 2fr; padding: 0 1; margin-top: 1; }
        #pair { height: 3fr; border-top: solid $panel; }
        #both { height: 1fr; layout: vertical; }
        #work { height: 1fr; layout: vertical; }
        #sources { display: none; height: 1fr; border-top: solid $panel; }
        &.reading #sources { display: block; }
        &.-wide.reading #both { layout: horizontal; }
        &.-wide.reading #work { width: 1fr; height: 100%; }
        &.-wide.reading #sources { width: 50; height: 100%; border-top: none;
                                   border-left: solid $panel; }
    }
    """

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._quote = 0  # whose quote is shown: 0 the first's, 1 the second's

    def body(self) -> ComposeResult:
        """Show the differences above, the one under the cursor below."""
        yield Static("", id="about", markup=False)
        yield Static("", id="state", markup=False)
        columns = (Column("Taken", 14), Column("Field"), Column("Differs in", 10))
        with Container(id="both"):
            with Container(id="work"):
                yield Differences(columns, id="differences", empty="Reading both entries.")
                yield PairView(id="pair", label=19)
            yield SourcePane(id="sources")

    def on_mount(self) -> None:
        """Give the differences the keys."""
        self.query_one("#differences").focus()

    def reload(self) -> None:
        """Show the two entries as they are now."""
        self.run_read(self._read, self._show, group="pair")

    def _read(self, connection: Connection) -> tuple[Pairing, tuple[Source, ...]] | Refused:
        try:
            pairing = read_pairing(connection, self._place)
        except Refused as refusal:
            return refusal
        return pairing, sources_of(self.review, connection, pairing.study)

    def _show(self, read: tuple[Pairing, tuple[Source, ...]] | Refused) -> None:
        if isinstance(read, Refused):  # by now: one of the two is open again
            self.refused(read)
            self.dismiss(None)
            return
        pairing, sources = read
        if pairing.agreed_by:
            self.told(f"{pairing.agreed_by} has kept what is agreed.")
            self.dismiss(None)
            return
        self._pairing = pairing
        self.query_one(SourcePane).set_sources(sources)
        self._choices = from_kept(self._drafts.all().get(KEPT), pairing.differences)
        part = told(pairing.form.scope, self._place.part)
        names = f"{pairing.first} and {pairing.second}"
        about = f"{pairing.study.name}: {form_title(pairing.form)}{part}. {names}"
        self.query_one("#about", Static).update(one_line(about))
        self._rows.set_empty("All is alike: c keeps it.")
        self._rows.set_rows(
            list(pairing.differences), lambda ids: [self._cells(one) for one in ids]
        )
        if self._onward:
            self._onward = False
            self.action_next()
        self.redraw()

    def _cells(self, path: str) -> Cells:
        assert self._pairing is not None
        one = self._pairing.differences[path]
        choice = self._choices.get(path)
        words = chosen_words(choice, self._pairing, one)
        taken = Cell(words, "good" if choice else "warn")
        row = (one.a or one.b) if one.kind == "row" else None
        name = f"{one.name}: {row.value}" if row is not None else one.name
        return (taken, name, Cell(one.kind, "quiet"))

    def redraw(self) -> None:
        """Draw both answers under the cursor, and how far the choices are."""
        pairing, one = self._pairing, self._current
        if pairing is None:
            return
        number, left = len(pairing.differences), self._left
        alike = f"{pairing.alike} answers are alike"
        if not number:
            state = f"{alike}. c keeps them as the consensus."
        elif left:
            talk = len(pairing.pile - set(self._choices))
            pile = f", {talk} to discuss" if talk else ""
            state = f"{number - left} of {number} differences settled{pile}; {alike}."
        else:
            state = f"All {number} differences are settled; c keeps the consensus."
        self.query_one("#state", Static).update(state)
        view = self.query_one(PairView)
        view.set_pair(beside(one, pairing, self._choices.get(one.path)) if one else [])

    @property
    def _left(self) -> int:
        assert self._pairing is not None
        return sum(path not in self._choices for path in self._pairing.differences)

    def on_row_list_highlighted(self) -> None:
        """Show another difference."""
        self.redraw()

    def action_source(self) -> None:
        """Show the quote of the first in the report, then that of the second."""
        one = self._current
        sides = [value for value in (one.a, one.b) if value is not None] if one else []
        quoted = [value for value in sides if value.quote or value.page]
        self.add_class("reading")
        if not quoted:
            self.told("Neither gives a page or a quote.")
            self.query_one(SourcePane).read()
            return
        value = quoted[self._quote % len(quoted)]
        self._quote += 1
        self.query_one(SourcePane).go_to(value.report, value.page, value.quote)

    def on_source_pane_left(self) -> None:
        """Give the differences the keys again."""
        self.query_one("#differences").focus()

    def on_source_pane_quoted(self) -> None:
        """Say that a comparison takes no quotes of its own."""
        self.refused(Refused("This is the comparison.", "a gives another answer, with its quote."))

    def action_keep(self) -> None:
        """Keep the consensus; the two entries stay as they are."""
        place, choices = self._place, {**self._choices, **self._added}

        def keep() -> Entry | StillOpen:
            try:
                return two_entries.settle(self.review, place, choices)
            except StillOpen as still:
                return still

        self.run_write(keep, self._kept)

    def _kept(self, entry: Entry | StillOpen) -> None:
        if isinstance(entry, StillOpen):
            self._ask_for(entry.points[0])
            return
        self._choices.clear()
        self._drafts.keep(KEPT, None)
        self.told(f"Agreed: {counted(len(entry.values), 'answer')}. {self.undo_key} takes it back.")
        self.dismiss(None)

    def _ask_for(self, point: OpenPoint) -> None:
        """Ask for what a tool needs besides what the two say, then try to keep it all again."""
        field = self._pairing.form.at(point.path) if self._pairing else None
        if self._pairing is None or field is None:
            self.refused(Refused(point.why))
            return

        def answered(answer: Answered | None) -> None:
            if answer is not None and answer.value is not None:
                value = {point.path: answer.value}
                self._added[point.path] = Choice("another", point.why, value)
                self.action_keep()

        self.app.push_screen(
            EditValue(point.why, field, None, reports=self._pairing.reports), answered
        )

    def action_reopen(self) -> None:
        """Open one's own entry; the comparison is sealed until both are complete again."""
        place = self._place

        def answered(yes: bool | None) -> None:
            if yes:
                self.run_write(
                    lambda: working.finish(
                        self.review, f"s-{place.study}", place.form, part=place.part, done=False
                    ),
                    lambda _: self._leave(),
                )

        text = (
            "The comparison closes until both are complete again. "
            "Choices between answers that stay are kept."
        )
        self.app.push_screen(confirm("Open your entry again?", text, "open it"), answered)

    def action_close(self) -> None:
        """Put the report away, or go back; what is chosen so far is kept on this machine."""
        if self.has_class("reading"):
            self.remove_class("reading")
            self.query_one("#differences").focus()
        else:
            self.dismiss(None)

    def _leave(self) -> None:
        self.dismiss(None)
