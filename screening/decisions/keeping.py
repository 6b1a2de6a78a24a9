"""Decisions of a file kept: many acts at once, beside what colleagues have decided here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.ledger.ledger import Entry, Writing
from review.ledger.undoing import at_once
from review.progress import Progress
from review.records.lookup import Found
from review.standing import batches
from review.store import tables
from screening.deciding import Situation
from screening.projector import DECIDE

_AT_ONCE = 2000  # decisions


@dataclass(frozen=True, slots=True)
class Ready:
    """A decision that may be kept."""

    record: Found
    reviewer: str
    at: str
    body: dict[str, object]


def leave_alone(connection: Connection, actor: str, now: Situation) -> None:
    """Let the file replace what came from files, never what a colleague has decided here.

    Nobody edits another's decision: the two stand beside each other, and where they differ the
    colleague is asked again, blind.
    """
    ids = [old for (_, reviewer), own in now.own.items() if reviewer != actor for old in own]
    row = tables.act
    made_here: set[str] = set()
    for batch in batches(ids):
        query = select(row.c.id).where(row.c.id.in_(batch), row.c.by == row.c.reviewer)
        made_here |= set(connection.scalars(query))
    for place, own in now.own.items():
        now.own[place] = [old for old in own if old not in made_here]


def keep(
    writing: Writing, ready: Sequence[Ready], now: Situation, progress: Progress | None
) -> None:
    """Append the decisions, many at once; a second one of a person on a set replaces the first."""
    together = at_once(len(ready), openly=len({one.body["verdict"] for one in ready}) > 1)
    waiting: dict[tuple[str, str], Entry] = {}
    for number, one in enumerate(ready):
        place = (one.record.set_id, one.reviewer)
        if place in waiting or len(waiting) == _AT_ONCE:
            _append(writing, waiting, now)
            if progress:
                progress(number, len(ready))
        body = {**one.body, "replaces": now.own.get(place, []), **together}
        waiting[place] = Entry(one.record.id, body, one.reviewer, one.at)
    _append(writing, waiting, now)
    if progress:
        progress(len(ready), len(ready))


def _append(writing: Writing, waiting: dict[tuple[str, str], Entry], now: Situation) -> None:
    acts = writing.append_all(DECIDE, list(waiting.values()))
    for place, act in zip(waiting, acts, strict=True):
        now.own[place] = [act.id]
    waiting.clear()
