"""The line of keys at the foot of a screen."""

from __future__ import annotations

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

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Show the keys that work now."""
        shown: list[object] = [
            (active.binding, active.enabled, active.tooltip)
            for active in screen.active_bindings.values()
            if active.binding.show
        ]
        if self._shown != shown and screen.app.app_focus:
            self._shown = shown
            super().bindings_changed(screen)
