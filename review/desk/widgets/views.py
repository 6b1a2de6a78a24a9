"""One line that names the views of a workspace and says which is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from review.clean import one_line


class Views(Widget):
    """Titles side by side, the shown one in brackets; a click posts `Picked`."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"views--here", "views--other"}
    DEFAULT_CSS = """
    Views {
        height: 1;
        margin-bottom: 1;
        padding: 0 1;
        & > .views--here { text-style: bold; color: $text-primary; }
        & > .views--other { color: $text-muted; }
    }
    """

    @dataclass
    class Picked(Message):
        """The view `id` was clicked."""

        id: str

    def __init__(self, views: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._views = tuple(views)
        self.here = self._views[0][0]

    def set_titles(self, titles: dict[str, str]) -> None:
        """Change the titles of these views."""
        self._views = tuple((view, titles.get(view, title)) for view, title in self._views)
        self.refresh()

    def show(self, view: str) -> None:
        """Mark `view` as the one that is shown."""
        self.here = view
        self.refresh()

    def after(self) -> str:
        """Return the view that follows the shown one."""
        ids = [view for view, _ in self._views]
        return ids[(ids.index(self.here) + 1) % len(ids)]

    def on_click(self, event: Click) -> None:
        """Tell which title was clicked."""
        left = self.styles.padding.left
        for view, text in self._drawn():
            left += cell_len(text)
            if event.x < left:
                self.post_message(self.Picked(view))
                return

    def notify_style_update(self) -> None:
        """Draw anew in the new theme."""
        super().notify_style_update()
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the titles."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        looks = {
            True: self.get_component_rich_style("views--here"),
            False: self.get_component_rich_style("views--other"),
        }
        strip = Strip([Segment(text, looks[view == self.here]) for view, text in self._drawn()])
        return strip.extend_cell_length(width, self.rich_style).crop(0, width)

    def _drawn(self) -> list[tuple[str, str]]:
        return [
            (view, f"[{one_line(title)}] " if view == self.here else f" {one_line(title)}  ")
            for view, title in self._views
        ]
