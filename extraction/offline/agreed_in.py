"""Take in what two extractors agreed on elsewhere: a row of a table for each agreed entry.

The two entries are here and stay as they are. Where they differ, the table says whose answer holds,
or another one; an empty cell says that of one answer and none, none holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from extraction import consensus, two_entries
from extraction.bias.completing import judged
from extraction.checking import read
from extraction.compare import difference_kind, side_by_side
from extraction.consensus import Choice
from extraction.entry import CONSENSUS, Entry
from extraction.form import Form, find_form
from extraction.offline.reading import Given, read_file
from extraction.offline.studies import Studies
from extraction.offline.taking_in import Asked, Rejected
from extraction.opened import pair_in
from extraction.queries import Place, entries, forms
from extraction.value import Value
from review.ledger.ledger import Review
from review.ledger.undoing import at_once
from review.people import team
from review.refusal import Refused


@dataclass(slots=True)
class Agreements:
    """What became of the rows: found = imported + rejected, always."""

    found: int = 0
    imported: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    says: list[str] = field(default_factory=list)


def take_in_agreed(
    review: Review,
    data: bytes,
    name: str,
    asked: Asked,
    why: str,
    progress: Callable[[int, int], None] | None = None,
) -> Agreements:
    """Keep a consensus for each row of a file; one undo takes all of them back.

    `why` is the reason for answers that are neither extractor's. Raises Refused where the file as a
    whole makes no sense; a row that leaves a difference is listed.
    """
    reason = _reason(why)
    with review.write() as writing:
        connection = writing.connection
        done, ready, form = _read(connection, review, data, name, asked, reason)
        together = at_once(len(ready))
        for number, (place, (pair, choices)) in enumerate(ready.items(), start=1):
            two_entries.keep_agreed(writing, form, place, pair, choices, together=together)
            if progress:
                progress(number, len(ready))
    return done


def look_at_agreed(review: Review, data: bytes, name: str, asked: Asked, why: str) -> Agreements:
    """Return what `take_in_agreed` would make of a file; nothing is kept."""
    reason = _reason(why)
    with review.read() as connection:
        return _read(connection, review, data, name, asked, reason)[0]


def _reason(why: str) -> str:
    if not why.strip():
        raise Refused("What neither extractor said needs a reason.", "Say --why.")
    return why.strip()


Pair = tuple[Entry, Entry]
Ready = dict[Place, tuple[Pair, dict[str, Choice]]]  # what is to be kept, by place


def _read(
    connection: Connection, review: Review, data: bytes, name: str, asked: Asked, why: str
) -> tuple[Agreements, Ready, Form]:
    team.require(connection, review, ("extractor", "adjudicator"), "agree on entries")
    form = find_form(asked.form, forms(connection))
    found = read_file(form, data, name, asked.columns, asked.words)
    done = Agreements(len(found.given), says=found.says)
    return done, _ready(connection, form, found.given, why, done), form


def _ready(
    connection: Connection, form: Form, rows: Iterable[Given], why: str, done: Agreements
) -> Ready:
    studies, there = Studies(connection), entries(connection)
    ready: Ready = {}
    for given in rows:
        try:
            study = studies.find(given.study)
            place = Place(study.id, form.id, studies.part(study, form, given.part, given.study))
            pair = _pair(there.get(place, {}), twice=place in ready)
            choices = _choices(form, pair, _answers(form, given), why)
            made = consensus.agreed(form, *pair, choices)
            judged(connection, form, made, agreed=True)
            ready[place] = (pair, choices)
        except Refused as refusal:
            done.rejected.append(Rejected(given.line, "", str(refusal), given.study))
    done.imported = len(ready)
    return ready


def _pair(of_place: Mapping[str, Entry], *, twice: bool) -> Pair:
    if twice:
        raise Refused("It stands twice in the file.", "Leave one of them out.")
    if CONSENSUS in of_place:
        raise Refused("It is agreed already.", "Take that back first: `review undo`.")
    pair = pair_in(of_place)
    if pair is None:
        raise Refused("Not both entries are complete.")
    return pair


def _answers(form: Form, given: Given) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for answer in given.answers:
        one = form.at(answer.path)
        value = read(one, answer.raw) if one else None
        if value is None:
            raise Refused(f"The form has no place “{answer.path}”.")
        found[answer.path] = value
    return found


def _choices(form: Form, pair: Pair, answers: Mapping[str, Value], why: str) -> dict[str, Choice]:
    both = side_by_side(form, *pair)
    choices: dict[str, Choice] = {}
    for path in dict.fromkeys((*(one.path for one in both.differences), *answers)):
        a, b, agreed = both.a.get(path), both.b.get(path), answers.get(path)
        one = form.at(path)
        assert one is not None
        if agreed is None:
            if a is None or b is None:
                choices[path] = Choice("first" if a is None else "second", why)
        elif difference_kind(one, a, agreed) is None:
            if difference_kind(one, a, b):
                choices[path] = Choice("first", why)
        elif difference_kind(one, b, agreed) is None:
            choices[path] = Choice("second", why)
        else:
            choices[path] = Choice("another", why, {path: agreed})
    return choices
