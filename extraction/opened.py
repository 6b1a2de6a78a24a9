"""Which entries may be seen, by whom: until two of a place are complete each is its extractor's.

One that is complete for another to check is open too, and so is a place where something is agreed.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from extraction.entry import CONSENSUS, Entry
from extraction.queries import Place, entries

_TWO = 2


def is_open(of_place: Mapping[str, Entry]) -> bool:
    """Tell whether the entries of one place may be seen by others.

    They may where two are complete, where something is agreed, and where one is for another to
    check.
    """
    if CONSENSUS in of_place:
        return True
    if any(entry.complete and entry.checked and not entry.sealed for entry in of_place.values()):
        return True
    return sum(entry.complete and not entry.sealed for entry in of_place.values()) >= _TWO


def pair_in(of_place: Mapping[str, Entry]) -> tuple[Entry, Entry] | None:
    """Return the two complete entries of one place, by name; None where they are not both there."""
    done = [
        entry
        for name, entry in sorted(of_place.items())
        if name != CONSENSUS and entry.complete and not entry.sealed
    ]
    return (done[0], done[1]) if len(done) >= _TWO else None


def is_committed(of_place: Mapping[str, Entry]) -> bool:
    """Tell whether the entries of one place may leave a copy: two are complete, be one sealed."""
    done = [entry for entry in of_place.values() if entry.complete]
    return CONSENSUS in of_place or len(done) >= _TWO or any(entry.checked for entry in done)


def visible_entries(
    connection: Connection, viewer: str, study: str
) -> dict[Place, dict[str, Entry]]:
    """Return the entries of a study that `viewer` may see."""
    found = {}
    for place, of_place in entries(connection, study).items():
        opened = is_open(of_place)
        seen = {name: entry for name, entry in of_place.items() if opened or name == viewer}
        if seen:
            found[place] = seen
    return found
