"""The top line: the workspaces with their keys, the review and the person."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from rich.segment import Segment
from textual.events import Click
from textual.strip import Strip
from textual.widget import Widget

from review.clean import one_line
from review.desk.widgets.wrapping import fit

if TYPE_CHECKING:
    from review.desk.host import Host

_TITLE = 16  # cells below which a cut title says nothing


class TopLine(Widget):
    """One line; where it is narrow, only the workspace in front shows its name."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"top--here", "top--key", "top--who"}
    DEFAULT_CSS = """
    TopLine {
        dock: top;
        height: 1;
        background: $panel;
        & > .top--here { background: $primary; color: $text; text-style: bold; }
        & > .top--key { color: $text-muted; }
        & > .top--who { color: $text-primary; text-style: bold; }
        &:nocolor > .top--here { background: $background; color: $foreground;
                                 text-style: bold reverse; }
    }
    """

    def render_line(self, y: int) -> Strip:
        """Draw workspaces on the left, person and review on the right."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        here = self.get_component_rich_style("top--here")
        key = self.get_component_rich_style("top--key")
        segments = [
            Segment(text, here if workspace == self._here else key)
            for workspace, text in self._tabs(width)
        ]
        room = width - sum(cell_len(segment.text) for segment in segments) - 1
        who = self._who(room)
        segments.append(Segment(" " * (room - cell_len(who)), self.rich_style))
        segments.append(Segment(who + " ", self.get_component_rich_style("top--who")))
        return Strip(segments).crop(0, width)

    def on_click(self, event: Click) -> None:
        """Go to the workspace that was clicked."""
        left = 0
        for workspace, text in self._tabs(self.size.width):
            left += cell_len(text)
            if event.x < left:
                self._host.action_workspace(workspace)
                return

    @property
    def _host(self) -> Host:
        return cast("Host", self.app)

    @property
    def _here(self) -> str:
        return self.app.current_mode

    def _tabs(self, width: int) -> list[tuple[str, str]]:
        """Return each workspace's id and drawn text."""
        tabs = [(w.id, f" {w.key} {w.title.lower()} ") for w in self._host.workspaces]
        if sum(cell_len(text) for _, text in tabs) + len(self._host.person_shown) + 2 <= width:
            return tabs
        return [
            (w.id, text if w.id == self._here else f" {w.key} ")
            for w, (_, text) in zip(self._host.workspaces, tabs, strict=True)
        ]

    def _who(self, room: int) -> str:
        """Return the person and, where there is room, the review's title."""
        person, title = self._host.person_shown, one_line(self._host.review_title)
        left = room - len(person) - 3
        if title and left >= min(cell_len(title), _TITLE):
            return "   ".join(filter(None, (fit(title, left).rstrip(), person)))
        return fit(person, max(room, 0)).rstrip()
