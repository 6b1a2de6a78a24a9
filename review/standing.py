"""Standing: where a set is now, derived from its arm, removal, ballots and retrieval.

The shared standing follows from facts and revealed acts only; what one person has decided
unrevealed is added for that person alone, where it is shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import islice
from typing import Literal, TypeVar

from sqlalchemy import ColumnElement, Connection, bindparam, case, select, update

from review.protocol import Protocol
from review.store import tables

Standing = Literal[
    "removed",
    "to-screen",
    "conflict-title-abstract",
    "excluded-title-abstract",
    "sought",
    "not-retrieved",
    "to-assess",
    "conflict-full-text",
    "excluded-full-text",
    "awaiting",
    "ongoing",
    "not-used",
    "included",
]

# Kinds of sources; the first two make the left column of the flow, the rest the right.
DATABASE_KINDS = ("database", "register")
OTHER_KINDS = ("website", "organisation", "citation-search", "contact", "handsearch", "other")
# Reports that an earlier version of the review included, from a file: a column of their own.
PREVIOUS = "previous"
KINDS = (*DATABASE_KINDS, *OTHER_KINDS, PREVIOUS)

PENDING = "pending"
# Until the folds have run: a set that nothing was said about, and one that was made anew.
FRESH, STALE = "", "stale"
SETTLED_FULL_TEXT = ("included", "excluded", "awaiting", "ongoing", "not-used")
BATCH = 500
T = TypeVar("T")


def arm_of(kind: str) -> str:
    """Return the column of the flow in which a source of `kind` is counted."""
    if kind == PREVIOUS:
        return PREVIOUS
    return "database" if kind in DATABASE_KINDS else "other"


def is_screened(arm: str, protocol: Protocol, *, straight: bool) -> bool:
    """Tell whether sets of `arm` are screened on title and abstract (METHOD: stage rules).

    Those that came `straight` to the full text, as a known list of reports, are not.
    """
    return not straight and (arm == "database" or protocol.screen_other_methods)


def screened_sets(protocol: Protocol) -> ColumnElement[bool]:
    """Return the condition that `is_screened` holds of a set."""
    table = tables.duplicate_set
    arms = ("database", "other") if protocol.screen_other_methods else ("database",)
    return table.c.arm.in_(arms) & table.c.straight.is_(False)


def is_sought(*, screened: bool, removed: str, title_abstract: str) -> bool:
    """Tell whether a set has become a report whose full text is sought."""
    return not removed and (not screened or title_abstract == "forward")


def standing_of(
    *, screened: bool, removed: str, title_abstract: str, retrieval: str, full_text: str
) -> Standing:
    """Return the shared standing; the states are those of the two ballots and the retrieval log."""
    if removed:
        return "removed"
    if screened and title_abstract != "forward":
        return _SCREENING.get(title_abstract, "to-screen")
    if full_text in _ASSESSED:
        return _ASSESSED[full_text]
    if retrieval == "not-retrieved":
        return "not-retrieved"
    return "to-assess" if retrieval == "retrieved" else "sought"


_SCREENING: dict[str, Standing] = {
    "conflict": "conflict-title-abstract",
    "excluded": "excluded-title-abstract",
}
_ASSESSED: dict[str, Standing] = {
    "conflict": "conflict-full-text",
    "to-discuss": "conflict-full-text",
    "excluded": "excluded-full-text",
    "included": "included",
    "awaiting": "awaiting",
    "ongoing": "ongoing",
    "not-used": "not-used",
}


def batches(values: Iterable[T], size: int = BATCH) -> Iterable[list[T]]:
    """Give `values` in lists short enough for one SQL statement."""
    iterator = iter(values)
    while batch := list(islice(iterator, size)):
        yield batch


def fresh_standings(connection: Connection) -> None:
    """Give a standing to all sets that have none yet: they wait for screening, or are sought."""
    from review.protocols.versions import current

    _version, protocol = current(connection)
    table = tables.duplicate_set
    first = case(
        (table.c.arm == PREVIOUS, "included"),
        (screened_sets(protocol), "to-screen"),
        else_="sought",
    )
    connection.execute(update(table).where(table.c.standing == FRESH).values(standing=first))


def fold_standings(connection: Connection, sets: Collection[str]) -> None:
    """Write the standing of each of `sets` from the other columns of its row."""
    from review.protocols.versions import current

    _version, protocol = current(connection)
    table = tables.duplicate_set
    changed = []
    for batch in batches(sorted(sets)):
        for row in connection.execute(select(table).where(table.c.set_id.in_(batch))):
            standing = standing_of(
                screened=is_screened(row.arm, protocol, straight=row.straight),
                removed=row.removed,
                title_abstract=row.title_abstract,
                retrieval=row.retrieval,
                full_text="included" if row.arm == PREVIOUS else row.full_text,
            )
            if standing != row.standing:
                changed.append({"key": row.set_id, "now": standing})
    if changed:
        connection.execute(
            update(table)
            .where(table.c.set_id == bindparam("key"))
            .values(standing=bindparam("now")),
            changed,
        )


def was_searched(connection: Connection) -> bool:
    """Tell whether duplicates have been looked for, in a run that still stands."""
    act, gone = tables.act, tables.withdrawal
    withdrawn = select(gone.c.act_id).where(gone.c.act_id == act.c.id)
    runs = select(act.c.id).where(act.c.kind == "dedupe", ~withdrawn.exists()).limit(1)
    return connection.scalar(runs) is not None
