"""The line of keys at the foot of a screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer


class KeyLine(Footer):
    """A footer that is made anew only where the keys in it are others than before.

    Textual's own does so whenever anything might have changed, which is at every opening and after
    every act: ten milliseconds each.
    """

    _shown: list[object] | None = None

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)

    def compose(self) -> ComposeResult:
        """Draw the keys, and remember which: what is asked for behind a dialog may never come."""
        shown = _shown_of(self.screen)
        for key in super().compose():
            self._shown = shown  # only now: before the screen is ready there is no key
            yield key

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys that work now."""
        if self._shown != _shown_of(screen) and screen.app.app_focus:
            super().bindings_changed(screen)


def _shown_of(screen: Screen[object]) -> list[object]:
    return [
        (active.binding, active.enabled, active.tooltip)
        for active in screen.active_bindings.values()
        if active.binding.show
    ]
