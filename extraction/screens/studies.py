"""The extract workspace: every included study with where it is in each form."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from sqlalchemy import Connection
from textual.app import ComposeResult
from textual.widgets import Static

from extraction.form import Form
from extraction.looking_again import left_behind
from extraction.queries import Place
from extraction.screens.agreed_in import ask_agreed
from extraction.screens.entries_out import ask_entries_out
from extraction.screens.joining import ask_merge, ask_split
from extraction.screens.stand_columns import layout
from extraction.screens.study_opening import OPEN_ACTIONS, OpenKeys
from extraction.screens.taking_in import ask_entries
from extraction.stands import SIGNS, Stand, StudyStand, form_title, stands
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.widgets.rows import Cell, Cells, Column, RowList

_FRAME = 3  # cells of the list that hold no text: its margins and the scroll bar


class ExtractScreen(OpenKeys):
    """The included studies; Enter opens one of their forms."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *OPEN_ACTIONS,
        Action("extract.forms", "b", "forms", "The forms: build one, change one, look again."),
        Action("extract.tidier", "t", "TIDieR", "How complete the descriptions are, cell by cell."),
        Action("extract.one-study", "l", "one study?", "Reports that may be of one study."),
        Action("extract.merge", "m", "merge", "Make this study and another one.", shown=False),
        Action("extract.split", "s", "split", "Take reports out into a new study.", shown=False),
        Action(
            "extract.take-in", "T", "entries in", "Take in entries filled elsewhere.", shown=False
        ),
        Action(
            "extract.agreed-in", "A", "agreed in", "Take in what two agreed elsewhere.", shown=False
        ),
        Action("extract.export", "E", "entries out", "Write entries, or blank ones.", shown=False),
        Action("extract.again", "v", "look again", "Entries under an older form.", shown=False),
        Action("extract.agreement", "a", "agreement", "Field by field, of two.", shown=False),
        Action("extract.next", "n", "next", "Go to the next study that is not agreed."),
    )
    DEFAULT_CSS = """
    ExtractScreen {
        #summary { height: auto; padding: 0 1; margin-bottom: 1; color: $text-primary; }
        #studies { height: 1fr; padding: 0 1; }
        #signs { height: 1; padding: 0 1; color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._offered = 0
        self._reports: tuple[str, ...] = ()  # of all studies, when suggestions were last sought

    def body(self) -> ComposeResult:
        """Show what there is to do, and the studies."""
        yield Static("", id="summary", markup=False)
        yield RowList((Column("Study"),), id="studies", empty="Reading the studies.")
        said = {
            "empty": "not begun",
            "begun": "begun",
            "complete": "yours complete",
            "compare": "compare",
            "check": "to check",
            "agreed": "agreed",
        }
        signs = "  ".join(f"{SIGNS[one]} {said[one]}" for one in SIGNS)
        yield Static(signs, id="signs", markup=False)

    def on_mount(self) -> None:
        """Give the list the keys."""
        self.query_one("#studies").focus()

    def reload(self) -> None:
        """Read where every study is."""
        self.run_read(self._read, self._show, group="studies")

    def _read(
        self, connection: Connection
    ) -> tuple[dict[str, Form], list[StudyStand], Counter[Place]]:
        behind = Counter(one.place for one in left_behind(connection, self.review.person))
        return *stands(connection, self.review.person), behind

    def _show(self, found: tuple[dict[str, Form], list[StudyStand], Counter[Place]]) -> None:
        self._forms, studies, self._behind = found
        self._studies = {one.study.id: one for one in studies}
        self.query_one("#studies", RowList).set_empty(
            "No study is included yet. Studies come from full texts: key 6."
        )
        self._draw()
        self._sum_up()
        reports = tuple(
            f"{one.study.id} {report}" for one in studies for report in one.study.reports
        )
        if reports != self._reports:  # each report is held against each: not at every key
            self._reports = reports
            self._suggest()

    def _suggest(self, _none: None = None) -> None:
        """Count the pairs of reports that may be of one study."""
        from review.duplicates.suggesting import suggestions

        def found(number: int) -> None:
            self._offered = number
            self._sum_up()

        self.run_read(lambda connection: len(suggestions(connection)), found, group="suggested")

    def _sum_up(self) -> None:
        summary = _summary(self._forms, list(self._studies.values()))
        if self._offered:
            pairs = counted(self._offered, "pair")
            summary += f"\n! {pairs} of reports may be of one study: l."
        if number := self._behind.total():
            entries = counted(number, "entry is", "entries are")
            summary += f"\n! {entries} under an older version of the form: v."
        self.query_one("#summary", Static).update(summary)

    def on_resize(self) -> None:
        """Show as many forms as there is room for now."""
        if self._forms:
            self._draw()

    def _draw(self) -> None:
        found = layout(
            self._forms, list(self._studies.values()), self._behind, self.size.width - _FRAME
        )
        rows = self.query_one("#studies", RowList)
        rows.set_columns(found.columns(self._forms))
        rows.set_rows(
            list(self._studies),
            lambda ids: [(*self._named(one), *found.cells(self._studies[one])) for one in ids],
        )

    def _named(self, study_id: str) -> Cells:
        one = self._studies[study_id]
        reports = f" ({len(one.study.reports)} reports)" if len(one.study.reports) > 1 else ""
        name = one_line(one.study.name) + reports
        if one.retracted:
            name = f"! {name}: {one.retracted}"
        return (Cell(name, "bad") if one.retracted else name,)

    def action_forms(self) -> None:
        """Open the list of forms."""
        from extraction.screens.forms_list import FormsScreen

        self.app.push_screen(FormsScreen())

    def action_tidier(self) -> None:
        """Open the matrix of studies and TIDieR items."""
        from extraction.screens.matrix import MatrixScreen

        self.app.push_screen(MatrixScreen())

    def action_one_study(self) -> None:
        """Ask of reports that may be of one study whether they are."""
        from review.desk.screens.study_suggestions import StudySuggestionsScreen

        self.app.push_screen(StudySuggestionsScreen(), self._suggest)

    def action_merge(self) -> None:
        """Make the study under the cursor and another one."""
        if one := self._current:
            ask_merge(self, one.study, [other.study for other in self._studies.values()])

    def action_split(self) -> None:
        """Take reports of the study under the cursor into a study of their own."""
        if one := self._current:
            ask_split(self, one.study)

    @property
    def _current(self) -> StudyStand | None:
        return self._studies.get(self.query_one("#studies", RowList).current or "")

    def action_again(self) -> None:
        """List the entries under older versions of their forms, to be opened or confirmed."""
        from extraction.screens.looking_again import LookingAgainScreen

        self.app.push_screen(LookingAgainScreen())

    def action_agreement(self) -> None:
        """Show how often two extractors agreed, field by field."""
        from extraction.screens.field_agreement import AgreementScreen

        self.app.push_screen(AgreementScreen())

    def action_take_in(self) -> None:
        """Take in the person's own entries, filled elsewhere."""
        ask_entries(self, self._forms)

    def action_agreed_in(self) -> None:
        """Take in what two extractors agreed on elsewhere."""
        ask_agreed(self, self._forms)

    def action_export(self) -> None:
        """Write entries to a file, or blank ones to be filled."""
        ask_entries_out(self, self._forms)

    def action_next(self) -> None:
        """Go to the next study with something left to do."""
        rows = self.query_one("#studies", RowList)
        ids = list(self._studies)
        for study_id in [*ids[rows.cursor + 1 :], *ids[: rows.cursor + 1]]:
            one = self._studies[study_id]
            if any(_undone(self._forms[form], places) for form, places in one.forms.items()):
                rows.go_to(study_id)
                return
        self.told("Every study is agreed in every form.")


def _undone(form: Form, places: Sequence[Stand]) -> bool:
    if not places:
        return form.scope == "arm"  # a study has arms; it need not have results to judge
    return any(stand.where in {"empty", "begun", "compare", "check"} for stand in places)


def _summary(forms: dict[str, Form], studies: Sequence[StudyStand]) -> str:
    """Return how many studies are agreed, form by form."""
    if not studies:
        return "Extraction"
    told = []
    for form_id, form in forms.items():
        agreed = sum(
            bool(one.forms[form_id]) and all(s.where == "agreed" for s in one.forms[form_id])
            for one in studies
        )
        told.append(f"{form_title(form)} {agreed} agreed")
    return f"{counted(len(studies), 'included study', 'included studies')}: {', '.join(told)}"
