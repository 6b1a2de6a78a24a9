"""Entries that a form's next version left behind, and saying that they were looked at again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from extraction.agreeing import standing_on
from extraction.entry import CONSENSUS
from extraction.form import Form
from extraction.form_changes import Outdated, looked_at_again
from extraction.opened import is_open
from extraction.places_named import place_named
from extraction.projector import CONSENSUS_ACT, STATE
from extraction.queries import Place, entries, forms
from review.acts import load
from review.ledger.ledger import Review, Writing
from review.people import team
from review.refusal import Refused
from review.studies import all_studies

_NAMED = 3  # places that a refusal names


@dataclass(frozen=True, slots=True)
class Behind:
    """An entry under an older version, with the name of its study."""

    place: Place
    study: str
    found: Outdated


def left_behind(connection: Connection, person: str, form: str = "") -> list[Behind]:
    """Return the entries under older versions of their forms that `person` may see."""
    known = {name: one for name, one in forms(connection).items() if one.version > 1}
    if not known:
        return []
    names = {one.id: one.name for one in all_studies(connection, only_included=False)}
    found = []
    for place, of_place in sorted(entries(connection).items()):
        if place.form not in known or (form and place.form != form):
            continue
        for name, entry in of_place.items():
            if name != person and not is_open(of_place):
                continue
            outdated = looked_at_again(known[place.form], entry)
            if outdated:
                found.append(Behind(place, names.get(place.study, ""), outdated))
    return found


def confirm(review: Review, study: str, form: str, part: str = "") -> str:
    """Say that the person's own entry stands under the form's version of now, in one act.

    Where nothing of theirs is left behind, it is said of what is agreed. Raises Refused where the
    newer form does not take a value, or a complete entry lacks an answer that it asks for.
    """
    with review.write() as writing:
        connection = writing.connection
        which, known, place = place_named(connection, study, form, part)
        of_place = entries(connection, which.id).get(place, {})
        for name in (review.person, CONSENSUS):
            entry = of_place.get(name)
            outdated = looked_at_again(known, entry) if entry else None
            if entry is None or outdated is None:
                continue
            _check(known, outdated)
            if name == CONSENSUS:
                _confirm_agreed(writing, place, known.version)
            else:
                team.require(connection, review, ("extractor",), "extract")
                body = {"form": place.form, "part": place.part, "complete": entry.complete}
                more = {"version": known.version, "confirmed": True, "checked": entry.checked}
                writing.append(STATE, place.study, {**body, **more})
            whose = "What is agreed" if name == CONSENSUS else "Your entry"
            return f"{which.name}: {whose} stands under version {known.version} of {known.id}."
    raise Refused(
        f"Nothing of {which.name} waits to be looked at again.",
        f"See `review form changes {known.id}`.",
    )


def _check(form: Form, outdated: Outdated) -> None:
    if outdated.fits:
        return
    reasons = [f"{path}: {why}" for path, why in outdated.misfits.items()]
    reasons += [f"{path}: no answer" for path in outdated.unanswered]
    more = f" and {len(reasons) - _NAMED} more" if len(reasons) > _NAMED else ""
    agreed = outdated.entry.extractor == CONSENSUS
    raise Refused(
        f"Version {form.version} does not take it as it is: {'; '.join(reasons[:_NAMED])}{more}.",
        "Take the consensus back and agree anew." if agreed else "Open it again and mend them.",
    )


def _confirm_agreed(writing: Writing, place: Place, version: int) -> None:
    connection, review = writing.connection, writing.review
    team.require(connection, review, ("extractor", "adjudicator"), "agree on entries")
    over = standing_on(connection, place.study, place.form, place.part)
    newest = max(load(connection, over), key=lambda act: act.order)
    body = {**newest.body, "version": version, "over": over, "confirmed": True}
    writing.append(CONSENSUS_ACT, place.study, body)


def told(behind: Behind) -> Iterator[str]:
    """Yield an entry that is left behind in plain lines."""
    entry, found = behind.found.entry, behind.found
    part = f", {behind.place.part}" if behind.place.part else ""
    state = "" if found.fits else ": to mend"
    yield f"{behind.study}{part}  {entry.extractor}, version {entry.version}{state}"
    yield from (f"    {path}: {why}" for path, why in found.misfits.items())
    yield from (f"    {path}: no answer yet" for path in found.unanswered)
