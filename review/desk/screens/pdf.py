"""The text of a PDF over a workspace: page by page, searched."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.dialogs import ask_text
from review.desk.widgets.key_line import KeyLine
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.top import TopLine
from review.desk.widgets.wrapping import fit
from review.protocol import Terms
from review.refusal import Refused

if TYPE_CHECKING:
    from review.files.pdf_text import PdfText

_NO_TEXT = "! This page has no text that can be read; it may be a picture. Escape, then p: viewer."


class PdfScreen(WorkScreen[None]):
    """One page at a time."""

    DEFAULT_CSS = """
    PdfScreen {
        & > .title { height: 1; padding: 0 1; text-style: bold; }
        & > Paper { height: 1fr; margin: 0 1; scrollbar-gutter: stable; }
    }
    """
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("pdf.next-page", "n,right", "next page", "Turn to the next page."),
        Action("pdf.previous-page", "b,left", "back", "Turn to the page before."),
        Action("pdf.page", "g", "page", "Go to a page by its number."),
        Action("pdf.find", "slash", "find", "Find words in the whole text."),
        Action("pdf.again", "full_stop", "again", "Find the same words further on."),
        Action("pdf.leave", "escape,q", "leave", "Go back to the report."),
    )

    def __init__(self, path: Path, title: str, terms: Terms) -> None:
        super().__init__()
        self._path, self._title, self._terms = path, title, terms
        self._text: PdfText | None = None
        self._page = 1
        self._words = ""

    def compose(self) -> ComposeResult:
        """Show title and place, the page, the keys."""
        yield TopLine()
        yield Static(one_line(self._title), classes="title", markup=False)
        yield Paper()
        yield KeyLine()

    def on_mount(self) -> None:
        """Open the file outside the drawing thread."""
        self.query_one(Paper).set_terms(self._terms.include, self._terms.exclude)
        self.query_one(Paper).focus()
        self.query_one(Paper).set_content([Block("Reading …", "quiet")])
        path = self._path
        self.run_read(lambda _c: _opened(path), self._opened, group="pdf")

    def refused(self, refusal: Refused) -> None:
        """Say why, and leave a page that cannot be shown."""
        super().refused(refusal)
        if self._text is None:
            self.query_one(Paper).set_content([Block(refusal.why, "warn"), Block("Escape: back")])

    def _opened(self, text: PdfText) -> None:
        self._text = text
        self._turn(1)

    def action_next_page(self) -> None:
        """Turn to the next page."""
        self._turn(self._page + 1)

    def action_previous_page(self) -> None:
        """Turn to the page before."""
        self._turn(self._page - 1)

    def action_page(self) -> None:
        """Ask for a page and turn to it."""
        self.app.push_screen(ask_text("Go to a page", "Its number"), self._go)

    def _go(self, typed: str | None) -> None:
        if typed and typed.isdecimal():
            self._turn(int(typed))

    def _turn(self, number: int) -> None:
        text = self._text
        if text is not None and 1 <= number <= text.pages:
            self.run_read(lambda _c: text.page(number), partial(self._show, number), group="pdf")

    def _show(self, number: int, page: str) -> None:
        assert self._text is not None
        self._page = number
        place = f"page {number} of {self._text.pages}"
        width = max(self.size.width - 4 - len(place), 0)
        line = f"{fit(one_line(self._title), width)}  {place}"
        self.query_one(".title", Static).update(line)
        lines = page.split("\n") if page else []
        blocks = [Block(line) for line in lines] or [Block(_NO_TEXT, "warn")]
        self.query_one(Paper).set_content(blocks)
        self.query_one(Paper).search(self._words)

    def action_find(self) -> None:
        """Ask for words, and turn to the page that has them."""
        self.app.push_screen(ask_text("Find in the text", "", self._words), self._find)

    def _find(self, words: str | None) -> None:
        if words is not None:
            self._words = words
            self._look(self._page)

    def action_again(self) -> None:
        """Turn to the next page that has the words."""
        self._look(self._page + 1)

    def _look(self, start: int) -> None:
        text, words = self._text, self._words
        if text is None:
            return
        if not words:
            self.query_one(Paper).search("")
            return
        self.run_read(lambda _c: text.find(words, start), self._found, group="pdf")

    def _found(self, number: int | None) -> None:
        if number is None:
            self.told(f"“{self._words}” is nowhere in this text.")
        else:
            self._turn(number)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss()


def _opened(path: Path) -> PdfText:
    from review.files.pdf_text import PdfText

    return PdfText(path)
