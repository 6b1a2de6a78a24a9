"""The bodies of evidence with their certainty; one opens to its domains, reasons and studies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.certainty import queries
from extraction.certainty.judgement import Judgement
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.queries import Grade
from extraction.certainty.sentences import Finding, statement
from extraction.screens.grading import ask_adoption, ask_judgement, ask_which_holds
from extraction.screens.studies_behind import open_studies
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.widgets.paper import Block, Paper
from review.desk.widgets.rows import Cell, Column, RowList
from review.refusal import Refused
from review.studies import Study, all_studies

if TYPE_CHECKING:
    from review.commands.values import Shell

_NONE = (
    "No bodies of evidence yet. `review evidence add` adds one: an outcome at a time, for an "
    "intervention and a comparison; `review evidence set FILE.toml` takes many."
)
_LANGUAGES = {"en": "nb", "nb": "en"}
_TWO = 2


@dataclass(frozen=True, slots=True)
class _Bodies:
    findings: tuple[Finding, ...]
    phrasing: Phrasing


class CertaintyScreen(WorkspaceScreen):
    """Every body of evidence with its certainty and its sentence; Enter opens one."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("certainty.close", "escape,backspace", "back", "Go back to the synthesis."),
        Action("certainty.language", "l", "language", "English or Norwegian."),
    )
    DEFAULT_CSS = """
    CertaintyScreen {
        & #about { height: 1; padding: 0 1; text-style: bold; }
        & RowList { height: 1fr; padding: 0 1; margin-top: 1; }
        & Paper { height: auto; max-height: 6; border-top: solid $panel; }
    }
    """

    def __init__(self, language: str = "en") -> None:
        super().__init__()
        self._language, self._seen = language, _Bodies((), Phrasing())

    def body(self) -> ComposeResult:
        """Show the list, and the sentence of the row below it."""
        yield Static("Certainty of the evidence", id="about", markup=False)
        yield RowList((Column("certainty", 10), Column("level", 12), Column("body of evidence")))
        yield Paper()

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one(RowList).focus()

    def reload(self) -> None:
        """Read what holds now."""
        self.run_read(_bodies, self._show, group="certainty")

    def _show(self, seen: _Bodies) -> None:
        self._seen = seen
        rows = {one.body.id: one for one in seen.findings}
        self.query_one(RowList).set_rows(
            list(rows), lambda ids: [self._cells(rows[one]) for one in ids]
        )
        if not rows:
            self.query_one(Paper).set_content([Block(_NONE, "warn")])
        self._tell(self.query_one(RowList).current)

    def _cells(self, one: Finding) -> tuple[str, Cell, str]:
        signs, label = _level(one, self._seen.phrasing, self._language)
        return signs, Cell(label, "plain" if one.judgement else "quiet"), one_line(one.body.name)

    def _tell(self, body: str | None) -> None:
        for one in self._seen.findings:
            if one.body.id == body:
                said = statement(one, self._language, self._seen.phrasing)
                self.query_one(Paper).set_content([Block(said)])

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        """Say what the body says."""
        self._tell(event.id)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        """Open a body of evidence."""
        event.stop()
        self.app.push_screen(BodyScreen(event.id, self._language))

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = _LANGUAGES[self._language]
        self._show(self._seen)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


@dataclass(frozen=True, slots=True)
class _Opened:
    """One body as this person may see it."""

    finding: Finding
    phrasing: Phrasing
    apart: Mapping[str, Grade]
    two: bool
    studies: tuple[Study, ...]


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
        self._seen: _Opened | None = None

    def body(self) -> ComposeResult:
        """Show one text."""
        yield Paper()

    def on_mount(self) -> None:
        """Give the text the keys."""
        self.query_one(Paper).focus()

    def reload(self) -> None:
        """Read what this person may see now."""
        self.run_read(self._read, self._show, group="body")

    def _read(self, connection: Connection) -> _Opened | None:
        viewer = self.review.person or ""
        found = [one for one in queries.findings(connection) if one.body.id == self._body_id]
        if not found:
            return None
        wanted = {study for study, _number in found[0].body.studies}
        return _Opened(
            found[0],
            queries.phrasing(connection),
            queries.visible_grades(connection, viewer, self._body_id),
            queries.two_grade(connection),
            tuple(s for s in all_studies(connection, only_included=False) if s.id in wanted),
        )

    def _show(self, seen: _Opened | None) -> None:
        self._seen = seen
        if seen is None:
            self.action_close()
            return
        self.query_one(Paper).set_content(list(_blocks(seen, self._language)), keep=True)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to agree only where two judged, and studies only where there are some."""
        seen = self._seen
        if action == "agree":
            return seen is not None and len(_known(seen)) >= _TWO
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
            ask_which_holds(self, folder, self._seen.finding.body, _known(self._seen))

    def action_studies(self) -> None:
        """Open the studies."""
        if self._seen is None or not self._seen.studies:
            self.refused(Refused("The body names no included study.", "`review evidence add`."))
            return
        open_studies(self, self._seen.finding.body.name, self._seen.studies)

    def action_language(self) -> None:
        """Change between English and Norwegian."""
        self._language = _LANGUAGES[self._language]
        self._show(self._seen)

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


def _bodies(connection: Connection) -> _Bodies:
    return _Bodies(tuple(queries.findings(connection)), queries.phrasing(connection))


def _known(seen: _Opened) -> list[str]:
    return sorted(name for name, one in seen.apart.items() if one.judgement)


def _level(one: Finding, phrasing: Phrasing, language: str) -> tuple[str, str]:
    """Return signs and word of a certainty, or why there is none."""
    if one.judgement is None:
        return "", "not graded" if one.body.measured else "not measured"
    level = one.judgement.level
    return phrasing.signs(level, language), phrasing.label(level, language)


def _blocks(seen: _Opened, language: str) -> list[Block]:
    body, judgement = seen.finding.body, seen.finding.judgement
    signs, label = _level(seen.finding, seen.phrasing, language)
    blocks = [
        Block(f"{one_line(body.name)}  {body.shown}", "title"),
        Block(statement(seen.finding, language, seen.phrasing)),
        Block(""),
        Block(" ".join(filter(None, ("Certainty:", signs, label))), "heading"),
    ]
    if judgement:
        blocks += _judged(judgement)
    for name, grade in sorted(seen.apart.items()):
        blocks += [Block(""), Block(f"{one_line(name)} alone", "heading")]
        blocks += _judged(grade.judgement) if grade.judgement else [Block("sealed", "quiet")]
    if seen.two and not judgement and len(seen.apart) < _TWO:
        blocks.append(Block("Two people judge apart; then they agree.", "quiet"))
    blocks += [Block(""), Block(_about(seen), "heading")]
    if body.estimate:
        blocks.append(Block(one_line(body.estimate)))
    names = {study.id: study.name for study in seen.studies}
    for study, number in body.studies:
        blocks.append(
            Block(one_line(names.get(study, study)) + (f", n = {number}" if number else ""))
        )
    return blocks


def _about(seen: _Opened) -> str:
    body = seen.finding.body
    studies, people = body.number_of_studies, body.number_of_participants
    told = [f"Studies: {studies if studies is not None else 'not stated'}"]
    return "; ".join([*told, *([f"participants: {people}"] if people is not None else [])])


def _judged(judgement: Judgement) -> list[Block]:
    source = (
        f"Adopted from {one_line(judgement.adopted_from)}: {judgement.level}"
        if judgement.adopted_from
        else f"Ours: {judgement.level}, starting as {judgement.design}"
    )
    domains = [
        Block(f"{one.sign:>3}  {one.domain.replace('-', ' ')}: {one_line(one.why)}", hang=5)
        for one in judgement.ratings
    ]
    override = judgement.override
    return [
        Block(source),
        *domains,
        *([Block(f"Not what the domains lead to: {one_line(override)}")] if override else []),
    ]
