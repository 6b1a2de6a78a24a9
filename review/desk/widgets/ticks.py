"""A list to tick: `[x]` and `[ ]`, to be told apart without colour."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.strip import Strip
from textual.widgets import SelectionList
from textual.widgets.option_list import OptionDoesNotExist

from review.desk.moving import moves
from review.desk.widgets.choices import STEPS, Paging

_BUTTON = 3  # pieces that the library draws before the words: left, sign, right


class TickList(Paging, SelectionList[str], inherit_bindings=False):
    """A selection list whose signs differ in shape; the library's differ in colour alone."""

    BINDINGS: ClassVar[list[BindingType]] = moves("list", **STEPS, tick="select")

    def render_line(self, y: int) -> Strip:
        """Draw one line with its sign."""
        line = super().render_line(y)
        try:
            option = self.get_option_at_index(self.scroll_offset.y + y)
        except OptionDoesNotExist:
            return line
        sign = "[x]" if option.value in self.selected else "[ ]"
        pieces = list(line)
        button, words = pieces[1].style, pieces[_BUTTON].style
        # The button's style says which line was clicked, that of the words how to draw.
        style = (words or Style()) + Style(meta=button.meta if button else None)
        return Strip([Segment(sign, style), *pieces[_BUTTON:]])
