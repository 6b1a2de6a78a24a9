"""Acts of people who do not know of each other, as copies of a review have them once united."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select

from review.duplicates.projector import DIFFERENT, MERGE
from review.ids import shown_record
from review.protocol import DEFAULT, TITLE_ABSTRACT, to_data
from review.protocols.versions import current
from review.store import tables
from screening.closing import close
from screening.conflicts import conflicts
from screening.projector import SETTLE
from screening.revealing import reveal
from screening.round_acts import CLOSE
from screening.rounds import draw, find_round
from tests.sample import Sample


def act_apart(sample: Sample, person: str, kind: str, subject: str, body: Mapping[str, Any]) -> str:
    """Let someone act as in a copy that has nothing of what others said of the same thing."""
    with sample.hand(person).write() as writing:
        return writing.append(kind, subject, {"over": [], **body}).id


def settled_twice(sample: Sample) -> None:
    """Let the first record become a conflict that anna and bo settle apart."""
    sample.both(0, "include", "exclude")
    reveal(sample.hand("anna"), TITLE_ABSTRACT)
    settle_apart(sample)


def settle_apart(sample: Sample, number: int = 0) -> None:
    """Let anna settle the conflict on a record as an include, and bo as an exclude."""
    record = sample.record(number)
    with sample.lead.read() as connection:
        (conflict,) = (c for c in conflicts(connection) if c.record.set_id == record.set_id)
    for person, outcome in (("anna", "include"), ("bo", "exclude")):
        body = {
            "stage": TITLE_ABSTRACT,
            "outcome": outcome,
            "method": "discussion",
            "why": f"{person} thinks so",
            "people": ["anna", "bo"],
            "settles": sorted(decision.id for decision in conflict.decisions),
        }
        act_apart(sample, person, SETTLE, record.id, body)


def apart_and_merged(sample: Sample, kind: str = DIFFERENT) -> None:
    """Let anna keep the second and third record apart (or link them), and bo merge them."""
    first, second = sample.record(1).id, sample.record(2).id
    act_apart(sample, "anna", kind, first, {"other": second, "why": "other sample"})
    act_apart(sample, "bo", MERGE, second, {"other": first, "why": "same sample"})


def changed_twice(sample: Sample) -> str:
    """Let anna and bo change the protocol that holds, and return the id of that version."""
    with sample.lead.read() as connection:
        base, _protocol = current(connection)
    for person in ("anna", "bo"):
        made = replace(DEFAULT, title="Sample", question=f"What {person} asks?")
        body = {"parent": base, "also": [], "protocol": to_data(made)}
        act_apart(sample, person, "protocol", "protocol", body)
    return base


def closed_twice(sample: Sample) -> list[str]:
    """Let a pilot of two be screened, anna discard its decisions and bo keep them.

    Returns the records of the pilot; on the first one they differ.
    """
    draw(sample.hand("anna"), "pilot", 2, TITLE_ABSTRACT, seed=3)
    with sample.lead.read() as connection:
        pilot = find_round(connection, TITLE_ABSTRACT, "pilot")
        made = tables.round_record
        rows = connection.scalars(select(made.c.record_id).where(made.c.round_id == pilot))
        records = sorted(shown_record(record) for record in rows)
    for number, record in enumerate(records):
        sample.both(record, "include", "include" if number else "exclude")
    close(sample.hand("anna"), TITLE_ABSTRACT, "pilot", "discard", "criteria were unclear")
    kept = {"stage": TITLE_ABSTRACT, "name": "pilot", "choice": "keep", "why": "good enough"}
    act_apart(sample, "bo", CLOSE, pilot, {**kept, "released": [], "decisions": []})
    return records
