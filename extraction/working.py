"""Filling one's own entry and calling it complete: what commands and desk call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from extraction.agreeing import standing_on
from extraction.bias.completing import judged
from extraction.entry import Entry, completed, merged
from extraction.entry_file import parse
from extraction.form import Form, find_form
from extraction.names import names_beside, spelled_otherwise
from extraction.opened import pair_in
from extraction.part import parsed
from extraction.places_named import part_named, place_named
from extraction.plausible.concern import Concern
from extraction.plausible.reading import concerns_at
from extraction.projector import ENTRY, STATE
from extraction.queries import Place, entries, forms
from extraction.value import to_data
from review.ledger.ledger import Review, Writing
from review.people import team
from review.protocols.versions import current
from review.refusal import Refused
from review.reports.linking import find
from review.studies import Study


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling changed: the entry as it is now, and the number of values written.

    `concerns` are what to look at again in the values, `says` what to look at in the names. `both`
    tells that another's entry is complete as well, so that the two can be compared.
    """

    entry: Entry
    study: Study
    written: int
    concerns: tuple[Concern, ...] = ()
    says: tuple[str, ...] = ()
    both: bool = False


def fill_from_file(
    review: Review,
    study: str,
    form: str,
    text: str,
    *,
    part: str,
    name: str,
    done: bool,
    reopen: bool = False,
) -> Filled:
    """Lay the answers of a file over the person's own entry, all of them or none."""
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("extractor",), "extract")
        which, found = find(connection, study), find_form(form, forms(connection))
        new = parse(found, text, study=which.id, extractor=review.person, part=part, name=name)
        new = replace(new, part=part_named(connection, which, found, new.part))
        filled = lay_over(writing, found, which, new, done=done, reopen=reopen)
        return _looked_over(connection, review.person, filled)


def finish(review: Review, study: str, form: str, *, part: str = "", done: bool = True) -> Filled:
    """Call the person's own entry complete, or open it again."""
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("extractor",), "extract")
        which, found, place = place_named(connection, study, form, part)
        old = own_entry(connection, place, review.person, found)
        if old.complete == done:
            return Filled(old, which, 0)
        if not done:
            _not_agreed(connection, place)
        entry = judged(connection, found, completed(found, old)) if done else old
        mark(writing, place, complete=done)
        return _looked_over(connection, review.person, Filled(entry, which, 0))


def _looked_over(connection: Connection, person: str, filled: Filled) -> Filled:
    """Return `filled` with what there is to look at again; nothing of it stops anything."""
    entry = filled.entry
    place = Place(entry.study, entry.form, entry.part)
    concerns = concerns_at(connection, person, place, entry.values)
    pair = pair_in(entries(connection, place.study).get(place, {})) or ()
    return replace(filled, concerns=concerns, both=person in {one.extractor for one in pair})


def write_values(review: Review, place: Place, values: Mapping[str, dict[str, Any] | None]) -> None:
    """Keep single values of the person's own entry, field by field; None clears."""
    with review.write() as writing:
        team.require(writing.connection, review, ("extractor",), "extract")
        form = find_form(place.form, forms(writing.connection))
        parsed(form.scope, place.part)
        if own_entry(writing.connection, place, review.person, form).complete:
            raise Refused("This entry is complete.", "Open it again to change it.")
        append_values(writing, ENTRY, place, form, dict(values))


def lay_over(
    writing: Writing, form: Form, study: Study, new: Entry, *, done: bool, reopen: bool
) -> Filled:
    """Lay `new` over the extractor's own entry of the same part, and call it complete if `done`."""
    place = Place(study.id, form.id, new.part)
    old = own_entry(writing.connection, place, new.extractor, form)
    if old.complete:
        _not_agreed(writing.connection, place)
        if not reopen:
            raise Refused("Your entry is complete and sealed.", "Say --reopen to change it.")
        mark(writing, place, complete=False)
    whole = merged(form, old, new)
    names = names_beside(writing.connection, new.extractor, form, place, new.values)
    says = spelled_otherwise(names, form, place, new.values)
    changed: dict[str, Any] = {
        path: to_data(value)
        for path, value in whole.values.items()
        if old.values.get(path) != value
    }
    changed |= {path: None for path in old.values if path not in whole.values}
    if changed:
        append_values(writing, ENTRY, place, form, changed)
    if done:
        whole = judged(writing.connection, form, completed(form, whole))
        mark(writing, place, complete=True)
    return Filled(whole, study, len(changed), says=says)


def _not_agreed(connection: Connection, place: Place) -> None:
    """Refuse to open an entry again that is agreed on, and be it twice, differently."""
    if standing_on(connection, place.study, place.form, place.part):
        raise Refused(
            "This entry is agreed.",
            "Take the consensus back first: `review undo`. Of two, settle the clash before that: "
            "`review clashes`.",
        )


def own_entry(connection: Connection, place: Place, person: str, form: Form) -> Entry:
    """Return the entry of `person` at `place`, an empty one where there is none yet."""
    found = entries(connection, place.study).get(place, {}).get(person)
    return found or Entry(
        study=place.study, form=form.id, version=form.version, extractor=person, part=place.part
    )


def append_values(
    writing: Writing, kind: str, place: Place, form: Form, values: dict[str, Any], **more: Any
) -> None:
    """Append an act that holds values of a place by path."""
    body = {"form": form.id, "version": form.version, "part": place.part, "values": values, **more}
    writing.append(kind, place.study, body)


def is_checked(connection: Connection) -> bool:
    """Say whether one person extracts and another checks, by the protocol."""
    return current(connection)[1].extraction == "checked"


def mark(
    writing: Writing,
    place: Place,
    *,
    complete: bool,
    together: Mapping[str, object] | None = None,
) -> None:
    """Call an entry of the person complete, or open it again."""
    body = {"form": place.form, "part": place.part, "complete": complete}
    # Opening it again says nothing of the form that it stands under.
    more = {"version": forms(writing.connection)[place.form].version} if complete else {}
    if complete and is_checked(writing.connection):
        more["checked"] = True
    writing.append(STATE, place.study, {**body, **more, **(together or {})})
