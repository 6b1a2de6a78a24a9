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
from extraction.names import Names, names_in_use
from extraction.part import shape, told
from extraction.places_named import part_named
from extraction.queries import Place, forms
from extraction.screens.agreed_in import ask_agreed
from extraction.screens.checking import CheckScreen
from extraction.screens.comparing import CompareScreen
from extraction.screens.entries_out import ask_entries_out
from extraction.screens.filling import FormScreen
from extraction.screens.joining import ask_merge, ask_split
from extraction.screens.stand_columns import layout
from extraction.screens.taking_in import ask_entries
from extraction.stands import SIGNS, Stand, StudyStand, form_title, stands
from review.clean import one_line
from review.counting import counted
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice, ask_text
from review.desk.widgets.rows import Cell, Cells, Column, RowList

_ANOTHER = "another part of "
_OTHER_FORM = "another form"
_FRAME = 3  # cells of the list that hold no text: its margins and the scroll bar


class ExtractScreen(WorkspaceScreen):
    """The included studies; Enter opens one of their forms."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("extract.open", "o", "open", "Open a form, as Enter does.", shown=False),
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
        self._forms: dict[str, Form] = {}
        self._studies: dict[str, StudyStand] = {}
        self._offered = 0
        self._behind: Counter[Place] = Counter()  # entries under older versions of their forms
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

    def on_row_list_chosen(self) -> None:
        """Open a study."""
        self.action_open()

    def action_open(self) -> None:
        """Ask which form of the study, and open it."""
        study_id = self.query_one("#studies", RowList).current
        if study_id is None:
            return
        one = self._studies[study_id]
        choices: dict[str, Stand | str] = {}
        options: list[Option] = []
        for form_id, places in one.forms.items():
            form = self._forms[form_id]
            title = form_title(form)
            for stand in places:
                key = f"{form_id} {len(options)}"
                part = told(form.scope, stand.place.part)
                older = ", under an older version" if self._behind[stand.place] else ""
                options.append(Option(key, f"{title}{part}: {stand.words}{older}"))
                choices[key] = stand
            if form.scope != "study":
                which = f"another {form.scope}" if places else f"name the {form.scope}"
                options.append(Option(_ANOTHER + form_id, f"{title}, {which}"))
                choices[_ANOTHER + form_id] = form_id
        options.append(Option(_OTHER_FORM, "A form that this review has not used yet"))

        def chosen(key: str | None) -> None:
            what = choices.get(key or "")
            if isinstance(what, Stand):
                self._open(what)
            elif what is not None:
                self._another(Place(study_id, what, ""), self._forms[what])
            elif key == _OTHER_FORM:
                self._other_form(study_id)

        self.app.push_screen(ask_choice(one_line(one.study.name), options), chosen)

    def _other_form(self, study_id: str) -> None:
        """Ask for one of the forms that are not in use, and open it."""

        def read(connection: Connection) -> dict[str, Form]:
            return {one: f for one, f in forms(connection).items() if one not in self._forms}

        def ask(found: dict[str, Form]) -> None:
            options = [Option(one, form.name("en")) for one, form in found.items()]

            def chosen(form: str | None) -> None:
                if form is not None:
                    self._another(Place(study_id, form, ""), found[form])

            self.app.push_screen(ask_choice("Which form?", options), chosen)

        self.run_read(read, ask, group="forms")

    def _another(self, place: Place, form: Form) -> None:
        """Ask for the part of the study where the form describes one, and open the form."""
        if form.scope == "study":
            self._open(Stand(place, "empty"))
            return

        there = {stand.place.part for stand in self._studies[place.study].forms.get(form.id, ())}

        def ask(names: Names) -> None:
            free = [one for one in names.suggested(form.scope, place.study) if one not in there]
            if not free:
                self._name_part(place, form)
                return
            options = [*(Option(one, one) for one in free), Option("", "Another name")]

            def chosen(name: str | None) -> None:
                if name:
                    self._open(Stand(Place(place.study, place.form, name), "empty"))
                elif name is not None:
                    self._name_part(place, form)

            self.app.push_screen(ask_choice(f"Which {form.scope}?", options), chosen)

        self.run_read(lambda c: names_in_use(c, self.review.person), ask, group="names")

    def _name_part(self, place: Place, form: Form) -> None:
        """Ask for the name of a part that has none in use."""

        def named(name: str | None) -> None:
            if not name:
                return
            study = self._studies[place.study].study
            self.run_read(
                lambda c: part_named(c, study, form, name),
                lambda part: self._open(Stand(Place(place.study, place.form, part), "empty")),
                group="part",
            )

        label = f"As the report has it: {shape(form.scope)}."
        self.app.push_screen(ask_text(f"Which {form.scope}?", label, required=True), named)

    def _open(self, stand: Stand) -> None:
        if stand.where == "compare":
            self.app.push_screen(CompareScreen(stand.place))
        elif stand.where == "check":
            self.app.push_screen(CheckScreen(stand.place))
        else:
            self.app.push_screen(FormScreen(stand.place))

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
