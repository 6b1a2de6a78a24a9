"""Opening one form of a study: which of them, and of which part of the study."""

from __future__ import annotations

from collections import Counter
from typing import Final

from sqlalchemy import Connection

from extraction.form import Form
from extraction.names import Names, names_in_use
from extraction.part import shape, told
from extraction.places_named import part_named
from extraction.queries import Place, forms
from extraction.screens.checking import CheckScreen
from extraction.screens.comparing import CompareScreen
from extraction.screens.filling import FormScreen
from extraction.stands import Stand, StudyStand, form_title
from review.clean import one_line
from review.desk.action import Action
from review.desk.base import WorkspaceScreen
from review.desk.dialogs import Option, ask_choice, ask_text
from review.desk.widgets.rows import RowList

OPEN_ACTIONS: Final = (
    Action("extract.open", "o", "open", "Open a form, as Enter does.", shown=False),
)
_ANOTHER = "another part of "
_OTHER_FORM = "another form"


class OpenKeys(WorkspaceScreen):
    """What a list of studies does to open a form of the one under the cursor."""

    def __init__(self) -> None:
        super().__init__()
        self._forms: dict[str, Form] = {}
        self._studies: dict[str, StudyStand] = {}
        self._behind: Counter[Place] = Counter()  # entries under older versions of their forms

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
