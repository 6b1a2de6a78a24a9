"""Where each study stands in each form, as one person may see it.

Whether a partner is complete is not to be seen before both are: until then a place says only what
the viewer did there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from extraction.entry import CONSENSUS, Entry, missing
from extraction.form import Form
from extraction.names import arm_names
from extraction.queries import Place, entries, forms, is_open
from review.retraction import marks_of
from review.studies import Study, all_studies

Where = Literal["empty", "begun", "complete", "compare", "agreed"]
WORDS: Mapping[Where, str] = {
    "empty": "not begun",
    "begun": "begun",
    "complete": "complete",
    "compare": "to compare",
    "agreed": "agreed",
}
SIGNS: Mapping[Where, str] = {
    "empty": "-",
    "begun": "~",
    "complete": "+",
    "compare": "!",
    "agreed": "=",
}


@dataclass(frozen=True, slots=True)
class Stand:
    """One form (and arm) of a study: where it is, and the required answers that are left."""

    place: Place
    where: Where
    left: int = 0

    @property
    def words(self) -> str:
        """Return the state with its sign."""
        said = WORDS[self.where]
        if self.where == "begun":
            said = f"{self.left} left" if self.left else "all answered"
        return f"{SIGNS[self.where]} {said}"


@dataclass(frozen=True, slots=True)
class StudyStand:
    """A study with the stand of every form, by form."""

    study: Study
    forms: Mapping[str, tuple[Stand, ...]]
    retracted: str = ""  # in words, where one of its reports is retracted or questioned


def form_title(form: Form) -> str:
    """Return the short name of a form."""
    return {"tidier": "TIDieR"}.get(form.id, form.id.replace("-", " ").capitalize())


def stands(connection: Connection, viewer: str) -> tuple[dict[str, Form], list[StudyStand]]:
    """Return the forms, and every included study with its stand in each."""
    known = dict(forms(connection))
    found = entries(connection)
    by_study: dict[str, dict[Place, dict[str, Entry]]] = {}
    for place, of_place in found.items():
        by_study.setdefault(place.study, {})[place] = of_place
    studies = all_studies(connection)
    marks = marks_of(connection, {report for study in studies for report in study.reports})
    return known, [
        StudyStand(
            study,
            {
                form.id: _of_form(form, study.id, by_study.get(study.id, {}), viewer)
                for form in known.values()
            },
            next((marks[report] for report in study.reports if report in marks), ""),
        )
        for study in studies
    ]


def _of_form(
    form: Form, study: str, found: Mapping[Place, Mapping[str, Entry]], viewer: str
) -> tuple[Stand, ...]:
    arms = _arms(found, form.id, viewer) if form.scope == "arm" else ("",)
    return tuple(
        _stand(form, Place(study, form.id, arm), found.get(Place(study, form.id, arm), {}), viewer)
        for arm in arms
    )


def _stand(form: Form, place: Place, of_place: Mapping[str, Entry], viewer: str) -> Stand:
    if CONSENSUS in of_place:
        return Stand(place, "agreed")
    if is_open(of_place):
        return Stand(place, "compare")
    own = of_place.get(viewer)
    if own is None or not (own.values or own.complete):
        return Stand(place, "empty")
    if own.complete:
        return Stand(place, "complete")
    return Stand(place, "begun", len(missing(form, own.values)))


def _arms(found: Mapping[Place, Mapping[str, Entry]], form: str, viewer: str) -> tuple[str, ...]:
    """Return the arms that the viewer may know: named in what they see, or filled by them."""
    arms: dict[str, None] = {}
    for place, of_place in found.items():
        seen = _seen(of_place, viewer)
        if place.form == form and seen:
            arms[place.part] = None
        for entry in seen:
            arms.update(dict.fromkeys(arm_names(entry)))
    return tuple(arms)


def _seen(of_place: Mapping[str, Entry], viewer: str) -> tuple[Entry, ...]:
    if CONSENSUS in of_place:
        return (of_place[CONSENSUS],)
    if is_open(of_place):
        return tuple(of_place.values())
    return (of_place[viewer],) if viewer in of_place else ()
