"""Where each study stands in each form, as one person may see it.

Whether a partner is complete is not to be seen before both are: until then a place says only what
the viewer did there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection

from extraction.bias.agreed import plan_of
from extraction.entry import CONSENSUS, Entry, group_rows, missing
from extraction.form import Form
from extraction.in_use import in_use
from extraction.planned import still_planned
from extraction.queries import Place, entries, forms, is_open
from review.bias_plan import BiasPlan
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


# What is written with capitals of its own.
_TITLES = {
    "amstar-2": "AMSTAR 2",
    "jbi-cohort": "JBI cohort",
    "jbi-qualitative": "JBI qualitative",
    "jbi-rct": "JBI RCT",
    "nos-case-control": "NOS case-control",
    "nos-cohort": "NOS cohort",
    "rob2": "RoB 2",
    "rob2-cluster": "RoB 2 cluster",
    "robins-i": "ROBINS-I",
    "robins-i-v2": "ROBINS-I V2",
    "robis": "ROBIS",
    "tidier": "TIDieR",
    "tidier-php": "TIDieR-PHP",
    "tidier-placebo": "TIDieR-Placebo",
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
    return _TITLES.get(form.id, form.id.replace("-", " ").capitalize())


def stands(connection: Connection, viewer: str) -> tuple[dict[str, Form], list[StudyStand]]:
    """Return the forms in use, and every included study with its stand in each."""
    found, plan = entries(connection), plan_of(connection)
    filled = {place.form for place, of_place in found.items() if _seen(of_place, viewer)}
    known = in_use(forms(connection), plan.tools, filled)
    by_study: dict[str, dict[Place, dict[str, Entry]]] = {}
    for place, of_place in found.items():
        by_study.setdefault(place.study, {})[place] = of_place
    studies = all_studies(connection)
    marks = marks_of(connection, {report for study in studies for report in study.reports})
    return known, [
        StudyStand(
            study,
            {
                form.id: _of_form(form, study.id, by_study.get(study.id, {}), viewer, plan)
                for form in known.values()
            },
            next((marks[report] for report in study.reports if report in marks), ""),
        )
        for study in studies
    ]


def _of_form(
    form: Form,
    study: str,
    found: Mapping[Place, Mapping[str, Entry]],
    viewer: str,
    plan: BiasPlan,
) -> tuple[Stand, ...]:
    places = (Place(study, form.id, part) for part in _parts(form, found, viewer, plan))
    return tuple(_stand(form, place, found.get(place, {}), viewer) for place in places)


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


def _parts(
    form: Form,
    found: Mapping[Place, Mapping[str, Entry]],
    viewer: str,
    plan: BiasPlan,
) -> tuple[str, ...]:
    """Return the parts that the viewer may know: planned, named in what they see, or filled."""
    if form.scope == "study":
        return ("",)
    parts: dict[str, None] = {}
    for place, of_place in found.items():
        seen = _seen(of_place, viewer)
        if place.form == form.id and seen:
            parts[place.part] = None
        if form.scope == "arm":
            for entry in seen:
                parts.update(dict.fromkeys(_named(entry)))
    if form.scope == "result":
        # What one tool of the plan has judged does not wait for another.
        judged = [
            place.part
            for place, of_place in found.items()
            if place.form in plan.tools and _seen(of_place, viewer)
        ]
        parts.update(dict.fromkeys(still_planned(plan.results, judged)))
    return tuple(parts)


def _seen(of_place: Mapping[str, Entry], viewer: str) -> tuple[Entry, ...]:
    if CONSENSUS in of_place:
        return (of_place[CONSENSUS],)
    if is_open(of_place):
        return tuple(of_place.values())
    return (of_place[viewer],) if viewer in of_place else ()


def _named(entry: Entry) -> Iterable[str]:
    """Return the names of the arms that an entry of characteristics lists."""
    if entry.form != "characteristics":
        return
    for row in group_rows(entry.values, "arms").values():
        name = row.get("name")
        if name is not None and name.known:
            yield str(name.value)
