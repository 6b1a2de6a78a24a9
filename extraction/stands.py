"""Where each study stands in each form, as one person may see it.

Whether a partner is complete is not to be seen before both are: until then a place says only what
the viewer did there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import Connection, select

from extraction.bias.agreed import plan_of
from extraction.compare import Difference
from extraction.entry import CONSENSUS, Entry, asked
from extraction.form import Form
from extraction.names import arm_names
from extraction.opened import is_open
from extraction.planned import still_planned
from extraction.queries import Place, entries, forms
from extraction.talk import piles, talks
from review.protocols.bias_plan import BiasPlan
from review.reports.retraction import marks_of
from review.store import tables
from review.studies import Study, all_studies

_ALWAYS = ("characteristics", "tidier")
Where = Literal["empty", "begun", "complete", "compare", "check", "agreed"]
WORDS: Mapping[Where, str] = {
    "empty": "not begun",
    "begun": "begun",
    "complete": "complete",
    "compare": "to compare",
    "check": "to check",
    "agreed": "agreed",
}
SIGNS: Mapping[Where, str] = {
    "empty": "-",
    "begun": "~",
    "complete": "+",
    "compare": "!",
    "check": "?",
    "agreed": "=",
}


@dataclass(frozen=True, slots=True)
class Stand:
    """One form (and part) of a study: where it is, and what is left there.

    While it is begun that is counted in required answers, while it is checked in values.
    """

    place: Place
    where: Where
    left: int = 0
    asked: int = 0  # how many there are in all
    discuss: int = 0  # differences on the pile

    @property
    def words(self) -> str:
        """Return the state with its sign."""
        said = WORDS[self.where]
        if self.where == "begun":
            said = f"{self.asked - self.left} of {self.asked}" if self.asked else WORDS["begun"]
        elif self.where == "compare" and self.discuss:
            said = f"{self.discuss} to discuss"
        elif self.where == "check":
            said = f"check {self.asked - self.left} of {self.asked}"
        return f"{SIGNS[self.where]} {said}"


@dataclass(frozen=True, slots=True)
class StudyStand:
    """A study with the stand of every form, by form."""

    study: Study
    forms: Mapping[str, tuple[Stand, ...]]
    retracted: str = ""  # in words, where one of its reports is retracted or questioned


def form_title(form: Form) -> str:
    """Return the short name of a form: what its English name has in brackets, else its id."""
    name = re.search(r"\(([^()]+)\)\Z", form.name("en"))
    return name[1] if name else form.id.replace("-", " ").capitalize()


def stands(connection: Connection, viewer: str) -> tuple[dict[str, Form], list[StudyStand]]:
    """Return the forms in use, and every included study with its stand in each."""
    found, known = entries(connection), forms(connection)
    piled = piles(talks(connection), known, found)
    used, plan = in_use(connection, known, found, viewer), plan_of(connection)
    by_study: dict[str, dict[Place, dict[str, Entry]]] = {}
    for place, of_place in found.items():
        by_study.setdefault(place.study, {})[place] = of_place
    studies = all_studies(connection)
    marks = marks_of(connection, {report for study in studies for report in study.reports})
    return used, [
        StudyStand(
            study,
            {
                form.id: _with_pile(
                    _of_form(form, study.id, by_study.get(study.id, {}), viewer, plan), piled
                )
                for form in used.values()
            },
            next((marks[report] for report in study.reports if report in marks), ""),
        )
        for study in studies
    ]


def in_use(
    connection: Connection,
    known: Mapping[str, Form],
    found: Mapping[Place, Mapping[str, Entry]],
    viewer: str,
) -> dict[str, Form]:
    """Return the forms that the review works with, those of every review first.

    They are the characteristics and TIDieR, the tools that the protocol names, the review's own
    forms, and those of which the viewer may see an entry.
    """
    own = connection.scalars(select(tables.form_version.c.form)).all()
    seen = {place.form for place, of_place in found.items() if _seen(of_place, viewer)}
    wanted = (*_ALWAYS, *plan_of(connection).tools, *own, *sorted(seen))
    return {form: known[form] for form in dict.fromkeys(wanted) if form in known}


def _of_form(
    form: Form,
    study: str,
    found: Mapping[Place, Mapping[str, Entry]],
    viewer: str,
    plan: BiasPlan,
) -> tuple[Stand, ...]:
    parts = ("",) if form.scope == "study" else _parts(found, form, viewer)
    if form.id in plan.tools and form.scope == "result":
        parts = (*parts, *_planned(found, viewer, plan))
    return tuple(
        _stand(form, Place(study, form.id, one), found.get(Place(study, form.id, one), {}), viewer)
        for one in parts
    )


def _with_pile(
    stands: Iterable[Stand], piled: Mapping[Place, Sequence[Difference]]
) -> tuple[Stand, ...]:
    return tuple(replace(one, discuss=len(piled.get(one.place, ()))) for one in stands)


def _stand(form: Form, place: Place, of_place: Mapping[str, Entry], viewer: str) -> Stand:
    if CONSENSUS in of_place:
        return Stand(place, "agreed")
    own = of_place.get(viewer)
    if is_open(of_place):
        return _to_check(place, of_place, viewer) or Stand(place, "compare")
    if own is None or not (own.values or own.complete):
        return Stand(place, "empty")
    if own.complete:
        return Stand(place, "complete")
    wanted = asked(form, own.values)
    return Stand(place, "begun", sum(path not in own.values for path in wanted), len(wanted))


def _to_check(place: Place, of_place: Mapping[str, Entry], viewer: str) -> Stand | None:
    """Return where an entry is that one person extracted for another to check; None for two."""
    complete = [entry for entry in of_place.values() if entry.complete and not entry.sealed]
    if len(complete) != 1:
        return None
    (first,) = complete
    if first.extractor == viewer:
        return Stand(place, "complete")
    own = of_place.get(viewer)
    done = own.values if own else {}
    return Stand(place, "check", sum(one not in done for one in first.values), len(first.values))


def _parts(found: Mapping[Place, Mapping[str, Entry]], form: Form, viewer: str) -> tuple[str, ...]:
    """Return the parts that the viewer may know: of what they see, or named in what they see."""
    parts: dict[str, None] = {}
    for place, of_place in found.items():
        seen = _seen(of_place, viewer)
        if place.form == form.id and seen:
            parts[place.part] = None
        if form.scope == "arm":
            for entry in seen:
                parts.update(dict.fromkeys(arm_names(entry)))
    return tuple(parts)


def _planned(
    found: Mapping[Place, Mapping[str, Entry]], viewer: str, plan: BiasPlan
) -> tuple[str, ...]:
    """Return the results that the protocol names and that no tool has judged, as far as is seen."""
    judged = [
        place.part
        for place, of_place in found.items()
        if place.form in plan.tools and _seen(of_place, viewer)
    ]
    return still_planned(plan.results, judged)


def _seen(of_place: Mapping[str, Entry], viewer: str) -> tuple[Entry, ...]:
    if CONSENSUS in of_place:
        return (of_place[CONSENSUS],)
    if is_open(of_place):
        return tuple(of_place.values())
    return (of_place[viewer],) if viewer in of_place else ()
