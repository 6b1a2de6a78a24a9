"""One person extracts, another checks every value: it is confirmed, or corrected with a reason.

The second person's own entry holds what they have checked so far, each value as they leave it, so
that nothing is lost between two sittings. When all is checked it is what is agreed. Shape of the
file for `verify`: {"values": {path: "confirm" | {"value": ..., "why": ...}}}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from extraction import working
from extraction.agreeing import standing_on
from extraction.checking import read
from extraction.entry import CONSENSUS, Entry, completed, missing
from extraction.entry_file import decoded, listed
from extraction.form import Form
from extraction.places_named import place_named
from extraction.projector import CONSENSUS_ACT, ENTRY
from extraction.queries import Place, entries
from extraction.value import Value, to_data
from review import team
from review.acts import load
from review.ledger import Review, Writing
from review.refusal import Refused
from review.store import tables
from review.studies import Study, former_ids
from review.undoing import at_once

CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Checking:
    """A complete entry, what its second reader has checked of it, and why they changed values."""

    place: Place
    study: Study
    form: Form
    first: Entry
    values: Mapping[str, Value]
    why: Mapping[str, str]
    agreed: bool = False

    @property
    def left(self) -> tuple[str, ...]:
        """Return the paths of the first entry that are not checked yet."""
        return tuple(path for path in self.first.values if path not in self.values)

    @property
    def corrected(self) -> tuple[str, ...]:
        """Return the paths that were changed or added."""
        return tuple(p for p, value in self.values.items() if self.first.values.get(p) != value)


def checking(
    connection: Connection, person: str, study: str, form: str, part: str = ""
) -> Checking:
    """Return the checking of a place by `person`.

    Raises Refused where the protocol has two people extract, where there is no complete entry of
    somebody else, and where there are two.
    """
    which, found, place = place_named(connection, study, form, part)
    of_place = entries(connection, which.id).get(place, {})
    complete = [
        entry
        for name, entry in of_place.items()
        if name not in {person, CONSENSUS} and entry.complete and not entry.sealed
    ]
    if len(complete) != 1 or not complete[0].checked:
        raise Refused(
            f"No entry of {which.name} in {found.id} waits for you to check it.",
            "It has to be somebody else's, complete, under a protocol with extraction = "
            '"checked". Two complete entries are compared: `review compare`.',
        )
    own = of_place.get(person)
    return Checking(
        place,
        which,
        found,
        complete[0],
        own.values if own else {},
        _reasons(connection, person, place),
        CONSENSUS in of_place,
    )


def _reasons(connection: Connection, person: str, place: Place) -> dict[str, str]:
    """Return the reasons for changes, of each path the last."""
    value = tables.entry_value
    ids = connection.scalars(
        select(value.c.act_id)
        .where(
            value.c.study_id.in_(former_ids(connection, place.study)),
            value.c.form == place.form,
            value.c.part == place.part,
            value.c.extractor == person,
        )
        .distinct()
    ).all()
    found: dict[str, str] = {}
    for act in sorted(load(connection, ids), key=lambda one: one.order):
        for path in () if act.sealed else act.body["values"]:
            found.pop(path, None)
            if why := act.body.get("why", {}).get(path):
                found[path] = why
    return found


def confirm(review: Review, place: Place, paths: Iterable[str]) -> None:
    """Keep that the person found the values at `paths` to be right."""
    with review.write() as writing:
        now = _to_check(writing, place)
        _keep(writing, now, {path: now.first.values[path] for path in paths}, {})


def correct(review: Review, place: Place, path: str, value: Value, why: str) -> None:
    """Keep what stands in place of a value, or is added; Refused without a reason."""
    with review.write() as writing:
        now = _to_check(writing, place)
        if now.form.at(path) is None:
            raise Refused(f"The form has no place “{path}”.")
        _keep(writing, now, {path: value}, {path: _reason(why)})


def verify_from_file(
    review: Review,
    study: str,
    form: str,
    text: str = "",
    *,
    part: str = "",
    name: str = "the file",
    rest: bool = False,
    done: bool = False,
) -> Checking:
    """Keep what a file says of the values, all of it or nothing; return the checking as it is then.

    With `rest`, all values that are left are confirmed; with `done` the checking is finished.
    """
    with review.write() as writing:
        now = _named(writing, study, form, part)
        values, why = _read(now, text, name) if text else ({}, {})
        if rest:
            values |= {path: now.first.values[path] for path in now.left if path not in values}
        if values:
            _keep(writing, now, values, why)
    if done:
        finish(review, now.place)
    with review.read() as connection:
        return checking(connection, review.person, study, form, part)


def _read(now: Checking, text: str, name: str) -> tuple[dict[str, Value], dict[str, str]]:
    given = decoded(text, name).get("values")
    if not isinstance(given, Mapping):
        raise Refused(f"{name} does not hold values.", 'Write {"values": {path: "confirm"}}.')
    values: dict[str, Value] = {}
    why: dict[str, str] = {}
    problems = []
    for path, raw in given.items():
        try:
            values[path], reason = _one(now, str(path), raw)
        except Refused as refusal:
            problems.append(f"{path}: {refusal}")
            continue
        if reason:
            why[path] = reason
    if problems:
        raise Refused(listed(problems, name), "Mend the file; nothing of it has been taken in.")
    return values, why


def _one(now: Checking, path: str, raw: Any) -> tuple[Value, str]:
    one = now.form.at(path)
    if one is None:
        raise Refused("The form has no such place.", "Use the paths that `review verify` prints.")
    if raw == CONFIRM:
        if path not in now.first.values:
            raise Refused("There is nothing to confirm.", "Give a value and a reason.")
        return now.first.values[path], ""
    if not isinstance(raw, Mapping):
        raise Refused("That is no answer.", 'Write "confirm" or {"value": ..., "why": ...}.')
    value = read(one, {key: part for key, part in raw.items() if key != "why"})
    if value is None:
        raise Refused("There is no value.", "Give one, or the status not-reported.")
    return value, _reason(str(raw.get("why", "")))


def _reason(why: str) -> str:
    if not why.strip():
        raise Refused("A correction needs a reason.", 'Add "why": "...".')
    return why.strip()


def finish(review: Review, place: Place) -> Entry:
    """Make what was checked the agreed entry; Refused while values are left. One undo opens it."""
    with review.write() as writing:
        now = _to_check(writing, place)
        if now.left:
            named = ", ".join(now.left[:3])
            raise Refused(
                f"{len(now.left)} values are not checked yet: {named}.",
                "Confirm or correct them first.",
            )
        entry = Entry(
            study=place.study,
            form=place.form,
            version=now.form.version,
            extractor=CONSENSUS,
            part=place.part,
            values=dict(now.values),
        )
        if missing(now.form, entry.values):
            completed(now.form, entry)
        together = at_once(2)
        working.mark(writing, place, complete=True, together=together)
        body = {
            "form": place.form,
            "version": now.form.version,
            "part": place.part,
            "values": {path: to_data(value) for path, value in now.values.items()},
            "complete": True,
            "over": standing_on(writing.connection, place.study, place.form, place.part),
            "of": [now.first.extractor, review.person],
            "checked_by": review.person,
            "choices": {
                path: {"taken": "second", "why": now.why.get(path, "")} for path in now.corrected
            },
        }
        writing.append(CONSENSUS_ACT, place.study, {**body, **together})
    return entry


def _named(writing: Writing, study: str, form: str, part: str) -> Checking:
    team.require(writing.connection, writing.review, ("extractor",), "extract")
    now = checking(writing.connection, writing.review.person, study, form, part)
    if now.agreed:
        raise Refused("This entry is checked and agreed.", "Take that back first: `review undo`.")
    return now


def _to_check(writing: Writing, place: Place) -> Checking:
    return _named(writing, f"s-{place.study}", place.form, place.part)


def _keep(
    writing: Writing, now: Checking, values: Mapping[str, Value], why: Mapping[str, str]
) -> None:
    body: dict[str, Any] = {
        "form": now.form.id,
        "version": now.form.version,
        "part": now.place.part,
        "values": {path: to_data(value) for path, value in values.items()},
    }
    writing.append(ENTRY, now.place.study, {**body, **({"why": dict(why)} if why else {})})
