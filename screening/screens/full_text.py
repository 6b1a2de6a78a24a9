"""The workspace for full texts: getting them, and deciding on each with one reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from review.clean import one_line
from review.desk.action import Action
from review.desk.dialogs import Option, ask_choice, ask_text
from review.desk.forms import Ask, FormScreen, Values
from review.desk.shared import RETRIEVED, key_to
from review.desk.widgets.paper import Block
from review.files.viewer import can_view, view
from review.protocol import FULL_TEXT, Stage
from review.refusal import Refused
from screening.card import Card
from screening.screens.ballots import BallotScreen
from screening.screens.proposing import ask_proposal, settled
from screening.screens.reading import OwnList
from screening.screens.talking import ask_to_send_back
from screening.screens.title_abstract import shared_actions
from screening.screens.words import STATES, blocks_of

STATES_OF_REPORTS = (
    Option("awaiting", "awaiting classification: translation, authors' reply, missing data"),
    Option("ongoing", "ongoing study: no results yet"),
    Option("not-used", "eligible, not used: an overview has a better review of it"),
)
_RETRIEVAL = {
    "": "sought; the full text has not been asked for",
    "requested": "requested, not here yet",
    "retrieved": "retrieved",
    "not-retrieved": "not retrieved; nobody is asked to decide on it",
}


class FullTextScreen(BallotScreen):
    """One report at a time, with how its full text was got."""

    STAGE: ClassVar[Stage] = FULL_TEXT
    LISTS: ClassVar[tuple[OwnList, ...]] = (
        OwnList("to-decide", "To decide"),
        OwnList("to-retrieve", "To retrieve"),
        OwnList("mine", "Decided by me, not revealed"),
        OwnList("maybes", "My maybes"),
        OwnList("noted", "With my notes"),
        OwnList("later", "Put off for later"),
        OwnList("all", "All reports sought"),
    )
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *shared_actions("fulltext", note_shown=False),
        Action("fulltext.requested", "r", "requested", "Note a request for it.", shown=False),
        RETRIEVED,
        Action(
            "fulltext.not-retrieved", "w", "without", "Note that it cannot be got.", shown=False
        ),
        Action("fulltext.read", "v", "read", "Read the PDF here, with search and pages."),
        Action("fulltext.send-back", "b", "send back", "Back to title-abstract.", shown=False),
        Action(
            "fulltext.open-file", "p", "open file", "Open the file of the full text.", shown=False
        ),
        Action(
            "fulltext.one-study",
            "L",
            "one study?",
            "Included reports that may be of one study.",
            shown=False,
        ),
        Action(
            "fulltext.state",
            "a",
            "awaiting",
            "Settle it as awaiting classification, ongoing, or not used.",
            shown=False,
        ),
    )

    def blocks(self, card: Card) -> list[Block]:
        """Return the card, with the log of its full text and its shared state on top."""
        state = _RETRIEVAL[card.retrieval]
        blocks = [Block(f"Full text: {state}", "good" if card.retrieval == "retrieved" else "warn")]
        if card.state in STATES:
            blocks.append(Block(f"State: {STATES[card.state]}", "heading"))
        for line in card.log:
            said = ": ".join(filter(None, (line.state.replace("-", " "), line.via)))
            blocks.append(Block(one_line(f"{line.at[:10]} {said} {line.file}"), "quiet"))
        if card.retrieval in {"", "requested"}:
            keys = (self.key_of(one) for one in ("retrieved", "requested", "not-retrieved"))
            does = zip(keys, ("it is here", "requested", "cannot be got"), strict=True)
            blocks.append(Block("   ".join(f"{key}: {what}" for key, what in does), "quiet"))
        return [*blocks, Block(""), *blocks_of(card)]

    def action_exclude(self) -> None:
        """Exclude it for the criteria that were ticked, or for a reason that is asked for."""
        card = self.decidable()
        if card is None:
            return
        if self.draft(card).fails:
            self.decide("exclude")
            return
        options = [Option(reason.id, reason.en) for reason in self.protocol.reasons]
        if not options:
            why = "A report is excluded for a reason, and the protocol has none."
            self.refused(Refused(why, "`review protocol set FILE.toml`"))
            return
        label = "The first that holds, in the protocol's order"
        self.app.push_screen(ask_choice("Why is it excluded?", options, label), self._exclude)

    def _exclude(self, reason: str | None) -> None:
        if reason is not None:
            self.decide("exclude", reason)

    def action_one_study(self) -> None:
        """List the included reports that may be of one study."""
        from review.desk.screens.study_suggestions import StudySuggestionsScreen

        self.app.push_screen(StudySuggestionsScreen())

    # --- getting the full text -------------------------------------------------------------------

    def action_requested(self) -> None:
        """Note that it was asked for."""
        self._ask("Requested", "Where or from whom: library, authors …", self._got("requested"))

    def action_not_retrieved(self) -> None:
        """Note that it cannot be got."""
        self._ask("Not retrieved", "What was tried", self._got("not-retrieved"))

    def action_retrieved(self) -> None:
        """Note that it is here, and keep its file beside the review."""
        card = self.here()
        if card is None:
            return
        told = "the path of its PDF, a copy of which is kept; empty where it is on paper"
        form = FormScreen(
            "Retrieved",
            (Ask("file", "File", told=told, path=True),),
            self._no_file,
            folder=self.host.shell.folder,
        )
        self.app.push_screen(form, lambda values: self._with_file(card, values))

    def _no_file(self, values: Values) -> tuple[str, str] | None:
        path = self._path(values["file"])
        return ("file", f"There is no file {path}.") if path and not path.is_file() else None

    def _path(self, typed: str) -> Path | None:
        return self.host.shell.folder / Path(typed).expanduser() if typed else None

    def _ask(self, title: str, label: str, then: Callable[[Card, str], None]) -> None:
        card = self.here()
        if card is not None:
            self.app.push_screen(
                ask_text(title, label), lambda text: None if text is None else then(card, text)
            )

    def _with_file(self, card: Card, values: Values | None) -> None:
        if values is not None:
            self._retrieval(card, "retrieved", file=self._path(values["file"]))

    def _got(self, state: str) -> Callable[[Card, str], None]:
        return lambda card, via: self._retrieval(card, state, via=via)

    def _retrieval(
        self, card: Card, state: str, *, file: Path | None = None, via: str = ""
    ) -> None:
        from review.reports.retrieving import record_retrieval

        review, record = self.review, f"r-{card.found.id}"
        self.run_write(
            lambda: record_retrieval(review, record, state, file=file, via=via), self._done
        )

    def _done(self, text: str) -> None:
        self.told(text)
        self.read_anew()

    def action_open_file(self) -> None:
        """Open the attached file here; over ssh, show and copy its path."""
        from review.reports.retrieving import file_of

        card = self.here()
        if card is None:
            return
        review, found = self.review, card.found
        self.run_read(lambda c: file_of(review, c, found), self._open_file, group="file")

    def action_read(self) -> None:
        """Read the attached PDF in the desk."""
        from review.reports.retrieving import file_of

        card = self.here()
        if card is None:
            return
        review, found = self.review, card.found
        self.run_read(
            lambda c: file_of(review, c, found),
            lambda path: self._read_file(found.title, path),
            group="file",
        )

    def _read_file(self, title: str, path: Path | None) -> None:
        from review.desk.screens.pdf import PdfScreen

        there = self._attached(path)
        if there is not None:
            self.app.push_screen(PdfScreen(there, title, self.protocol.terms))

    def _attached(self, path: Path | None) -> Path | None:
        """Return the path where its file is there, else say what to do."""
        if path is None:
            self.refused(Refused("No file is attached.", self._to_attach("one", or_link=True)))
        elif not path.is_file():
            self.refused(Refused(f"The file is not at {path}.", self._to_attach("it again")))
        else:
            return path
        return None

    def _to_attach(self, what: str, *, or_link: bool = False) -> str:
        link = f"; {self.key_of('open-link')} opens its link" if or_link else ""
        return f"{self.key_of('retrieved')} attaches {what}{link}."

    def _open_file(self, path: Path | None) -> None:
        there = self._attached(path)
        if there is None:
            return
        if can_view():
            view(there)
            self.told(f"Opened {there}")
        else:
            self.app.copy_to_clipboard(str(there))
            self.told(f"Copied: {there}")

    def action_send_back(self) -> None:
        """Send the report back to title and abstract."""
        card = self.here()
        if card is not None:
            ask_to_send_back(self, card.found, self._done)

    # --- states that are no verdicts -------------------------------------------------------------

    def action_state(self) -> None:
        """Settle the report as awaiting, ongoing or not used, asking how and why."""
        card = self.here()
        if card is not None:
            self.run_worker(self._settle(card), exclusive=True, group="settle")

    async def _settle(self, card: Card) -> None:
        title = "What is the state of this report?"
        outcome = await self.app.push_screen_wait(ask_choice(title, STATES_OF_REPORTS))
        if outcome is None:
            return
        # Nobody has to have screened it for this, so the two reviewers' own word comes first.
        proposal = await ask_proposal(self.app, outcome, self.STAGE, self.protocol, screened=True)
        if proposal is not None:
            self.run_write(
                lambda: settled(self.review, card.found, self.STAGE, proposal), self._done
            )

    def nothing_yet(self) -> Sequence[str]:
        """Return what comes before full texts."""
        keys = self.host.keys
        return [
            "No full text is sought yet.",
            "",
            f"Titles and abstracts ({key_to('screen', keys)}) come first: what is revealed as an",
            f"include, or settled as one under Conflicts ({key_to('conflicts', keys)}), is sought "
            "here.",
        ]
