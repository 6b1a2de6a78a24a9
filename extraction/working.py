"""Filling entries, calling them complete, comparing and agreeing: what commands and desk call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from extraction import consensus
from extraction.agreeing import standing_on
from extraction.bias.completing import judged
from extraction.compare import Compared, side_by_side
from extraction.consensus import Choice
from extraction.entry import Entry, completed, merged
from extraction.entry_file import parse
from extraction.form import Form, find_form
from extraction.names import names_beside, spelled_otherwise
from extraction.part import parsed
from extraction.places_named import part_named, place_named
from extraction.plausible.concern import Concern
from extraction.plausible.reading import concerns_at
from extraction.projector import CONSENSUS_ACT, ENTRY, STATE
from extraction.queries import Place, entries, forms, pair_in
from extraction.value import to_data
from review import team
from review.ledger import Review, Writing
from review.linking import find
from review.refusal import Refused
from review.studies import Study
from review.versions import current

NO_CHOICES = '{"values": {}}'  # of two entries that do not differ


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
        _append(writing, ENTRY, place, form, dict(values))


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
        _append(writing, ENTRY, place, form, changed)
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


def _append(
    writing: Writing, kind: str, place: Place, form: Form, values: dict[str, Any], **more: Any
) -> None:
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


def pair_of(
    connection: Connection, study: str, form: str, part: str = ""
) -> tuple[Study, Form, Entry, Entry]:
    """Return the two complete entries of a place; Refused before both are complete."""
    which, found, place = place_named(connection, study, form, part)
    pair = pair_in(entries(connection, which.id).get(place, {}))
    if pair is None:
        raise Refused(
            "Two complete entries are compared; not both are there yet.",
            "Each extractor says so with `review extract ... --done`.",
        )
    return which, found, *pair


def compared(
    review: Review, study: str, form: str, part: str = ""
) -> tuple[Compared, Entry, Entry]:
    """Return two complete entries side by side; Refused before both are complete."""
    with review.read() as connection:
        _which, found, first, second = pair_of(connection, study, form, part)
    return side_by_side(found, first, second), first, second


def agree(
    review: Review, study: str, form: str, text: str, *, part: str = "", name: str = "the file"
) -> Entry:
    """Keep the consensus that the choices of a file make of two complete entries."""
    with review.write() as writing:
        pair = _to_agree(writing, study, form, part)
        choices = consensus.parse_choices(pair[1], text, name)
        return keep_agreed(writing, pair[1], _place(pair), pair[2:], choices)


def settle(review: Review, place: Place, choices: Mapping[str, Choice]) -> Entry:
    """Keep the consensus that `choices` make of two complete entries of `place`."""
    with review.write() as writing:
        pair = _to_agree(writing, f"s-{place.study}", place.form, place.part)
        return keep_agreed(writing, pair[1], _place(pair), pair[2:], choices)


def _to_agree(
    writing: Writing, study: str, form: str, part: str
) -> tuple[Study, Form, Entry, Entry]:
    team.require(
        writing.connection, writing.review, ("extractor", "adjudicator"), "agree on entries"
    )
    return pair_of(writing.connection, study, form, part)


def _place(pair: tuple[Study, Form, Entry, Entry]) -> Place:
    study, form, first, _second = pair
    return Place(study.id, form.id, first.part)


def keep_agreed(
    writing: Writing,
    form: Form,
    place: Place,
    pair: tuple[Entry, Entry],
    choices: Mapping[str, Choice],
    *,
    together: Mapping[str, object] | None = None,
) -> Entry:
    """Keep the consensus that `choices` make of two complete entries; Refused where some lack."""
    first, second = pair
    made = consensus.agreed(form, first, second, choices)
    entry = judged(writing.connection, form, made, agreed=True)
    _append(
        writing,
        CONSENSUS_ACT,
        place,
        form,
        {path: to_data(value) for path, value in entry.values.items()},
        complete=True,
        over=standing_on(writing.connection, place.study, place.form, place.part),
        of=[first.extractor, second.extractor],
        choices={path: choice.to_data() for path, choice in choices.items()},
        **(together or {}),
    )
    return entry
