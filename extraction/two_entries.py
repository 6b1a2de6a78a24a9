"""Two complete entries of one place: compared, and what is agreed on kept beside them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from extraction import consensus
from extraction.agreeing import standing_on
from extraction.bias.completing import judged
from extraction.compare import Compared, side_by_side
from extraction.consensus import Choice
from extraction.entry import Entry
from extraction.form import Form
from extraction.opened import pair_in
from extraction.places_named import place_named
from extraction.projector import CONSENSUS_ACT
from extraction.queries import Place, entries
from extraction.value import to_data
from extraction.working import append_values
from review.ledger.ledger import Review, Writing
from review.people import team
from review.refusal import Refused
from review.studies import Study

NO_CHOICES = '{"values": {}}'  # of two entries that do not differ


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
    moved = consensus.rows_moved(form, first, second, choices)
    append_values(
        writing,
        CONSENSUS_ACT,
        place,
        form,
        {path: to_data(value) for path, value in entry.values.items()},
        complete=True,
        over=standing_on(writing.connection, place.study, place.form, place.part),
        of=[first.extractor, second.extractor],
        choices={path: choice.to_data() for path, choice in choices.items()},
        **({"rows": moved} if moved else {}),
        **(together or {}),
    )
    return entry
