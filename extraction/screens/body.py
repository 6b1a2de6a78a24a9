"""One body of evidence: its sentence, each domain with its reason, and its studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from sqlalchemy import Connection
from textual.app import ComposeResult

from extraction.certainty import queries
from extraction.certainty.judgement import Judgement
from extraction.screens.body_text import TWO, Opened, blocks, known
from extraction.screens.grading import ask_adoption, ask_judgement, ask_which_holds
from extraction.screens.studies_behind import open_studies
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Paper
from review.refusal import Refused
from review.studies import all_studies

if TYPE_CHECKING:
    from review.commands.shell import Shell

LANGUAGES = {"en": "nb", "nb": "en"}  # what the key changes each to


class BodyScreen(WorkspaceScreen):
    """A body of evidence: its sentence, each domain with its reason, and its studies."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("body.judge", "g", "judge", "Judge how certain it is, domain by domain."),
        Action("body.adopt", "a", "adopt", "Adopt the judgement of a review's authors."),
        Action("body.agree", "y", "agree", "Of two judgements, say which one holds."),
        Action("body.studies", "s", "studies", "Open the studies of the body."),
        Action("body.language", "l", "language", "English or Norwegian."),
        Action("body.close", "escape,backspace", "back", "Go back to the list."),
    )
    DEFAULT_CSS = "BodyScreen Paper { height: 1fr; }"

    def __init__(self, body: str, language: str) -> None:
        super().__init__()
        self._body_id, self._language = body, language
        self._seen: Opened | None = None

    def body(self) -> ComposeResult:
        """Show one text."""
        yield Paper()

    def on_mount(self) -> None:
        """Give the text the keys."""
        self.query_one(Paper).focus()

    def reload(self) -> None:
        """Read what this person may see now."""
        self.run_read(self._read, self._show, group="body")

    def _read(self, connection: Connection) -> Opened | None:
        viewer = self.review.person or ""
        found = [one for one in queries.findings(connection) if one.body.id == self._body_id]
        if not found:
            return None
        wanted = {study for study, _number in found[0].body.studies}
        return Opened(
            found[0],
            queries.phrasing(connection),
            queries.visible_grades(connection, viewer, self._body_id),
            queries.two_grade(connection),
            tuple(s for s in all_studies(connection, only_included=False) if s.id in wanted),
        )

    def _show(self, seen: Opened | None) -> None:
        self._seen = seen
        if seen is None:
            self.action_close()
            return
        self.query_one(Paper).set_content(list(blocks(seen, self._language)), keep=True)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to agree only where two judged, and studies only where there are some."""
        seen = self._seen
        if action == "agree":
            return seen is not None and len(known(seen)) >= TWO
        if action == "studies":
            return seen is not None and bool(seen.studies)
        return super().check_action(action, parameters)

    @property
    def _before(self) -> Judgement | None:
        """The judgement that a form begins with: this person's own, else the one that holds."""
        if self._seen is None:
            return None
        own = self._seen.apart.get(self.review.person or "")
        return own.judgement if own else self._seen.finding.judgement

    def action_judge(self) -> None:
        """Ask for a judgement."""
        if self._seen:
            folder = cast("Shell", self.host.shell).folder
            ask_judgement(self, folder, self._seen.finding.body, self._before, settles=False)

    def action_adopt(self) -> None:
        """Ask for the authors' judgement."""
        if self._seen:
            folder = cast("Shell", self.host.shell).folder
            ask_adoption(self, folder, self._seen.finding.body, self._before)

    def action_agree(self) -> None:
        """Ask whose judgement holds."""
        if self._seen:
            folder = cast("Shell", self.host.shell).folder
            ask_which_holds(self, folder, self._seen.finding.body, known(self._seen))

    def action_studies(self) -> None:
        """Open the studies."""
        if self._seen is None or not self._seen.studies:
            self.refused(Refused("The body names no included study.", "`review evidence add`."))
            return
        open_studies(self, self._seen.finding.body.name, self._seen.studies)

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = LANGUAGES[self._language]
        self._show(self._seen)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)
