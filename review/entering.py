"""Entering work done elsewhere, and taking an entry back."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from review import team
from review.acts import load
from review.clean import one_line
from review.elsewhere import ELSEWHERE, MOST, OF_PREVIOUS, WHAT, elsewhere, fits, says
from review.ids import fresh, shown, typed_digits
from review.ledger import Review
from review.refusal import Refused
from review.standing import KINDS
from review.store import tables
from review.versions import current


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person wants to enter, before it is checked."""

    what: str
    number: int
    why: str
    source: str = ""
    kind: str = ""
    reason: str = ""
    at: str = ""


def enter(review: Review, entry: Entry) -> str:
    """Enter work done elsewhere and say what was entered; Refused where it does not fit."""
    if entry.what not in WHAT:
        raise Refused(f"“{entry.what}” cannot be entered.", f"It can be: {', '.join(WHAT)}.")
    if not 0 < entry.number < MOST:
        raise Refused(f"{entry.number:,} is not a number to enter.", "Enter how many there were.")
    if not entry.why.strip():
        raise Refused("Work done elsewhere says why.", "Add --why: where and how it was done.")
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead", "librarian"), "enter work done elsewhere")
        source, kind = _source(connection, entry)
        body = {
            "what": entry.what,
            "number": entry.number,
            "source": source,
            "kind": kind,
            "reason": _reason(connection, entry),
            "why": one_line(entry.why),
        }
        act = writing.append(ELSEWHERE, fresh(), body, at=entry.at)
    return f"{shown('a', act.id)}: {says(act)}"


def take_back(review: Review, typed: str) -> str:
    """Withdraw an entry by its id and say what it was; Refused where it is not one's own."""
    digits = typed_digits("a", typed)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, (), "take back an entry")
        found = [one for one in elsewhere(connection) if digits and one.id.startswith(digits)]
        if len(found) != 1:
            raise Refused(f"There is no entry {typed}.", "See them: `review elsewhere`.")
        (act,) = load(connection, [found[0].id])
        if act.by != review.person:
            raise Refused(f"{typed} was entered by {act.by}.", f"{act.by} takes it back.")
        writing.withdraw(act)
    return f"Taken back: {says(act)}"


def _source(connection: Connection, entry: Entry) -> tuple[str, str]:
    """Return the name and the kind of the source; what is of a previous version has none."""
    if entry.what in OF_PREVIOUS:
        if entry.source or entry.kind:
            raise Refused("A previous version is no source.", "Leave out --source and --kind.")
        return "", ""
    name = one_line(entry.source)
    if not name:
        raise Refused("Name the source that these came from.", "Add --source NAME.")
    known = connection.scalar(select(tables.source.c.kind).where(tables.source.c.name == name))
    for one in elsewhere(connection):
        known = known or (one.kind if one.source == name else None)
    kind = entry.kind or known or ""
    if not kind:
        raise Refused(
            f"Nothing was imported from “{name}”.", f"Say what it is with --kind: {_kinds()}."
        )
    if kind not in KINDS or kind == "previous":
        raise Refused(f"“{kind}” is not a kind of source here.", f"Kinds: {_kinds()}.")
    if known and kind != known:
        raise Refused(f"The source “{name}” is a {known}, not a {kind}.")
    if not fits(entry.what, kind):
        raise Refused(
            f"The column of other methods has no box for {WHAT[entry.what]}.",
            "Enter them as screened-out, or do not count them as found.",
        )
    return name, kind


def _kinds() -> str:
    return ", ".join(kind for kind in KINDS if kind != "previous")


def _reason(connection: Connection, entry: Entry) -> str:
    if entry.what != "excluded":
        if entry.reason:
            raise Refused("Only reports excluded in full text have a reason.", "Leave it out.")
        return ""
    _version, protocol = current(connection)
    if not entry.reason:
        raise Refused(
            "A report is excluded for a reason.",
            f"Add --reason; the reasons are: {', '.join(protocol.reason_ids()) or 'none yet'}.",
        )
    return protocol.find_reason(entry.reason).id
