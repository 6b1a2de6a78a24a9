"""A workspace with a record in a pane: its list beside it, search, links, protocol, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from review.desk.base import WorkspaceScreen
from review.desk.dialogs import ask_text
from review.desk.widgets.paper import Paper
from review.desk.widgets.rows import Column, RowList
from review.desk.widgets.running import Running
from review.desk.widgets.wrapping import fit
from review.files.viewer import can_view, view
from review.protocol import DEFAULT, Protocol, Stage
from review.refusal import Refused
from screening.screens.words import links_of, protocol_blocks

if TYPE_CHECKING:
    from screening.card import Card


_PATIENCE = 0.3  # seconds after which a search tells how far it is


class PaperScreen(WorkspaceScreen):
    """A line above, the record and its list, a line below."""

    DEFAULT_CSS = """
    PaperScreen {
        #where { height: 1; padding: 0 1; color: $text-muted; }
        #said { height: 1; padding: 0 1; background: $panel; text-style: bold; }
        #desk { height: 1fr; }
        #reading { width: 1fr; height: 1fr; }
        #paper { height: 1fr; }
        /* The room for the scroll bar is kept free, so that lines never have to be broken anew. */
        Paper { scrollbar-gutter: stable; scrollbar-size-vertical: 1; }
        #side { display: none; width: 46; border-left: solid $panel; }
        #criteria { display: none; height: 1fr; }
        #queue { height: 1fr; }
        &.-wide #side { display: block; }
        &.-criteria #side { display: block; }
        &.-criteria #criteria { display: block; }
        &.-criteria #queue { display: none; }
        &.-narrow #desk { layout: vertical; }
        &.-narrow #side { width: 1fr; height: 2fr; border-left: none; border-top: solid $panel; }
        &.-narrow #reading { height: 3fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.protocol: Protocol = DEFAULT
        self._search = ""

    def body(self) -> ComposeResult:
        """Where one is, the record beside its list, and what was said."""
        yield Static(id="where", markup=False)
        with Horizontal(id="desk"):
            with Vertical(id="reading"):
                yield Paper(id="paper")
                yield from self.below()
            with Vertical(id="side"):
                yield RowList((Column("", 9), Column("")), id="queue", empty="")
                yield Paper(id="criteria")
        yield Running("Looking through the records", key="backspace", patience=_PATIENCE)
        yield Static(id="said", markup=False)

    def below(self) -> ComposeResult:
        """Yield what stands under the record; nothing, if not said otherwise."""
        yield from ()

    def on_mount(self) -> None:
        """Begin with the record in focus."""
        self.paper.focus()

    @property
    def paper(self) -> Paper:
        """The pane with the record."""
        return self.query_one("#paper", Paper)

    @property
    def queue(self) -> RowList:
        """The list beside it."""
        return self.query_one("#queue", RowList)

    def take_protocol(self, protocol: Protocol) -> None:
        """Show a protocol's criteria, and mark its terms in the record."""
        self.protocol = protocol
        self.paper.set_terms(protocol.terms.include, protocol.terms.exclude)
        criteria = self.query_one("#criteria", Paper)
        criteria.set_terms(protocol.terms.include, protocol.terms.exclude)
        criteria.set_content(protocol_blocks(protocol))

    @property
    def running(self) -> Running:
        """The line that tells how far a long search is."""
        return self.query_one(Running)

    def here(self) -> Card | None:
        """Return the card that is shown."""
        raise NotImplementedError

    # --- the two lines ---------------------------------------------------------------------------

    def show_lines(self) -> None:
        """Write the line above the record and the line below it."""
        self._line("#where", *self.where())
        self._line("#said", *self.said())

    def _line(self, where: str, left: str, right: str) -> None:
        width = max(self.size.width - 2, 0)
        room = max(width - len(right) - 2, 0)
        line = f"{fit(left, room)}  {right}" if right else fit(left, width)
        self.query_one(where, Static).update(line, layout=False)

    def on_resize(self) -> None:
        """Fit the lines to the new width."""
        self.show_lines()

    def where(self) -> tuple[str, str]:
        """Return the two ends of the upper line."""
        raise NotImplementedError

    def said(self) -> tuple[str, str]:
        """Return the two ends of the lower line."""
        raise NotImplementedError

    # --- commands --------------------------------------------------------------------------------

    def action_criteria(self) -> None:
        """Show or hide the protocol beside the record."""
        self.toggle_class("-criteria")

    def action_protocol(self) -> None:
        """Show the whole protocol, to be edited and written out there."""
        from review.desk.screens.protocol import ProtocolScreen

        self.app.push_screen(ProtocolScreen(), self.came_back)

    def action_rounds(self) -> None:
        """Show the rounds, to be drawn, revealed and closed there."""
        from screening.screens.rounds import RoundsScreen

        self.app.push_screen(RoundsScreen(self.stage_here()), self.came_back)

    def came_back(self, _nothing: None) -> None:
        """Show what was done there."""
        self.reload()

    def action_allocation(self) -> None:
        """Show who screens what, to be shared out and handed over there."""
        from screening.screens.allocation import AllocationScreen

        self.app.push_screen(AllocationScreen(self.stage_here()))

    def action_practice(self) -> None:
        """Begin to practise, or see how one did and go back."""
        from screening.screens.practice import practise

        practise(self, self.stage_here())

    def action_agreement(self) -> None:
        """Show agreement at the stage of what is shown."""
        from screening.screens.agreement import AgreementScreen

        self.app.push_screen(AgreementScreen(self.stage_here()))

    def stage_here(self) -> Stage:
        """Return the stage of what is shown."""
        raise NotImplementedError

    def action_find(self) -> None:
        """Ask for words to mark in the record; the same words again go to the next place."""
        self.app.push_screen(ask_text("Find in the record", "", self._search), self._find)

    def _find(self, text: str | None) -> None:
        if text is None:
            return
        if text and text == self._search and self.paper.matches:
            self.paper.next_match()
            return
        self._search = text
        if not self.paper.search(text) and text:
            self.told(f"“{text}” is not in this record. It stays marked in those that follow.")

    def action_history(self) -> None:
        """Show all that happened to the record, as far as one may see it."""
        from review.desk.screens.record import RecordScreen

        card = self.here()
        if card is not None:
            self.app.push_screen(RecordScreen(card.found.id))

    def action_duplicate(self) -> None:
        """Look for another record of this report, and say that the two are one."""
        from review.desk.screens.same_report import FindOtherScreen

        card = self.here()
        if card is not None:
            record = card.found.id
            self.app.push_screen(
                FindOtherScreen(card.found),
                lambda answer: self._joined(record, answer) if answer else None,
            )

    def _joined(self, record: str, answer: str) -> None:
        self.told(f"{answer} {self.undo_key} takes that back.")
        self.joined(record)

    def joined(self, record: str) -> None:
        """Show what has become of `record`, whose set may be another one now."""
        raise NotImplementedError

    def action_open_link(self) -> None:
        """Open the record's DOI or link here; over ssh, show and copy it."""
        card = self.here()
        links = links_of(card) if card else []
        if not links:
            self.refused(Refused("This record has no DOI and no link."))
        elif can_view():
            view(links[0])
            self.told(f"Opened {links[0]}")
        else:
            self.app.copy_to_clipboard(links[0])
            self.told(f"Copied: {links[0]}")
