"""The checks of entries as the store has them, of what one person may see.

A person's own entry is checked, and where two agreed the consensus; another's entry never is. What
it is held against is likewise the person's own and what is agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from extraction.entry import CONSENSUS, Entry
from extraction.form import Form
from extraction.plausible.around import Around, Spread, around, spreads_of, tell_spreads
from extraction.plausible.concern import Concern
from extraction.plausible.rows import rows_of
from extraction.plausible.whole import concerns
from extraction.queries import Place, entries, forms
from extraction.value import Value
from extraction.wording import words
from review.studies import Study, all_studies, names_of_studies

Found = Mapping[Place, Mapping[str, Entry]]


@dataclass(frozen=True, slots=True)
class Checked:
    """What there is to look at again in one entry."""

    study: Study
    place: Place
    form: Form
    agreed: bool
    concerns: tuple[Concern, ...]


def own_or_agreed(of_place: Mapping[str, Entry], viewer: str) -> Entry | None:
    """Return the consensus of a place, else the viewer's own entry."""
    return of_place.get(CONSENSUS) or of_place.get(viewer)


def spreads_in(
    found: Found, known: Mapping[str, Form], names: Mapping[str, str], viewer: str
) -> dict[str, list[Spread]]:
    """Return the spreads of entries that `viewer` made or that are agreed, by study."""
    told: dict[str, list[Spread]] = {}
    for place, of_place in found.items():
        entry = own_or_agreed(of_place, viewer)
        if entry is not None and place.form in known:
            for row in rows_of(known[place.form], entry.values):
                spreads = [one for _path, one in spreads_of(row, names.get(place.study, ""))]
                told.setdefault(place.study, []).extend(spreads)
    return told


def read_spreads(
    connection: Connection, known: Mapping[str, Form], viewer: str
) -> dict[str, list[Spread]]:
    """Read the spreads that `viewer` may see, and nothing else of the entries, by study."""
    fields = {form.id: tell_spreads(form) for form in known.values()}
    found = entries(connection, fields=fields)
    return spreads_in(found, known, names_of_studies(connection), viewer)


def around_of(
    found: Found,
    known: Mapping[str, Form],
    spreads: Mapping[str, Sequence[Spread]],
    place: Place,
    viewer: str,
) -> Around:
    """Return what is known around `place`: of its study, in `found`, and other studies' spreads."""
    beside = [
        (known[other.form], other.part, entry.values)
        for other, of_place in sorted(found.items(), key=lambda one: one[0] == place)
        if other.study == place.study and other.form in known
        for entry in [own_or_agreed(of_place, viewer)]
        if entry is not None
    ]
    far = [one for study, told in spreads.items() if study != place.study for one in told]
    return around(beside, far)


def concerns_at(
    connection: Connection,
    viewer: str,
    place: Place,
    values: Mapping[str, Value],
    language: str = "en",
) -> tuple[Concern, ...]:
    """Return what to look at again in `values`, as an entry of `viewer` at a place."""
    known = forms(connection)
    form = known[place.form]
    # Other studies are read only where there is a spread to hold against theirs.
    holds = any(spreads_of(row, "") for row in rows_of(form, values))
    spreads = read_spreads(connection, known, viewer) if holds else {}
    beside = around_of(entries(connection, place.study), known, spreads, place, viewer)
    return concerns(form, values, words(language), beside)


def checked(
    connection: Connection, viewer: str, *, study: str = "", form: str = "", language: str = "en"
) -> list[Checked]:
    """Return, entry by entry, what `viewer` should look at again, of one study and form or all."""
    return list(_checked(connection, viewer, study, form, language))


def _checked(
    connection: Connection, viewer: str, study: str, form: str, language: str
) -> Iterator[Checked]:
    known, found = forms(connection), entries(connection)
    studies = {one.id: one for one in all_studies(connection)}
    spreads = spreads_in(found, known, {one.id: one.name for one in studies.values()}, viewer)
    of_study: dict[str, dict[Place, Mapping[str, Entry]]] = {}
    for place, of_place in found.items():
        of_study.setdefault(place.study, {})[place] = of_place
    for place, of_place in sorted(found.items()):
        entry = own_or_agreed(of_place, viewer)
        wanted = study in {"", place.study} and form in {"", place.form}
        if entry is None or not wanted or place.study not in studies or place.form not in known:
            continue
        beside = around_of(of_study[place.study], known, spreads, place, viewer)
        told = concerns(known[place.form], entry.values, words(language), beside)
        agreed = CONSENSUS in of_place
        yield Checked(studies[place.study], place, known[place.form], agreed, told)
