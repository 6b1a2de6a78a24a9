"""The flow: the PRISMA diagram as it stands; every count opens to what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice
from review.desk.screens.flow_reading import When, behind, counted_as_wished
from review.desk.widgets.diagram import Diagram

if TYPE_CHECKING:
    from review.desk.flow_wish import FlowWish
    from review.editions.edition import Edition
    from review.editions.past import Past
    from review.flow.counts import Flow

_COUNT = re.compile(r"\s*\(n\s=\s[^)]*\)$")  # the list has a count of its own
_NOW = 0  # in the place of an edition's number


class FlowScreen(WorkspaceScreen):
    """The diagram, as wide as the terminal: of now, or as an edition was closed."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("flow.save", "s", "save", "Save the diagram to a file, in any of its formats."),
        Action("flow.boxes", "b", "boxes", "Choose the boxes and rows that the diagram shows."),
        Action("flow.edition", "e", "edition", "Show the flow of a closed edition, or of now."),
        Action("flow.language", "g", "language", "Draw the diagram in the next language."),
        Action("flow.problems", "p", "check", "Say which rules of the arithmetic are broken."),
    )
    DEFAULT_CSS = """
    FlowScreen {
        & Diagram { height: 1fr; margin: 0 1; }
        & .edition { height: 1; padding: 0 1; text-style: bold; display: none; }
        & .edition.-shown { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._flow: Flow | None = None
        self._editions: Sequence[Edition] = ()
        self._number = _NOW
        self._wish: FlowWish | None = None
        self._past: Past | None = None

    def body(self) -> ComposeResult:
        """Show the diagram, below which edition it is of."""
        yield Static("", classes="edition", markup=False)
        yield Diagram()

    def reload(self) -> None:
        """Count anew."""
        self.run_read(
            partial(counted_as_wished, self._at(), self._wished()), self._show, group="flow"
        )

    def on_resize(self) -> None:
        """Draw in the new width."""
        if self._flow is not None:
            self.call_after_refresh(self._draw)

    def on_diagram_chosen(self, event: Diagram.Chosen) -> None:
        """List what a count counts."""
        from review.desk.screens.behind import BehindScreen

        event.stop()
        title = _COUNT.sub("", event.text)
        read = partial(behind, event.open_key, self._at())
        self.app.push_screen(BehindScreen(title, read))

    def action_language(self) -> None:
        """Draw in the language after this one."""
        from review.flow.wording import languages

        known, now = languages(), self._wished().language
        place = known.index(now) if now in known else -1
        self._wants(replace(self._wished(), language=known[(place + 1) % len(known)]))

    def action_boxes(self) -> None:
        """Ask which boxes and rows are drawn."""
        from review.desk.screens.flow_boxes import ask_boxes

        if self._flow is not None:
            ask_boxes(self, self._flow, self._wished(), self._wants)

    def action_edition(self) -> None:
        """Ask which edition is shown."""
        if not self._editions:
            self.told("No edition is closed yet: `review edition close 1`.")
            return
        options = [Option(str(one.number), _about(one)) for one in self._editions]
        options.append(Option(str(_NOW), "now"))
        self.app.push_screen(ask_choice("Which edition", options), self._pick)

    def action_save(self) -> None:
        """Ask for format and file, and write what is shown."""
        from review.desk.screens.flow_saving import ask_where

        if self._flow is not None:
            name = f"prisma-edition-{self._number}" if self._number else "prisma"
            ask_where(self, self._flow, self._wished().language, name)

    def action_problems(self) -> None:
        """Say whether the flow adds up, and what does not."""
        from review.flow.checks import check

        if self._flow is None:
            return
        found = check(self._flow)
        lines = [f"{one.rule}, {one.level}: {one.message}" for one in found]
        self.told("\n".join(lines) or "It adds up: no rule is broken.")

    def _pick(self, answer: str | None) -> None:
        if answer is not None:
            self._number = int(answer)
            self.reload()

    def _wished(self) -> FlowWish:
        from review.desk.flow_wish import remembered

        if self._wish is None:
            self._wish = remembered(self.review.store.review_id)
        return self._wish

    def _wants(self, wish: FlowWish) -> None:
        """Remember a wish and draw by it; what is in the synthesis is counted first."""
        from review.desk.flow_wish import remember

        self._wish = wish
        remember(self.review.store.review_id, wish)
        self.reload()

    def _at(self) -> When:
        """Return of when the flow is shown."""
        from review.editions.past import Past

        if self._past is None:
            self._past = Past(self.review.projectors)
        return When(self._number, self._past, self.host.shell.in_synthesis)

    def _show(self, counted: tuple[Flow, Sequence[Edition]]) -> None:
        self._flow, self._editions = counted
        shown = next((_about(one) for one in self._editions if one.number == self._number), "")
        line = self.query_one(".edition", Static)
        line.update(one_line(shown))
        line.set_class(bool(shown), "-shown")
        self.call_after_refresh(self._draw)

    def _draw(self) -> None:
        from review.flow.as_text import sketch

        if self._flow is None:
            return
        diagram = self.query_one(Diagram)
        width = diagram.scrollable_content_region.width
        diagram.show(sketch(self._flow, self._wished().language, width))


def _about(edition: Edition) -> str:
    why = f": {edition.why}" if edition.why else ""
    return f"Edition {edition.number}, closed {edition.at[:10]} by {edition.by}{why}"
