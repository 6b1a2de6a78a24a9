"""The text of a study's reports beside its form, to choose quotes from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action, bindings
from review.desk.dialogs import Option, ask_choice, ask_text
from review.desk.widgets.passage import Passage
from review.desk.widgets.wrapping import fit
from review.ids import shown_record
from review.record import short_authors
from review.records.lookup import shown_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.desk.base import WorkScreen
    from review.files.pdf_text import PdfText
    from review.ledger.ledger import Review
    from review.studies import Study

_NO_TEXT = "This page has no text that can be read; it may be a picture."
_NO_FILE = "No PDF is attached to this report. Workspace 6 attaches one: e."


@dataclass(frozen=True, slots=True)
class Source:
    """A report of the study, with its file where one is attached and there."""

    report: str  # shown id
    title: str
    file: Path | None


def sources_of(review: Review, connection: Connection, study: Study) -> tuple[Source, ...]:
    """Return the study's reports in their order, each with its newest file."""
    from review.reports.retrieving import file_of

    records = shown_of(connection, study.reports)
    found = []
    for set_id in study.reports:
        record = records[set_id]
        path = file_of(review, connection, record)
        title = f"{short_authors(record.authors)} {record.year or ''} {record.title}"
        there = path if path is not None and path.is_file() else None
        found.append(Source(shown_record(set_id), one_line(title), there))
    return tuple(found)


class SourcePane(Vertical):
    """One page of one report; posts `Quoted` when a passage is taken."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("source.quote", "enter", "quote", "Put the chosen words, page and report there."),
        Action("source.answer", "a", "answer", "Take the chosen words as the answer as well."),
        Action("source.find", "slash", "find", "Find words in the whole text."),
        Action("source.again", "full_stop", "again", "Find the same words further on.", False),
        Action("source.next-page", "n", "next page", "Turn to the next page."),
        Action("source.previous-page", "b", "page back", "Turn to the page before.", False),
        Action("source.page", "g", "page", "Go to a page by its number.", False),
        Action("source.report", "r", "report", "Read another report of the study.", False),
        Action("source.leave", "escape,p", "to the form", "Go back to the form."),
    )
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS)]
    DEFAULT_CSS = """
    SourcePane {
        & > #source { height: 1; padding: 0 1; color: $text-muted; text-style: underline; }
        & > Passage { height: 1fr; scrollbar-gutter: stable; }
    }
    """

    @dataclass
    class Quoted(Message):
        """A passage was taken; `answer` where it is to be the answer as well."""

        report: str
        page: str
        text: str
        answer: bool

    class Left(Message):
        """The person goes back to the form."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._sources: Sequence[Source] = ()
        self._texts: dict[Path, PdfText] = {}
        self._here = 0
        self._page = 1
        self._words = ""
        self._head = ""  # which page, behind the title

    def compose(self) -> ComposeResult:
        """Show which report and page, then the text."""
        yield Static("", id="source", markup=False)
        yield Passage()

    @property
    def _screen(self) -> WorkScreen[Any]:
        return cast("WorkScreen[Any]", self.screen)

    @property
    def _passage(self) -> Passage:
        return self.query_one(Passage)

    @property
    def _source(self) -> Source | None:
        return self._sources[self._here] if self._sources else None

    def set_sources(self, sources: Sequence[Source]) -> None:
        """Take the study's reports; what is open stays open."""
        before = self._source
        self._sources = tuple(sources)
        reports = [one.report for one in sources]
        if before is not None and before.report in reports:
            self._here = reports.index(before.report)
        else:
            first = next((n for n, one in enumerate(sources) if one.file), 0)
            self._here = first
            self._turn(1)

    def read(self) -> None:
        """Give the text the keys."""
        self._passage.focus()

    def go_to(self, report: str, page: str, quote: str) -> None:
        """Turn to the place of a quote: its page where that is told, else wherever it stands."""
        place = next((n for n, one in enumerate(self._sources) if one.report == report), None)
        if place is not None:
            self._here = place
        told = re.search(r"\d+", page)  # as in `p. 4`; an appendix has none
        number = int(told[0]) if told else 0
        if quote:
            self._words = quote
            self._look(max(number, 1))
        else:
            self._turn(max(number, 1))

    def _turn(self, number: int, words: str = "") -> None:
        """Read a page outside the drawing thread and show it, with `words` chosen."""
        source = self._source
        if source is None or source.file is None:
            self._show_none()
            return
        file = source.file

        from review.files.pdf_text import flowing

        def load(_connection: object) -> tuple[PdfText, int, str]:
            text = self._opened(file)
            there = max(1, min(number, text.pages))
            return text, there, flowing(text.page(there))

        self._screen.run_read(load, partial(self._show, words=words), group="source")

    def _opened(self, file: Path) -> PdfText:
        from review.files.pdf_text import PdfText

        if file not in self._texts:
            self._texts[file] = PdfText(file)
        return self._texts[file]

    def _show(self, read: tuple[PdfText, int, str], words: str) -> None:
        text, self._page, page = read
        self._head = (
            f"{self._here + 1} of {len(self._sources)}  " if len(self._sources) > 1 else ""
        ) + f"page {self._page} of {text.pages}"
        self._tell()
        self._passage.show(page or _NO_TEXT, words)

    def on_resize(self) -> None:
        """Fit the title to the new width."""
        self._tell()

    def _tell(self) -> None:
        """Say which report and page is shown."""
        title = one_line(self._source.title) if self._source else ""
        width = max(self.size.width - 4 - len(self._head), 8)
        self.query_one("#source", Static).update(f"{fit(title, width)}  {self._head}")

    def _show_none(self) -> None:
        self._head = ""
        self._tell()
        self._passage.show(_NO_FILE)

    def action_quote(self) -> None:
        """Give the chosen words to the form."""
        self._give(answer=False)

    def action_answer(self) -> None:
        """Give the chosen words to the form, as the answer too."""
        self._give(answer=True)

    def _give(self, *, answer: bool) -> None:
        source, chosen = self._source, self._passage.chosen
        if source is None or source.file is None or not chosen:
            self._screen.told("There is nothing to quote here.")
            return
        self.post_message(self.Quoted(source.report, str(self._page), chosen, answer))

    def action_next_page(self) -> None:
        """Turn to the next page."""
        self._turn(self._page + 1)

    def action_previous_page(self) -> None:
        """Turn to the page before."""
        self._turn(self._page - 1)

    def action_page(self) -> None:
        """Ask for a page and turn to it."""

        def turn(typed: str | None) -> None:
            if typed and typed.isdecimal():
                self._turn(int(typed))

        self.app.push_screen(ask_text("Go to a page", "Its number"), turn)

    def action_find(self) -> None:
        """Ask for words, and turn to the page that has them."""

        def find(words: str | None) -> None:
            if words:
                self._words = words
                self._look(self._page)

        self.app.push_screen(ask_text("Find in the text", "", self._words), find)

    def action_again(self) -> None:
        """Turn to the next page that has the words."""
        self._look(self._page + 1)

    def _look(self, start: int) -> None:
        source, words = self._source, self._words
        if source is None or source.file is None or not words:
            self._turn(start)
            return
        file = source.file

        def found(number: int | None) -> None:
            if number is None:
                self._screen.told(f"“{words}” is nowhere in this text.")
                self._turn(start)
            else:
                self._turn(number, words)

        self._screen.run_read(
            lambda _c: self._opened(file).find(words, start), found, group="source-find"
        )

    def action_report(self) -> None:
        """Choose another report of the study."""
        options = [
            Option(str(n), one.title + ("" if one.file else " (no PDF)"))
            for n, one in enumerate(self._sources)
        ]

        def chosen(number: str | None) -> None:
            if number is not None:
                self._here = int(number)
                self._turn(1)

        if len(options) > 1:
            self.app.push_screen(ask_choice("Which report?", options), chosen)
        else:
            self._screen.told("The study has this report only.")

    def action_leave(self) -> None:
        """Go back to the form."""
        self.post_message(self.Left())
