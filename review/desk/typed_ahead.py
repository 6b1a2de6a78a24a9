"""Letters that were typed before the question that they are for was there.

The key that opens a question is carried out after it has gone from the focus up to the app; letters
pressed meanwhile follow it on that way and would be lost, or be commands. They go into the line of
the question, before those that reach it directly: these were pressed later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widget import Widget

if TYPE_CHECKING:
    from textual.widgets import Input, TextArea


class Ahead:
    """What came too early for one question, until a line of it has the focus and after that."""

    def __init__(self) -> None:
        self._waiting = ""
        self._line: Input | TextArea | None = None
        self._place = (0, 0)  # row and column where the next of it goes
        self._instead = ""  # a text that is typed over, as all of it is chosen at first

    def begin(self, widget: Widget | None) -> None:
        """Take the first line that gets the focus as the one that is meant."""
        from textual.widgets import Input, TextArea

        if self._line is not None or not isinstance(widget, Input | TextArea):
            return
        self._line = widget
        if not isinstance(widget, Input):
            self._place = widget.document.end
        elif widget.select_on_focus:
            self._instead = widget.value
        else:
            self._place = (0, len(widget.value))
        self.take("")

    def take(self, letters: str) -> None:
        """Put letters into the line, now or as soon as there is one."""
        self._waiting += letters
        line, (row, column) = self._line, self._place
        if line is None or not self._waiting:
            return
        from textual.widgets import Input

        if isinstance(line, Input):
            if self._instead and line.value == self._instead:
                line.value = ""
            self._instead, line.select_on_focus = "", False
            line.insert(self._waiting, column)
            line.cursor_position = len(line.value)
        else:
            line.insert(self._waiting, (row, column))
        self._place = (row, column + len(self._waiting))
        self._waiting = ""
