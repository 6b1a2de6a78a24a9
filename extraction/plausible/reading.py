"""The checks of entries as the store has them, of what one person may see.

A person's own entry is checked, and where two agreed the consensus; another's entry never is. What
it is held against is likewise the person's own and what is agreed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from extraction.entry import CONSENSUS, Entry
from extraction.form import Form
from extraction.plausible.around import Around, around, holds_spreads
from extraction.plausible.concern import Concern
from extraction.plausible.whole import concerns
from extraction.queries import Place, entries, forms
from extraction.value import Value
from extraction.wording import words
from review.studies import Study, all_studies

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


def around_of(
    found: Found, known: Mapping[str, Form], names: Mapping[str, str], place: Place, viewer: str
) -> Around:
    """Return what the entries that `viewer` made or that are agreed tell around `place`."""
    study, elsewhere = [], []
    for other, of_place in found.items():
        entry = own_or_agreed(of_place, viewer)
        if entry is None or other == place or other.form not in known:
            continue
        if other.study == place.study:
            study.append((known[other.form], other.part, entry.values))
        else:
            elsewhere.append((names.get(other.study, ""), known[other.form], entry.values))
    own = own_or_agreed(found.get(place, {}), viewer)
    if own is not None and place.form in known:
        study.append((known[place.form], place.part, own.values))
    return around(study, elsewhere)


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
    # Other studies are only read for what is held against them.
    far = "" if holds_spreads(form) else place.study
    found = entries(connection, far)
    names = {one.id: one.name for one in all_studies(connection)} if not far else {}
    beside = around_of(found, known, names, place, viewer)
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
    names = {one.id: one.name for one in studies.values()}
    for place, of_place in sorted(found.items()):
        entry = own_or_agreed(of_place, viewer)
        wanted = study in {"", place.study} and form in {"", place.form}
        if entry is None or not wanted or place.study not in studies or place.form not in known:
            continue
        beside = around_of(found, known, names, place, viewer)
        told = concerns(known[place.form], entry.values, words(language), beside)
        agreed = CONSENSUS in of_place
        yield Checked(studies[place.study], place, known[place.form], agreed, told)
