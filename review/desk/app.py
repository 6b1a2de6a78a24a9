"""The desk: one app with a mode per workspace, over one opened review."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import SystemCommand
from textual.binding import BindingType
from textual.screen import Screen

from review.desk.base import WorkScreen
from review.desk.host import Host, Shell
from review.desk.messages import ReviewChanged, ReviewOpened, ReviewRefused
from review.desk.opening import collect_again, open_for, there
from review.desk.palette import Palette, commands
from review.desk.places import ground, start_screen
from review.desk.settings import Settings, read_settings, settings_file
from review.desk.shared import GO, SHARED, shared_bindings
from review.desk.theme import DARK, LIGHT, NAMES
from review.desk.watching import Watch
from review.desk.widgets.top import TopLine
from review.desk.workspace import Workspace

if TYPE_CHECKING:
    from review.ledger.ledger import Review

_PROBLEM_SECONDS = 12
_WIDE = 110


class Desk(Host):
    """The app."""

    TITLE = "Review"
    BINDINGS: ClassVar[list[BindingType]] = shared_bindings()
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_WIDE, "-wide")]  # noqa: RUF012 - as Textual has it

    def __init__(
        self, shell: Shell, workspaces: Sequence[Workspace], first: str, settings: Settings
    ) -> None:
        self._location = there(shell)
        self.DEFAULT_MODE = first if self._location else "start"  # type: ignore[misc]
        super().__init__(shell, workspaces)
        self._settings = settings
        self._first = first
        self._watch: Watch | None = None
        self._then: Callable[[], None] | None = None  # what waits for the review to be open
        self._people: tuple[tuple[str, str], ...] = ()
        self.add_mode("start", start_screen)
        self.add_mode("clear", Screen)
        for workspace in workspaces:
            self.add_mode(workspace.id, workspace.screen)
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = NAMES.get(settings.theme, DARK.name)
        self.set_keymap(dict(settings.keys))

    def on_mount(self) -> None:
        """Open the review once the first frame has been drawn."""
        for problem in self._settings.problems:
            self.warn(problem)
        if self._location:
            self.call_after_refresh(self.open_at, self._location)
        else:
            collect_again()

    def on_unmount(self) -> None:
        """Stop watching and let go of the store."""
        self._let_go()

    def warn(self, text: str) -> None:
        """Tell what is wrong with the settings, or with where the review lies."""
        self.notify(text, severity="warning", timeout=_PROBLEM_SECONDS, markup=False)

    def open_at(self, location: str, then: Callable[[], None] | None = None) -> None:
        """Open the review at `location` in a thread, then show it and call `then`."""
        self._then = then
        self.run_worker(partial(open_for, self, self.shell, location), thread=True, group="open")

    def on_review_opened(self, message: ReviewOpened) -> None:
        """Take the opened review, ask who sits here, and show it."""
        before = self.opened.store.location if self.opened else ""
        self._let_go()
        collect_again()
        made = message.opened
        names = [name for name, _roles in made.people]
        person = self.shell.person if self.shell.person in names else ""
        self.opened = replace(made.review, person=person)
        self.review_title, self._people = made.title, made.people
        self._watch = Watch(self, made.review.store)
        if self.current_mode == "start":
            self.switch_mode(self._first)
        elif before and before != made.review.store.location:
            self._clear()
        else:
            self._reload()
        for warning in made.warnings:
            self.warn(warning)
        if self._settings.keys:
            self.call_after_refresh(self._check_keys)
        if self.shell.person and not person:
            self.warn(f"{self.shell.person} is not in the team. The team is: {', '.join(names)}.")
        if not person:
            self.action_person()
        then, self._then = self._then, None
        if then is not None:
            then()

    def on_review_refused(self, message: ReviewRefused) -> None:
        """Say why, and offer to open or make another."""
        collect_again()
        self.why_start = str(message.refusal)
        if self.current_mode == "start":
            self.warn(self.why_start)
        else:
            self.switch_mode("start")

    def on_review_changed(self, _message: ReviewChanged) -> None:
        """Show what is new in the workspace in front."""
        self._reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs a review only when one is open."""
        if action in {"workspace", "undo", "redo", "clashes", "person"} and self.opened is None:
            return False
        return super().check_action(action, parameters)

    def action_person(self) -> None:
        """Ask who sits here; nobody sees what every reviewer may see."""
        from review.desk.seat import ask_who

        ask_who(self, self._people, self._sit_down)

    def action_undo(self) -> None:
        """Take back the person's newest act."""
        from review.desk.undo import undo

        if isinstance(self.screen, WorkScreen):
            undo(self.screen, self._reload)

    def action_redo(self) -> None:
        """Take back the person's last undo."""
        from review.desk.undo import redo

        if isinstance(self.screen, WorkScreen):
            redo(self.screen, self._reload)

    def action_command_palette(self) -> None:
        """Show every command by name."""
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_theme(self) -> None:
        """Change between light and dark."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help(self) -> None:
        """Show every key that works here."""
        from review.desk.help import HelpScreen, key_rows

        self.push_screen(HelpScreen(key_rows(self.screen)))

    def action_help_quit(self) -> None:
        """Leave on Ctrl-C."""
        self.exit()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Give the palette every command of the screen in front, then those of the desk."""
        return commands(self, screen, self._settings.keys)

    @property
    def _review(self) -> Review:
        assert self.opened is not None
        return self.opened

    def _sit_down(self, person: str | None) -> None:
        """Go on as `person`; None keeps who sat here before."""
        before = self._review.person
        if person is None or person == before:
            return
        self.opened = replace(self._review, person=person)
        self.shell.person = person
        if before:
            self._clear()
        else:
            self._reload()

    def _clear(self) -> None:
        from review.desk.seat import clear_desk

        self.run_worker(clear_desk(self), group="seat")

    def _reload(self) -> None:
        """Let the screens in front show what the review holds now."""
        for screen in self.screen_stack:
            screen.refresh_bindings()
            for line in screen.query(TopLine):
                line.refresh()
            if isinstance(screen, WorkScreen) and self.opened is not None:
                screen.reload()

    def _check_keys(self) -> None:
        """Tell which remapped keys cannot be, and give those commands their own keys again."""
        from review.desk.remapping import checked, over_workspaces

        made = {workspace.title: workspace.screen() for workspace in self.workspaces}
        screens = {title: screen.ACTIONS for title, screen in made.items()}
        packages = {type(screen).__module__.rpartition(".")[0] for screen in made.values()}
        over = over_workspaces([*packages, "review.desk", "review.desk.screens"])
        self._settings, problems = checked(self._settings, (*SHARED, *GO), screens, over)
        self.keys = self._settings.keys
        self.set_keymap(dict(self._settings.keys))
        for problem in problems:
            self.warn(problem)

    def _let_go(self) -> None:
        if self._watch is not None:
            self._watch.stop()
        if self.opened is not None:
            self.opened.store.close()
            self.opened = None


def run(shell: Shell, slice_workspaces: Sequence[Workspace], workspace_id: str = "") -> None:
    """Show the desk until the person leaves it, beginning in a workspace (by default overview)."""
    settings = read_settings(settings_file())
    if settings.theme == "none":
        os.environ["NO_COLOR"] = "1"
    workspaces = sorted((*ground(), *slice_workspaces), key=lambda workspace: workspace.key)
    Desk(shell, workspaces, workspace_id or "overview", settings).run()
