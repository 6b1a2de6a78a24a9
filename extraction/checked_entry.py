"""What a second person has checked so far of an entry that another extracted.

Their own entry holds each value as they leave it, so that nothing is lost between two sittings. A
row that does not belong there is left out with its reason; its values count as checked, and what
is said of one of them later puts the row back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from extraction.entry import CONSENSUS, Entry
from extraction.form import Form
from extraction.path import row_of_path
from extraction.places_named import place_named
from extraction.queries import Place, entries
from extraction.value import Value
from review.acts import Act, load
from review.refusal import Refused
from review.store import tables
from review.studies import Study, former_ids

LEFT_OUT = "left_out"  # in the body of an act: the rows, by path


@dataclass(frozen=True, slots=True)
class Checking:
    """A complete entry, what its second reader has checked of it, and why they changed values.

    `why` is by path; `left_out` has the rows that do not belong there, each with its reason.
    """

    place: Place
    study: Study
    form: Form
    first: Entry
    values: Mapping[str, Value]
    why: Mapping[str, str]
    left_out: Mapping[str, str]
    agreed: bool = False

    @property
    def left(self) -> tuple[str, ...]:
        """Return the paths of the first entry that are not checked yet."""
        return tuple(path for path in self.first.values if path not in self.values)

    @property
    def corrected(self) -> tuple[str, ...]:
        """Return the paths that were changed or added, but for those of rows that were left out."""
        return tuple(p for p, value in self.kept.items() if self.first.values.get(p) != value)

    @property
    def kept(self) -> dict[str, Value]:
        """Return the checked values without those of rows that were left out."""
        return {p: v for p, v in self.values.items() if row_of_path(p) not in self.left_out}


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
    why, left_out = _reasons(_acts(connection, person, place))
    return Checking(
        place=place,
        study=which,
        form=found,
        first=complete[0],
        values=own.values if own else {},
        why=why,
        left_out=left_out,
        agreed=CONSENSUS in of_place,
    )


def _acts(connection: Connection, person: str, place: Place) -> list[Act]:
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
    return [act for act in load(connection, ids) if not act.sealed]


def _reasons(acts: list[Act]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the reasons for changes and for rows that were left out, of each path the last."""
    why: dict[str, str] = {}
    left_out: dict[str, str] = {}
    for act in acts:
        said = act.body.get("why", {})
        for path in act.body["values"]:
            why.pop(path, None)
            left_out.pop(row_of_path(path), None)
            if path in said:
                why[path] = said[path]
        left_out |= {row: said[row] for row in act.body.get(LEFT_OUT, ())}
    return why, left_out


def paths_of(values: Mapping[str, Value], row: str) -> Iterator[str]:
    """Yield the paths of the values in a row."""
    return (path for path in values if row_of_path(path) == row)
