"""A pane of text to read: title, authors and abstract, wrapped, scrolled and highlighted.

It draws lines itself (Line API), because a new text must be on screen at once after a decision.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import ClassVar, Literal

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from review.clean import drawable
from review.desk.moving import SCROLLING, moves
from review.desk.widgets.wrapping import Line, wrap

Look = Literal["title", "heading", "text", "quiet", "good", "warn", "bad"]
_SHAPES = 4  # looks that terms of one kind take in turn
FOUND = "found"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text in one look; an empty text is an empty line."""

    text: str
    look: Look = "text"
    hang: int = 0  # cells by which every line but the first is set in


@dataclass(frozen=True, slots=True)
class _Drawn:
    line: Line
    block: int
    indent: int


class Paper(ScrollView, can_focus=True, inherit_bindings=False):
    """Text in blocks; scrolls with the arrow keys, Page Up and Page Down, Home and End."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"paper--{name}"
        for name in (
            *("title", "heading", "text", "quiet", "good", "warn", "bad"),
            *(f"{kind}-{shape}" for kind in ("include", "exclude") for shape in range(_SHAPES)),
            FOUND,
        )
    }
    DEFAULT_CSS = """
    Paper {
        padding: 0 1;
        overflow-x: hidden;
        & > .paper--title { text-style: bold; }
        & > .paper--heading { color: $text-primary; text-style: bold; }
        & > .paper--quiet { color: $text-muted; }
        & > .paper--good { color: $text-success; }
        & > .paper--warn { color: $text-warning; }
        & > .paper--bad { color: $text-error; }
        & > .paper--include-0 { color: $text-success; text-style: bold underline; }
        & > .paper--include-1 { color: $text-primary; text-style: bold; }
        & > .paper--include-2 { color: $text-secondary; text-style: bold uu; }
        & > .paper--include-3 { color: $text-accent; text-style: bold overline; }
        & > .paper--exclude-0 { color: $text-error; text-style: italic underline; }
        & > .paper--exclude-1 { color: $text-warning; text-style: italic strike; }
        & > .paper--exclude-2 { color: $text-error; text-style: italic uu; }
        & > .paper--exclude-3 { color: $text-warning; text-style: italic overline; }
        & > .paper--found { text-style: reverse; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = moves("text", **SCROLLING)

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._blocks: list[Block] = []
        self._lines: list[_Drawn] = []
        self._terms: dict[str, re.Pattern[str] | None] = {}
        self._spans: list[list[tuple[int, int, str]]] = []
        self._hits: list[int] = []  # numbers of the lines with something searched for
        self._hit = -1
        self._width = 0
        self._plain: Style | None = None  # asking Textual for it walks up all ancestors

    @property
    def matches(self) -> int:
        """How many lines hold what was searched for."""
        return len(self._hits)

    def set_content(self, blocks: Sequence[Block], *, keep: bool = False) -> None:
        """Show `blocks` from their top, or with `keep` from where the reader is.

        Texts may hold anything; nothing in them is markup.
        """
        self._blocks = [replace(b, text=drawable(b.text).expandtabs(4)) for b in blocks]
        self._lay_out()
        if not keep:
            self.scroll_to(0, 0, animate=False, force=True, immediate=True)

    def set_terms(self, include: Sequence[str] = (), exclude: Sequence[str] = ()) -> None:
        """Mark words that begin so: for inclusion bold, for exclusion italic.

        Terms of a kind take four shapes in turn, so that one is told from the next without colour.
        """
        for kind, terms in (("include", include), ("exclude", exclude)):
            for shape in range(_SHAPES):
                self._terms[f"{kind}-{shape}"] = _beginning(terms[shape::_SHAPES])
        self._lay_out()

    def search(self, text: str) -> int:
        """Mark every `text`, show the first, and return how many lines hold one; "" ends it."""
        pattern = re.compile(re.escape(text), re.IGNORECASE) if text else None
        self._terms[FOUND] = pattern
        self._lay_out()
        self._hit = -1
        self.next_match()
        return self.matches

    def next_match(self, step: int = 1) -> None:
        """Scroll to the next line (or with -1 the one before) with something found."""
        if self._hits:
            self._hit = (self._hit + step) % len(self._hits) if self._hit >= 0 else 0
            self.scroll_to(
                0, max(self._hits[self._hit] - 2, 0), animate=False, force=True, immediate=True
            )

    def on_resize(self) -> None:
        """Wrap anew when the width has changed."""
        if self._text_width() != self._width:
            self._lay_out()

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self._plain = None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the visible part."""
        number = y + self.scroll_offset.y
        width = self.size.width
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, self._plain_style())
        drawn = self._lines[number]
        base = self.get_component_rich_style(f"paper--{self._blocks[drawn.block].look}")
        segments = self._segments(drawn.line, self._spans[drawn.block], base)
        if drawn.indent:
            segments.insert(0, Segment(" " * drawn.indent, base))
        return Strip(segments).extend_cell_length(width, self._plain_style()).crop(0, width)

    def _plain_style(self) -> Style:
        if self._plain is None:
            self._plain = self.rich_style
        return self._plain

    def _text_width(self) -> int:
        return max(self.scrollable_content_region.width, 2)

    def _lay_out(self) -> None:
        self._width = self._text_width()
        self._lines = [
            _Drawn(line, number, block.hang if place else 0)
            for number, block in enumerate(self._blocks)
            for place, line in enumerate(wrap(block.text, self._width, block.hang))
        ]
        self._spans = [self._marks(block.text) for block in self._blocks]
        self._hits = [
            number
            for number, drawn in enumerate(self._lines)
            if any(
                mark == FOUND
                and start < drawn.line.start + len(drawn.line.text)
                and end > drawn.line.start
                for start, end, mark in self._spans[drawn.block]
            )
        ]
        self.virtual_size = Size(self._width, len(self._lines))
        self.refresh()

    def _marks(self, text: str) -> list[tuple[int, int, str]]:
        return [
            (match.start(), match.end(), mark)
            for mark, pattern in self._terms.items()
            if pattern
            for match in pattern.finditer(text)
        ]

    def _segments(
        self, line: Line, spans: Sequence[tuple[int, int, str]], base: Style
    ) -> list[Segment]:
        """Cut a line where marks begin and end, and style each piece."""
        end = line.start + len(line.text)
        inside = [(max(a, line.start), min(b, end), mark) for a, b, mark in spans]
        inside = [(a, b, mark) for a, b, mark in inside if a < b]
        cuts = sorted({line.start, end, *(a for a, _, _ in inside), *(b for _, b, _ in inside)})
        segments = []
        for start, stop in pairwise(cuts):
            style = base
            for a, b, mark in inside:
                if a <= start and stop <= b:
                    style += self.get_component_rich_style(f"paper--{mark}", partial=True)
            segments.append(Segment(line.text[start - line.start : stop - line.start], style))
        return segments


def _beginning(terms: Sequence[str]) -> re.Pattern[str] | None:
    """Return what finds whole words that begin with a term; terms may be of several words."""
    stems = {term.strip().rstrip("*") for term in terms}  # a librarian may write famil*
    kept = sorted(filter(None, stems), key=len, reverse=True)
    if not kept:
        return None
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, kept))})\w*", re.IGNORECASE)
