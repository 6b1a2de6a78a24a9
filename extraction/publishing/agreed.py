"""Agreed values one by one, with the form and field that each answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from extraction.entry import CONSENSUS
from extraction.form import Form
from extraction.queries import entries, forms
from extraction.value import Value
from review.studies import Study, all_studies


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreed value: of which study and part, on which form, at which path."""

    study: Study
    form: Form
    part: str
    path: str
    value: Value


def agreed_values(connection: Connection) -> Iterator[Agreed]:
    """Give every agreed value of the included studies, in the order of studies and forms."""
    known = forms(connection)
    found = {
        place: of_place[CONSENSUS].values
        for place, of_place in entries(connection).items()
        if CONSENSUS in of_place and place.form in known
    }
    for study in all_studies(connection):
        for place in sorted(place for place in found if place.study == study.id):
            for path, value in found[place].items():
                yield Agreed(study, known[place.form], place.part, path, value)


def forms_used(connection: Connection) -> list[Form]:
    """Return the forms on which anything is agreed, in the order of their ids."""
    used = {one.form.id: one.form for one in agreed_values(connection)}
    return [used[key] for key in sorted(used)]
