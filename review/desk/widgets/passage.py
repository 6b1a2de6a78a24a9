"""A page of text in which words are chosen, with the keyboard or the mouse."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.events import Click, MouseDown, MouseMove, MouseUp
from textual.message import Message

from review.clean import drawable
from review.desk.moving import moves
from review.desk.widgets.paper import Block, Paper

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?][)\]”\"’']?\Z")
_CURSOR, _CHOSEN = "cursor", "chosen"
_PREFIX = "paper--"


class Passage(Paper, inherit_bindings=False):
    """Text with a cursor on a word; from a mark to the cursor the words are chosen.

    Posts `Moved` whenever what is chosen changes.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"{_PREFIX}{_CURSOR}", f"{_PREFIX}{_CHOSEN}"}
    DEFAULT_CSS = """
    Passage {
        & > .paper--chosen { text-style: underline; background: $block-cursor-blurred-background; }
        & > .paper--cursor { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = moves(
        "passage",
        left="word(-1)",
        right="word(1)",
        up="line(-1)",
        down="line(1)",
        choose_left="word(-1, True)",
        choose_right="word(1, True)",
        choose_up="line(-1, True)",
        choose_down="line(1, True)",
        page_up="leaf(-1)",
        page_down="leaf(1)",
        first="edge(0)",
        last="edge(-1)",
        mark="mark",
        sentence="sentence",
    )

    @dataclass
    class Moved(Message):
        """What is chosen has changed."""

        chosen: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._words: list[tuple[int, int]] = []
        self._text = ""
        self._at = 0
        self._mark: int | None = None
        self._extending = False  # since Space was pressed, moving chooses
        self._dragging = False

    @property
    def chosen(self) -> str:
        """The words that are chosen, in one line; without a mark, the word under the cursor."""
        if not self._words:
            return ""
        start, end = self._range()
        return " ".join(self._text[self._words[start][0] : self._words[end][1]].split())

    def show(self, text: str, words: str = "") -> None:
        """Show a page; the cursor goes to `words` where they stand there, with them chosen."""
        self._text = drawable(text).expandtabs(4)  # as `set_content` has it, so that places agree
        self._words = [match.span() for match in _WORD.finditer(self._text)]
        self._at, self._mark, self._extending = 0, None, False
        self.set_content([Block(self._text)])
        if words:
            self.choose(words)
        self._changed()

    def choose(self, words: str) -> bool:
        """Choose the first place where `words` stand, however they are broken into lines."""
        parts = [re.escape(part) for part in words.split()]
        found = re.search(r"\s+".join(parts), self._text, re.IGNORECASE) if parts else None
        if found is None:
            return False
        self._mark, self._at = self._word_at(found.start()), self._word_at(found.end() - 1)
        self._changed()
        return True

    def action_word(self, step: int, choosing: bool = False) -> None:
        """Move by words."""
        self._go(self._at + step, choosing=choosing)

    def action_line(self, step: int, choosing: bool = False) -> None:
        """Move to the word above or below."""
        place = self._line_of(self._at)
        column = self._column(self._at)
        goal = place + step
        while 0 <= goal < len(self._lines) and not self._lines[goal].line.text.strip():
            goal += step
        if 0 <= goal < len(self._lines):
            line = self._lines[goal].line
            self._go(self._word_at(line.start + min(column, len(line.text))), choosing=choosing)

    def action_leaf(self, step: int) -> None:
        """Move by as many lines as are seen."""
        for _ in range(max(1, self.size.height - 1)):
            self.action_line(step)

    def action_edge(self, place: int) -> None:
        """Move to the first or the last word."""
        self._go(len(self._words) - 1 if place < 0 else 0, choosing=False)

    def action_mark(self) -> None:
        """Begin to choose at this word, or stop choosing."""
        self._extending = not self._extending
        self._mark = self._at if self._extending else None
        self._changed()

    def action_sentence(self) -> None:
        """Choose the sentence around the cursor."""
        ends = [n for n, span in enumerate(self._words) if _SENTENCE_END.search(self._word(span))]
        before = [n for n in ends if n < self._at]
        after = [n for n in ends if n >= self._at]
        self._mark = before[-1] + 1 if before else 0
        self._at = after[0] if after else len(self._words) - 1
        self._changed()

    def on_mouse_down(self, event: MouseDown) -> None:
        """Begin to choose at the word that is pressed."""
        event.stop()
        self.focus()
        self._dragging, self._mark = True, None
        self._at = self._under(event.x, event.y)
        self.capture_mouse()
        self._changed()

    def on_mouse_move(self, event: MouseMove) -> None:
        """Choose as far as the mouse is drawn."""
        if self._dragging:
            place = self._under(event.x, event.y)
            if place != self._at:
                self._mark = self._at if self._mark is None else self._mark
                self._at = place
                self._changed()

    def on_mouse_up(self, event: MouseUp) -> None:
        """End choosing."""
        event.stop()
        self._dragging = False
        self.release_mouse()

    def on_click(self, event: Click) -> None:
        """Choose the sentence on a double click."""
        event.stop()
        if event.chain > 1:
            self.action_sentence()

    def _go(self, place: int, *, choosing: bool) -> None:
        if not self._words:
            return
        if choosing or self._extending:
            self._mark = self._at if self._mark is None else self._mark
        else:
            self._mark = None
        self._at = max(0, min(place, len(self._words) - 1))
        self._changed()

    def _changed(self) -> None:
        """Draw the choice and the cursor, and keep the cursor in sight."""
        self._at = max(0, min(self._at, len(self._words) - 1))
        self._lay_out()
        if self._words:
            line, top = self._line_of(self._at), self.scroll_offset.y
            height = max(1, self.scrollable_content_region.height)
            if not top <= line < top + height:
                goal = line if line < top else line - height + 1
                self.scroll_to(0, goal, animate=False, force=True, immediate=True)
        self.post_message(self.Moved(self.chosen))

    def _lay_out(self) -> None:
        super()._lay_out()
        if self._words and self._spans:
            start, end = self._range()
            if self._mark is not None:
                self._spans[0].append((self._words[start][0], self._words[end][1], _CHOSEN))
            self._spans[0].append((*self._words[self._at], _CURSOR))

    def _range(self) -> tuple[int, int]:
        mark = self._at if self._mark is None else self._mark
        return min(mark, self._at), max(mark, self._at)

    def _word(self, span: tuple[int, int]) -> str:
        return self._text[span[0] : span[1]]

    def _word_at(self, offset: int) -> int:
        starts = [start for start, _end in self._words]
        return max(0, bisect_right(starts, offset) - 1)

    def _line_of(self, word: int) -> int:
        start = self._words[word][0] if self._words else 0
        starts = [drawn.line.start for drawn in self._lines]
        return max(0, bisect_right(starts, start) - 1)

    def _column(self, word: int) -> int:
        return self._words[word][0] - self._lines[self._line_of(word)].line.start

    def _under(self, x: int, y: int) -> int:
        number = max(0, min(y + self.scroll_offset.y, len(self._lines) - 1))
        if not self._lines:
            return 0
        line = self._lines[number].line
        left = x - self.gutter.left
        return self._word_at(line.start + max(0, min(left, len(line.text))))
