"""Take the answers of a file into one's own entries: each is kept, or listed with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from extraction.checking import read
from extraction.entry import Entry, missing
from extraction.form import Form, find_form
from extraction.names import add_names, names_in_use, spelled_otherwise
from extraction.number import may_be_thousands
from extraction.offline.reading import Answer, Given, Read, read_file
from extraction.offline.studies import Studies
from extraction.projector import ENTRY, STATE
from extraction.queries import Place, entries, forms
from extraction.value import Value, to_data
from extraction.working import is_checked
from review.counting import counted
from review.ledger.ledger import Entry as ActEntry
from review.ledger.ledger import Review, Writing
from review.ledger.undoing import at_once
from review.people import team
from review.refusal import Refused

Progress = Callable[[int, int], None]
_AT_ONCE = 200  # acts


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read, as the person who takes it in says."""

    form: str
    columns: Mapping[str, str] = field(default_factory=dict)  # header in the file: column
    codes: Mapping[str, str] = field(default_factory=dict)  # code in the file: reviewer
    words: Mapping[str, str] = field(default_factory=dict)  # cell: status, "" for no answer
    done: bool = False  # call the entries complete that have all required answers


@dataclass(frozen=True, slots=True)
class Rejected:
    """An answer that was not kept: its line, place and text, and why."""

    line: int
    path: str
    why: str
    text: str


@dataclass(slots=True)
class TakenIn:
    """What became of the answers of a file: found = imported + rejected, always."""

    form: str = ""
    found: int = 0
    imported: int = 0
    changed: int = 0  # of those imported, not there already
    entries: int = 0
    complete: int = 0
    incomplete: list[str] = field(default_factory=list)  # asked to be complete, answers lack
    rejected: list[Rejected] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)  # answers of each code of the file
    says: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _New:
    """One own entry: as it was, and what the file lays over it."""

    name: str
    old: Entry
    code: str = ""
    values: dict[str, Value] = field(default_factory=dict)

    def changed(self) -> dict[str, dict[str, Any]]:
        return {
            path: to_data(value)
            for path, value in self.values.items()
            if self.old.values.get(path) != value
        }


def take_in(
    review: Review, data: bytes, name: str, asked: Asked, progress: Progress | None = None
) -> TakenIn:
    """Keep the answers of a file in the person's own entries, in one transaction.

    What another gave is not taken: everyone takes in their own. An empty cell leaves what is there.
    All of it is taken back by one undo. Raises Refused where the file as a whole makes no sense.
    """
    with review.write() as writing:
        done, form, new = _looked_at(writing.connection, review, data, name, asked)
        _keep(writing, form, new, asked, done, progress)
    return done


def look_at(review: Review, data: bytes, name: str, asked: Asked) -> TakenIn:
    """Return what `take_in` would do with a file, and keep nothing."""
    with review.read() as connection:
        done, form, new = _looked_at(connection, review, data, name, asked)
    _count(form, new, asked, done)
    return done


def _looked_at(
    connection: Connection, review: Review, data: bytes, name: str, asked: Asked
) -> tuple[TakenIn, Form, Mapping[Place, _New]]:
    team.require(connection, review, ("extractor",), "extract")
    form = find_form(asked.form, forms(connection))
    for person in asked.codes.values():
        team.find(connection, person)
    found = read_file(form, data, name, asked.columns, asked.words)
    done = TakenIn(form.id, says=found.says)
    new = _sorted_out(connection, review.person, form, found, asked, done)
    return done, form, new


def _sorted_out(
    connection: Connection, person: str, form: Form, found: Read, asked: Asked, done: TakenIn
) -> Mapping[Place, _New]:
    studies, there = Studies(connection), entries(connection)
    new: dict[Place, _New] = {}
    points: list[Answer] = []
    for given in found.given:
        done.found += len(given.answers)
        done.codes[given.extractor] += len(given.answers)
        try:
            _own(given, person, asked)
            study = studies.find(given.study)
            place = Place(study.id, form.id, studies.part(study, form, given.part, given.study))
        except Refused as refusal:
            done.rejected += [_rejected(one, refusal.why) for one in given.answers]
            continue
        if place not in new:
            blank = Entry(
                study=study.id,
                form=form.id,
                version=form.version,
                extractor=person,
                part=place.part,
            )
            new[place] = _New(study.name, there.get(place, {}).get(person) or blank)
        entry = new[place]
        entry.code = given.code or entry.code
        for answer in given.answers:
            try:
                entry.values[answer.path] = value = _value(form, entry, answer)
                if isinstance(value.value, float) and may_be_thousands(answer.text):
                    points.append(answer)
            except Refused as refusal:
                done.rejected.append(_rejected(answer, str(refusal)))
    done.imported = done.found - len(done.rejected)
    if points:
        first = points[0]
        done.says.append(
            f"{counted(len(points), 'number')} with three digits after a point read as decimals, "
            f"such as {first.text} (line {first.line} {first.path})."
        )
    names = names_in_use(connection, person)
    for place, one in new.items():
        warned = spelled_otherwise(names, form, place, one.values)
        done.says += [f"{one.name}: {sentence}" for sentence in warned]
        add_names(names, place.study, form, place.part, one.values)
    return new


def _own(given: Given, person: str, asked: Asked) -> None:
    """Refuse what another gave: nobody fills another's entry, and none is seen before its time."""
    whose = asked.codes.get(given.extractor, given.extractor)
    if whose not in {"", person}:
        raise Refused(f"This is by {given.extractor}, not by {person}.")


def _value(form: Form, entry: _New, answer: Answer) -> Value:
    one = form.at(answer.path)
    if one is None:
        raise Refused(f"The form has no place “{answer.path}”.")
    if answer.path in entry.values:
        raise Refused("It is answered twice in the file.", "Leave one of them out.")
    value = read(one, answer.raw)
    if value is None:
        raise Refused("There is no answer.")
    if entry.old.complete and entry.old.values.get(answer.path) != value:
        raise Refused("Your entry is complete.", "Open it again to change it.")
    return value


def _rejected(answer: Answer, why: str) -> Rejected:
    return Rejected(answer.line, answer.path, why, answer.text)


def _keep(
    writing: Writing,
    form: Form,
    new: Mapping[Place, _New],
    asked: Asked,
    done: TakenIn,
    progress: Progress | None,
) -> None:
    changed, finished = _count(form, new, asked, done)
    together = at_once(len(changed) + len(finished))
    head = {"form": form.id, "version": form.version}
    values = [
        ActEntry(
            place.study,
            {
                **head,
                "part": place.part,
                "values": new[place].changed(),
                **({"code": new[place].code} if new[place].code else {}),
                **together,
            },
        )
        for place in changed
    ]
    ended = {"complete": True, "checked": is_checked(writing.connection), **together}
    states = [ActEntry(place.study, {**head, "part": place.part, **ended}) for place in finished]
    for kind, acts in ((ENTRY, values), (STATE, states)):
        for start in range(0, len(acts), _AT_ONCE):
            writing.append_all(kind, acts[start : start + _AT_ONCE])
            if progress:
                progress(min(start + _AT_ONCE, len(acts)), len(acts))


def _count(
    form: Form, new: Mapping[Place, _New], asked: Asked, done: TakenIn
) -> tuple[list[Place], list[Place]]:
    """Return the places with something new, and those that are complete with it."""
    changed = [place for place, one in new.items() if one.changed()]
    finished = []
    for place, one in new.items():
        if not asked.done or one.old.complete:
            continue
        if missing(form, {**one.old.values, **one.values}):
            done.incomplete.append(one.name)
        else:
            finished.append(place)
    done.changed = sum(len(new[place].changed()) for place in changed)
    done.entries, done.complete = len(new), len(finished)
    return changed, finished
