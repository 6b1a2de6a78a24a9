"""Two complete entries side by side: one key for each difference, then the consensus."""

from __future__ import annotations

from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.widgets import Static

from extraction import working
from extraction.choices_kept import from_kept, to_kept
from extraction.compare import Difference
from extraction.consensus import Choice
from extraction.drafts import Drafts
from extraction.part import told
from extraction.path import parsed
from extraction.queries import Place
from extraction.screens.editor import Answered, EditValue
from extraction.screens.pairing import Pairing, beside, chosen_words, read_pairing
from extraction.screens.source_pane import Source, SourcePane, sources_of
from extraction.stands import form_title
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import confirm
from review.desk.moving import opens
from review.desk.widgets.pair import PairView
from review.desk.widgets.rows import Cell, Cells, Column, RowList
from review.refusal import Refused

_KEPT = "choices"


class Differences(RowList):
    """The list of differences; Enter goes on to the next that is not settled."""

    BINDINGS: ClassVar[list[BindingType]] = opens("screen.next", "Go on to the next difference.")


class CompareScreen(WorkspaceScreen):
    """The differences of one place, each settled by a key; what is alike is taken as it is."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("compare.first", "f", "first", "Take the first extractor's answer."),
        Action("compare.second", "s", "second", "Take the second extractor's answer."),
        Action("compare.another", "a", "other", "Give another answer, with the reason."),
        Action("compare.discuss", "d", "discuss", "Leave it on the pile to talk about."),
        Action(
            "compare.source", "p", "PDF", "Show both quotes in the report, one after the other."
        ),
        Action("compare.open", "x", "leave open", "Take the choice back.", shown=False),
        Action(
            "compare.next", "n", "next", "Go to the next difference that is not settled.", False
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
        super().__init__()
        self._place = place
        self._pairing: Pairing | None = None
        self._choices: dict[str, Choice] = {}
        self._discuss: set[str] = set()
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

    def _read(self, connection: Connection) -> tuple[Pairing, tuple[Source, ...]]:
        pairing = read_pairing(connection, self._place)
        return pairing, sources_of(self.review, connection, pairing.study)

    @property
    def _drafts(self) -> Drafts:
        return Drafts(self.review.store.copy_id, self.review.person, self._place)

    def _keep_choices(self) -> None:
        """Keep what is chosen so far, and the pile to discuss, on this machine."""
        assert self._pairing is not None
        kept = to_kept(self._choices, self._discuss, self._pairing.differences)
        if not self._drafts.keep(_KEPT, kept):
            self.told("Choices are lost when you leave: the disk takes no drafts.")

    def _show(self, read: tuple[Pairing, tuple[Source, ...]]) -> None:
        pairing, sources = read
        self._pairing = pairing
        self.query_one(SourcePane).set_sources(sources)
        self._choices, self._discuss = from_kept(self._drafts.all().get(_KEPT), pairing.differences)
        part = told(pairing.form.scope, self._place.part)
        names = f"{pairing.first} and {pairing.second}"
        about = f"{pairing.study.name}: {form_title(pairing.form)}{part}. {names}"
        self.query_one("#about", Static).update(one_line(about))
        rows = self.query_one("#differences", RowList)
        rows.set_empty("All is alike: c keeps it.")
        rows.set_rows(list(pairing.differences), lambda ids: [self._cells(one) for one in ids])
        self._draw()

    def _cells(self, path: str) -> Cells:
        assert self._pairing is not None
        one = self._pairing.differences[path]
        choice = self._choices.get(path)
        words = chosen_words(choice, self._pairing, one)
        if path in self._discuss:
            words = "~ discuss"
        taken = Cell(words, "good" if choice else "warn")
        row = (one.a or one.b) if one.kind == "row" else None
        name = f"{one.name}: {row.value}" if row is not None else one.name
        return (taken, name, Cell(one.kind, "quiet"))

    def _draw(self) -> None:
        pairing, one = self._pairing, self._current
        if pairing is None:
            return
        number, left = len(pairing.differences), self._left
        alike = f"{pairing.alike} answers are alike"
        if not number:
            state = f"{alike}. c keeps them as the consensus."
        elif left:
            pile = f", {len(self._discuss)} to discuss" if self._discuss else ""
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

    @property
    def _current(self) -> Difference | None:
        current = self.query_one("#differences", RowList).current
        return self._pairing.differences.get(current or "") if self._pairing else None

    def on_row_list_highlighted(self) -> None:
        """Show another difference."""
        self._draw()

    def action_first(self) -> None:
        """Take the first extractor's answer."""
        self._choose(Choice("first"))

    def action_second(self) -> None:
        """Take the second extractor's answer."""
        self._choose(Choice("second"))

    def _choose(self, choice: Choice, path: str = "") -> None:
        one = self._current
        if one is None:
            return
        self._choices[path or one.path] = choice
        self._discuss.discard(path or one.path)
        self._keep_choices()
        self.query_one("#differences", RowList).refresh_rows()
        self.action_next()

    def action_discuss(self) -> None:
        """Leave the difference on the pile to talk about."""
        one = self._current
        if one is None:
            return
        self._choices.pop(one.path, None)
        self._discuss.add(one.path)
        self._keep_choices()
        self.query_one("#differences", RowList).refresh_rows()
        self.action_next()

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

    def action_another(self) -> None:
        """Ask for another answer and the reason."""
        one, pairing = self._current, self._pairing
        if one is None or pairing is None:
            return
        parts, field = parsed(one.path), pairing.form.at(one.path)
        if field is None or parts is None or parts.is_row:
            why = "A whole row is kept or left out: f or s."
            self.refused(Refused(why, "Open your entry with o to change what is in it."))
            return

        def answered(answer: Answered | None) -> None:
            if answer is not None and answer.value is not None:
                self._choose(Choice("another", answer.why, {one.path: answer.value}), one.path)

        start = one.a or one.b
        editor = EditValue(one.name, field, start, reports=pairing.reports, ask_why=True)
        self.app.push_screen(editor, answered)

    def action_open(self) -> None:
        """Take the choice under the cursor back."""
        if self._current is not None:
            self._choices.pop(self._current.path, None)
            self._discuss.discard(self._current.path)
            self._keep_choices()
            self.query_one("#differences", RowList).refresh_rows()
            self._draw()

    def action_next(self) -> None:
        """Go to the next difference without a choice; those to discuss come last."""
        rows = self.query_one("#differences", RowList)
        ids = list(rows.ids)
        turned = [*ids[rows.cursor + 1 :], *ids[: rows.cursor + 1]]
        left = [path for path in turned if path not in self._choices]
        fresh = [path for path in left if path not in self._discuss]
        if left:
            rows.go_to((fresh or left)[0])
        self._draw()

    def action_keep(self) -> None:
        """Keep the consensus; the two entries stay as they are."""
        place, choices = self._place, dict(self._choices)
        self.run_write(lambda: working.settle(self.review, place, choices), self._kept)

    def _kept(self, entry: object) -> None:
        self._choices.clear()
        self._drafts.keep(_KEPT, None)
        values = getattr(entry, "values", {})
        self.told(f"Agreed: {len(values)} answers. u takes it back.")
        self.dismiss(None)

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
