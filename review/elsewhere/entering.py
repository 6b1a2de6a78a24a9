"""Entering work done elsewhere, and taking an entry back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from review.acts import load
from review.clean import one_line
from review.elsewhere.act import says
from review.elsewhere.entries import ELSEWHERE, MOST, OF_PREVIOUS, WHAT, Elsewhere, elsewhere, fits
from review.ids import fresh, shown, typed_digits
from review.ledger.ledger import Review
from review.people import team
from review.protocols.versions import current
from review.refusal import Refused
from review.standing import KINDS
from review.store import tables


@dataclass(frozen=True, slots=True)
class Work:
    """What a person wants to enter, before it is checked."""

    what: str
    number: int
    why: str
    source: str = ""
    kind: str = ""
    reason: str = ""
    at: str = ""  # the day on which it was done; "" where that is not said
    again: bool = False  # as many more, although the same stands already


def enter(review: Review, work: Work) -> str:
    """Enter work done elsewhere and say what was entered; Refused where it does not fit."""
    if work.what not in WHAT:
        raise Refused(f"“{work.what}” cannot be entered.", f"It can be: {', '.join(WHAT)}.")
    if not 0 < work.number < MOST:
        raise Refused(f"{work.number:,} is not a number to enter.", "Enter how many there were.")
    if not work.why.strip():
        raise Refused("Work done elsewhere says why.", "Add --why: where and how it was done.")
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead", "librarian"), "enter work done elsewhere")
        source, kind = _source(connection, work)
        body: dict[str, Any] = {
            "what": work.what,
            "number": work.number,
            "source": source,
            "kind": kind,
            "reason": _reason(connection, work),
            "why": one_line(work.why),
        }
        if alike := _alike(connection, body):
            if not work.again:
                raise Refused(
                    f"This is entered already: {alike[0].shown}, {alike[0].text}.",
                    "Add --again if these are as many more.",
                )
            body["besides"] = sorted(act_id for one in alike for act_id in one.ids)
        act = writing.append(ELSEWHERE, fresh(), body, at=work.at)
    return f"{shown('a', act.id)}: {says(act)}"


def take_back(review: Review, typed: str) -> str:
    """Withdraw an entry by its id and say what it was; Refused where it is not one's own."""
    digits = typed_digits("a", typed)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, (), "take back what was entered")
        found = [
            one
            for one in elsewhere(connection)
            if digits and any(act_id.startswith(digits) for act_id in one.ids)
        ]
        if len(found) != 1:
            raise Refused(f"Nothing was entered as {typed}.", "See them: `review elsewhere`.")
        acts = load(connection, found[0].ids)
        act = next((one for one in acts if one.by == review.person), None)
        if act is None:
            who = found[0].by
            raise Refused(f"{typed} was entered by {who}.", f"{who} can take it back.")
        writing.withdraw(act)
        left = [one for one in elsewhere(connection) if set(one.ids) & set(found[0].ids)]
    others = f"; it still counts, as {left[0].by} entered it too" if left else ""
    return f"Taken back: {says(act)}{others}"


def _alike(connection: Connection, body: Mapping[str, Any]) -> list[Elsewhere]:
    """Return the entries with the same number of the same, whenever that was done."""
    same = ("what", "number", "source", "kind", "reason")
    return [
        one
        for one in elsewhere(connection)
        if all(getattr(one, name) == body[name] for name in same)
    ]


def _source(connection: Connection, work: Work) -> tuple[str, str]:
    """Return the name and the kind of the source; what is of a previous version has none."""
    if work.what in OF_PREVIOUS:
        if work.source or work.kind:
            raise Refused("A previous version is no source.", "Leave out --source and --kind.")
        return "", ""
    name = one_line(work.source)
    if not name:
        raise Refused("Name the source that these came from.", "Add --source NAME.")
    known = connection.scalar(select(tables.source.c.kind).where(tables.source.c.name == name))
    for one in elsewhere(connection):
        known = known or (one.kind if one.source == name else None)
    kind = work.kind or known or ""
    if not kind:
        raise Refused(
            f"Nothing was imported from “{name}”.", f"Say what it is with --kind: {_kinds()}."
        )
    if kind not in KINDS or kind == "previous":
        raise Refused(f"“{kind}” is not a kind of source here.", f"Kinds: {_kinds()}.")
    if known and kind != known:
        raise Refused(f"The source “{name}” is a {known}, not a {kind}.")
    if not fits(work.what, kind):
        raise Refused(
            f"The column of other methods has no box for {WHAT[work.what]}.",
            "Enter them as screened-out, or do not count them as found.",
        )
    return name, kind


def _kinds() -> str:
    return ", ".join(kind for kind in KINDS if kind != "previous")


def _reason(connection: Connection, work: Work) -> str:
    if work.what != "excluded":
        if work.reason:
            raise Refused("Only reports excluded in full text have a reason.", "Leave it out.")
        return ""
    _version, protocol = current(connection)
    if not work.reason:
        raise Refused(
            "A report is excluded for a reason.",
            f"Add --reason; the reasons are: {', '.join(protocol.reason_ids()) or 'none yet'}.",
        )
    return protocol.find_reason(work.reason).id
