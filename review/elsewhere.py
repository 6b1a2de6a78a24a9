"""Work done elsewhere: numbers that belong in the flow and have no records here.

Duplicates removed in another program before import, hits never exported, records screened in
another tool, what a previous version included: each is an act with who, when and why, and is shown
as such wherever it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import Connection, insert, select

from review import team
from review.acts import Act, Kind, day, load, nobody
from review.clean import one_line
from review.editions import editions
from review.ids import fresh, shown, typed_digits
from review.ledger import Review
from review.refusal import Refused
from review.standing import DATABASE_KINDS, KINDS, OTHER_KINDS
from review.store import tables
from review.versions import current

ELSEWHERE = "elsewhere"

# What can have been done elsewhere, and how a person reads it.
WHAT = MappingProxyType(
    {
        "duplicates-removed": "duplicate records removed before import",
        "automation": "records marked as ineligible by automation tools",
        "never-exported": "hits never exported",
        "removed": "records removed for other reasons",
        "screened-out": "records excluded on title and abstract",
        "not-retrieved": "reports not retrieved",
        "excluded": "reports excluded in full text",
        "previous-studies": "studies included in the previous version",
        "previous-reports": "reports of studies included in the previous version",
    }
)
_OF_PREVIOUS = ("previous-studies", "previous-reports")
_BEFORE_SCREENING = ("automation", "never-exported", "removed")
_MOST = 100_000_000


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One standing act on work done elsewhere; `day` is when it was entered."""

    id: str
    what: str
    number: int
    source: str
    kind: str
    reason: str
    why: str
    by: str
    day: str

    @property
    def shown(self) -> str:
        """Return the id as a person reads and types it."""
        return shown("a", self.id)

    @property
    def text(self) -> str:
        """Return what was done in plain words, with who, when and why."""
        where = f", {self.source}" if self.source else ""
        reason = f" ({self.reason})" if self.reason else ""
        return (
            f"{self.number:,} {WHAT[self.what]}{reason}{where}: {self.why} "
            f"(as logged by {self.by or 'nobody named'}, {self.day})"
        )


def elsewhere(connection: Connection) -> list[Elsewhere]:
    """Return all work done elsewhere that stands, in the order in which it was entered."""
    table = tables.elsewhere
    rows = connection.execute(select(table).order_by(table.c.order))
    return [
        Elsewhere(
            row.act_id,
            row.what,
            row.number,
            row.source,
            row.kind,
            row.reason,
            row.why,
            row.by,
            day(row.at),
        )
        for row in rows
    ]


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
    if not 0 < entry.number < _MOST:
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
    return f"{shown('a', act.id)}: {_says(act)}"


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
    return f"Taken back: {_says(act)}"


def _source(connection: Connection, entry: Entry) -> tuple[str, str]:
    """Return the name and the kind of the source; what is of a previous version has none."""
    if entry.what in _OF_PREVIOUS:
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
    if not _fits(entry.what, kind):
        raise Refused(
            f"The column of other methods has no box for {WHAT[entry.what]}.",
            "Enter them as screened-out, or do not count them as found.",
        )
    return name, kind


def _fits(what: str, kind: str) -> bool:
    """Tell whether the column of sources of `kind` has a box for `what`."""
    if what in _OF_PREVIOUS:
        return not kind
    return kind in DATABASE_KINDS or (kind in OTHER_KINDS and what not in _BEFORE_SCREENING)


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


def _apply(connection: Connection, act: Act) -> None:
    body = act.body
    number = body["number"]
    if not isinstance(number, int) or not 0 < number < _MOST:
        raise ValueError(f"{number} is not how many there were")
    if body["what"] not in WHAT or not _fits(body["what"], body["kind"]):
        raise ValueError(f"{body['what']} of {body['kind']} has no box")
    connection.execute(
        insert(tables.elsewhere).values(
            act_id=act.id,
            order=act.order,
            what=body["what"],
            number=body["number"],
            source=body["source"],
            kind=body["kind"],
            reason=body["reason"],
            why=body["why"],
            by=act.by,
            at=act.at,
        )
    )


def _may_withdraw(connection: Connection, act: Act) -> None:
    for edition in editions(connection):
        if act.id in edition.logged:
            raise Refused(f"This counts in edition {edition.number}, which is closed and stays.")


def _says(act: Act) -> str:
    where = f" at {act.body['source']}" if act.body["source"] else ""
    return f"elsewhere: {act.body['number']:,} {WHAT[act.body['what']]}{where}: {act.body['why']}"


ELSEWHERE_KIND = Kind(
    ELSEWHERE,
    _apply,
    (tables.elsewhere,),
    nobody,
    _says,
    undoable=True,
    may_withdraw=_may_withdraw,
    traced=False,
)
