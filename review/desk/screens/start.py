"""The start: no review was found here; make one, open one, or try the sample."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, ProgressBar, Static
from textual.widgets.option_list import Option

from review.clean import drawable
from review.desk.action import Action
from review.desk.base import WorkScreen
from review.desk.forms import Ask, Check, FormScreen, Values
from review.desk.widgets.choices import Choices
from review.desk.widgets.key_line import KeyLine
from review.finding import NAME, find
from review.refusal import Refused

_NEW_FOLDER = "made here if there is none of this name; . is the folder that you are in"
_NEAR = 5  # reviews in the folders below that are offered
_CHOICES = {
    "make": "Make a new review",
    "open": "Open a review that is elsewhere",
    "sample": "Try the sample review (invented records)",
}


class StartScreen(WorkScreen[None]):
    """Three ways to begin, after the reviews that lie in folders of this one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("start.make", "n", "new", "Make a new review in a folder."),
        Action("start.open", "o", "open", "Open a review by its folder, file or database URL."),
        Action("start.sample", "s", "sample", "Make the sample review and look around in it."),
    )
    DEFAULT_CSS = """
    StartScreen {
        align: center middle;
        & > Vertical { width: 64; max-width: 100%; height: auto; }
        & .title { text-style: bold; }
        & .about { margin-bottom: 1; }
        & OptionList, & OptionList:focus { height: auto; border: none; padding: 0; }
        & .working { margin-top: 1; height: auto; display: none; }
        & ProgressBar { display: none; }
        &.-working .working, &.-working ProgressBar { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._near: list[str] = []

    def compose(self) -> ComposeResult:
        """Show the reviews in the folders below, and the three ways."""
        self._near = _reviews_below(self.host.shell.folder)
        with Vertical():
            yield Static("Review", classes="title", markup=False)
            yield Static(
                f"Systematic reviews done by two people.\n\n{drawable(self.host.why_start)}",
                classes="about",
                markup=False,
            )
            here = (Option(Content(f"Open the review in {drawable(name)}/")) for name in self._near)
            ways = (Option(Content(words), id=way) for way, words in _CHOICES.items())
            yield Choices(*here, *ways)
            yield Static("", classes="working", markup=False)
            yield ProgressBar(show_eta=False, show_percentage=False)
        yield KeyLine()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Begin in the chosen way."""
        event.stop()
        if event.option_id is None:
            self.host.open_at(str(self._path(self._near[event.option_index])))
        else:
            getattr(self, f"action_{event.option_id}")()

    def action_make(self) -> None:
        """Ask for folder, title and names."""
        lines = (
            Ask("folder", "Folder", "review", told=_NEW_FOLDER, path=True),
            Ask("title", "Title", hint="what the review is about"),
            Ask(
                "names",
                "Reviewers",
                hint="two names, such as: anna bo",
                told="two names, such as: anna bo. The first is you, and leads.",
            ),
            Ask("adjudicator", "Adjudicator", hint="who settles conflicts; may stay empty"),
        )
        about = "Makes a folder with the review in it. Title, people, protocol can change later."
        self._ask("A new review", lines, self._check_new, self._make, about)

    def action_open(self) -> None:
        """Ask where the review is."""
        lines = (Ask("place", "Review", hint="folder, file or postgresql://...", path=True),)
        self._ask("Open a review", lines, self._check_place, self._open)

    def action_sample(self) -> None:
        """Ask where the sample goes."""
        lines = (Ask("folder", "Folder", "sample-review", told=_NEW_FOLDER, path=True),)
        about = "Two invented reviewers screen 3,221 invented records; this takes a while."
        self._ask("The sample review", lines, self._check_folder, self._sample, about)

    def _ask(
        self,
        title: str,
        lines: Sequence[Ask],
        check: Check,
        then: Callable[[Values], None],
        about: str = "",
    ) -> None:
        folder = self.host.shell.folder

        def answered(values: dict[str, str] | None) -> None:
            if values is not None:
                then(values)

        self.app.push_screen(FormScreen(title, lines, check, about=about, folder=folder), answered)

    def _check_folder(self, values: Values) -> tuple[str, str] | None:
        if not values["folder"]:
            return "folder", "Give a folder, or . for this one."
        if self._path(values["folder"]).is_file():
            return "folder", f"There is a review in {values['folder']} already."
        return None

    def _check_new(self, values: Values) -> tuple[str, str] | None:
        if wrong := self._check_folder(values):
            return wrong
        if not values["title"]:
            return "title", "Give the review a title."
        if not _names(values["names"]):
            return "names", "Name at least one reviewer; a review needs two to be independent."
        return None

    def _check_place(self, values: Values) -> tuple[str, str] | None:
        location = find(self.host.shell.folder, values["place"] or ".")
        if "://" not in location and not Path(location).is_file():
            return "place", f"There is no review at {location}."
        return None

    def _path(self, folder: str) -> Path:
        return self.host.shell.folder / Path(folder).expanduser() / NAME

    def _make(self, values: Values) -> None:
        names = _names(values["names"])
        location = str(self._path(values["folder"]))

        def make() -> None:
            from review.beginning import begin

            projectors = self.host.shell.projectors()
            adjudicators = _names(values["adjudicator"])
            begin(location, values["title"], names, adjudicators, None, projectors).store.close()

        def made(_nothing: None) -> None:
            self.host.shell.person = names[0]
            self.host.open_at(location)

        self.run_write(make, made)

    def _open(self, values: Values) -> None:
        self.host.open_at(find(self.host.shell.folder, values["place"] or "."))

    def _sample(self, values: Values) -> None:
        shell, folder = self.host.shell, values["folder"]
        self.add_class("-working")

        def make() -> None:
            talk = _Talk(self)
            with redirect_stdout(io.StringIO()), redirect_stderr(talk):
                code = shell.run(["demo", folder, "--no-open"], shell.folder)
            if code:
                raise Refused("The sample could not be made.", talk.last)

        self.run_write(make, lambda _nothing: self.host.open_at(str(self._path(folder))))

    def refused(self, refusal: Refused) -> None:
        """Say why it did not work, and offer the ways again."""
        self.remove_class("-working")
        super().refused(refusal)

    def say(self, line: str) -> None:
        """Show how far the sample is."""
        self.query_one(".working", Static).update(drawable(line))


class _Talk(io.StringIO):
    """What the sample's commands say, line by line, on the start screen."""

    def __init__(self, screen: StartScreen) -> None:
        super().__init__()
        self._screen, self.last = screen, ""

    def write(self, text: str) -> int:
        """Show the last line of what is said."""
        if line := drawable(text.replace("\r", "\n")).strip().rpartition("\n")[2]:
            self.last = line
            self._screen.app.call_later(self._screen.say, line)
        return len(text)


def _reviews_below(folder: Path) -> list[str]:
    """Return the names of the folders in `folder` that hold a review, the first few."""
    try:
        return sorted(found.parent.name for found in folder.glob(f"*/{NAME}"))[:_NEAR]
    except OSError:
        return []


def _names(typed: str) -> list[str]:
    return typed.replace(",", " ").split()
