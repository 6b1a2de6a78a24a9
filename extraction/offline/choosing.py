"""Which entries are written to a file: one's own, those that one may see, or blank ones to fill."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from extraction.entry import CONSENSUS, Entry
from extraction.form import Form
from extraction.names import arm_names
from extraction.offline.studies import Studies
from extraction.offline.table import Named
from extraction.opened import is_open
from extraction.queries import Place, entries
from review.refusal import Refused

ALL, AGREED = "all", "agreed"


def chosen(
    connection: Connection, person: str, form: Form, *, study: str = "", of: str = ""
) -> list[Named]:
    """Return the entries of a form that `person` may see, in the order of studies.

    `of` is a reviewer's name, `all` or `agreed`; without it they are the person's own, and for
    nobody in particular all that everyone may see.
    """
    studies = Studies(connection)
    wanted = studies.find(study).id if study else ""
    name = {"": person or ALL, AGREED: CONSENSUS}.get(of, of)
    rank = {one.id: number for number, one in enumerate(studies.all)}
    names = {one.id: one.name for one in studies.all}
    found = []
    for place, of_place in entries(connection, wanted).items():
        if place.form != form.id or place.study not in rank:
            continue
        for extractor, entry in of_place.items():
            seen = extractor == person or is_open(of_place)
            if seen and name in {ALL, extractor} and entry.values:
                found.append(Named(entry, names[place.study]))
    return sorted(found, key=lambda one: (rank[one.entry.study], one.entry.part))


def blanks(connection: Connection, person: str, form: Form, *, study: str = "") -> list[Named]:
    """Return an entry for each place that the person has not completed, with what is filled so far.

    Raises Refused where there is no study to fill it for.
    """
    studies = Studies(connection)
    which = [studies.find(study)] if study else studies.all
    there = entries(connection, which[0].id if study else "")
    found = []
    for one in which:
        own = {
            place.part: of_place[person]
            for place, of_place in there.items()
            if (place.study, place.form) == (one.id, form.id) and person in of_place
        }
        shown = [report.shown for report in studies.shown(one.reports).values()]
        for part in _parts(form, shown, own, _seen(there, one.id, person)):
            entry = own.get(part) or Entry(
                study=one.id, form=form.id, version=form.version, extractor=person, part=part
            )
            if not entry.complete:
                found.append(Named(entry, one.name))
    if not found:
        raise Refused(
            f"No study waits for you to fill {form.id}.", "See `review studies` for those included."
        )
    return found


def _seen(there: Mapping[Place, Mapping[str, Entry]], study: str, person: str) -> Iterator[Entry]:
    for place, of_place in there.items():
        if place.study == study:
            yield from (
                entry for name, entry in of_place.items() if name == person or is_open(of_place)
            )


def _parts(
    form: Form, reports: list[str], own: Mapping[str, Entry], seen: Iterator[Entry]
) -> list[str]:
    """Return the parts to be filled: each report, each arm that is known, else one to be named."""
    if form.scope == "study":
        return [""]
    known = reports if form.scope == "report" else []
    known = [name for entry in seen for name in arm_names(entry)] if form.scope == "arm" else known
    return list(dict.fromkeys((*own, *known))) or [""]
