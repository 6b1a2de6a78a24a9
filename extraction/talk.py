"""What two extractors said to each other of the answers in which they differ, before they agree.

An act puts one place of two complete entries on the pile to discuss, with a remark or without;
another takes it off, naming the acts that it had seen. So what two copies put there without each
other is all there, in whatever order they meet, and nothing of it can clash. A field is on the pile
while the two answers stand that it was put there for. Whoever may not see both entries sees
nothing of it: a place that is opened again is as blind as it was before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from extraction.compare import Difference, side_by_side
from extraction.entry import CONSENSUS, Entry
from extraction.form import Form
from extraction.part import part_of
from extraction.projector import DISCUSS
from extraction.queries import Place, pair_in
from extraction.value import Value, to_data
from review.acts import canonical, load_standing
from review.studies import current_ids

_DIGITS = 16  # of the digest by which two answers are known again


@dataclass(frozen=True, slots=True)
class Said:
    """One act that put a field on the pile; `text` is its remark, `answers` what it was about."""

    id: str
    by: str
    at: str
    path: str
    answers: str
    text: str


@dataclass(slots=True)
class Talk:
    """What was said of one place, in order, and which of it somebody has taken off the pile."""

    said: list[Said] = field(default_factory=list)
    off: set[str] = field(default_factory=set)

    def on_pile(self, one: Difference) -> tuple[str, ...]:
        """Return the ids of the acts that keep a difference on the pile."""
        answers = digest(one.a, one.b)
        return tuple(
            said.id
            for said in self.said
            if said.path == one.path and said.answers == answers and said.id not in self.off
        )

    def remarks(self, path: str) -> tuple[Said, ...]:
        """Return what was said of a field in words, of earlier answers too."""
        return tuple(said for said in self.said if said.path == path and said.text)


def digest(one: Value | None, other: Value | None) -> str:
    """Return what tells a pair of answers from any other."""
    pair = [to_data(value) if value is not None else None for value in (one, other)]
    return hashlib.sha256(canonical(pair).encode()).hexdigest()[:_DIGITS]


def talks(connection: Connection, study: str = "") -> dict[Place, Talk]:
    """Return what was said by place, be it sealed again or not: for the program's own use."""
    acts = load_standing(connection, DISCUSS)
    now = current_ids(connection, {act.subject for act in acts})
    found: dict[Place, Talk] = {}
    for act in acts:
        if study and now[act.subject] != study:
            continue
        place = Place(now[act.subject], act.body["form"], part_of(act.body))
        talk, body = found.setdefault(place, Talk()), act.body
        if "off" in body:
            talk.off |= set(body["off"])
        else:
            answers, text = body["answers"], body["text"]
            talk.said.append(Said(act.id, act.by, act.when, body["path"], answers, text))
    return found


def piles(
    there: Mapping[Place, Talk],
    known: Mapping[str, Form],
    found: Mapping[Place, Mapping[str, Entry]],
) -> dict[Place, tuple[Difference, ...]]:
    """Return what is on the pile of each place that everyone may see and that is not agreed.

    `there` is what was said, `found` all entries, by place.
    """
    piled = {}
    for place, talk in sorted(there.items()):
        of_place = found.get(place, {})
        pair = pair_in(of_place)
        if pair is not None and CONSENSUS not in of_place and place.form in known:
            differences = side_by_side(known[place.form], *pair).differences
            piled[place] = tuple(one for one in differences if talk.on_pile(one))
    return {place: some for place, some in piled.items() if some}
