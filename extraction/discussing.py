"""Putting differences on the pile to discuss, taking them off, and listing what is on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from extraction.compare import Difference, side_by_side
from extraction.entry import CONSENSUS
from extraction.form import Form
from extraction.opened import pair_in
from extraction.projector import DISCUSS
from extraction.queries import Place, entries, forms
from extraction.talk import Talk, digest, piles, talks
from extraction.two_entries import pair_of
from review.ids import shown_study
from review.ledger.ledger import Review, Writing
from review.people import team
from review.refusal import Refused
from review.studies import names_of_studies


@dataclass(frozen=True, slots=True)
class ToDiscuss:
    """A place with the differences that are on its pile."""

    place: Place
    study: str
    form: Form
    first: str
    second: str
    differences: tuple[Difference, ...]
    talk: Talk


def to_discuss(connection: Connection, study: str = "") -> list[ToDiscuss]:
    """Return the places with something on their pile, of one study or of all, in order."""
    there = talks(connection, study)
    if not there:
        return []
    known, names, found = forms(connection), names_of_studies(connection), entries(connection)
    made = []
    for place, some in piles(there, known, found).items():
        pair = pair_in(found[place])
        assert pair is not None
        name = names.get(place.study, shown_study(place.study))
        who = pair[0].extractor, pair[1].extractor
        made.append(ToDiscuss(place, name, known[place.form], *who, some, there[place]))
    return made


def discuss(review: Review, place: Place, path: str, text: str = "") -> bool:
    """Put a difference on the pile, with a remark where there is one; False if it was there.

    Refused before both entries are complete, once they are agreed, and where they do not differ.
    """
    with review.write() as writing:
        one, talk = _difference(writing, place, path)
        said = text.strip()
        if not said and talk.on_pile(one):
            return False
        _append(writing, place, {"path": path, "answers": digest(one.a, one.b), "text": said})
    return True


def take_off(review: Review, place: Place, path: str) -> None:
    """Take a difference off the pile; what was said of it stays."""
    with review.write() as writing:
        one, talk = _difference(writing, place, path)
        there = talk.on_pile(one)
        if not there:
            raise Refused(f"{one.name} is not on the pile.", "See what is: `review discuss`.")
        _append(writing, place, {"path": path, "off": list(there)})


def _difference(writing: Writing, place: Place, path: str) -> tuple[Difference, Talk]:
    connection = writing.connection
    team.require(connection, writing.review, ("extractor", "adjudicator"), "agree on entries")
    named = f"s-{place.study}", place.form, place.part
    study, form, first, second = pair_of(connection, *named)
    place = Place(study.id, form.id, first.part)
    if CONSENSUS in entries(connection, study.id)[place]:
        raise Refused("This entry is agreed.", "Take the consensus back first: `review undo`.")
    differences = {one.path: one for one in side_by_side(form, first, second).differences}
    if path not in differences:
        raise Refused(
            f"The two entries do not differ at “{path}”.",
            "Use the paths that `review compare` prints.",
        )
    return differences[path], talks(connection, study.id).get(place, Talk())


def _append(writing: Writing, place: Place, what: Mapping[str, Any]) -> None:
    writing.append(DISCUSS, place.study, {"form": place.form, "part": place.part, **what})
