"""Who extracted an agreed entry and who checked it, where one person did each."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection

from extraction.agreeing import standing_on
from extraction.queries import Place
from review.acts import load


class CheckedBy(NamedTuple):
    """The two people of an entry that one extracted and the other checked."""

    extractor: str
    checker: str


def checked_by(connection: Connection, place: Place) -> CheckedBy | None:
    """Return the two people, None where nothing is agreed or two people extracted."""
    acts = load(connection, standing_on(connection, place.study, place.form, place.part))
    if not acts:
        return None
    body = max(acts, key=lambda act: act.order).body
    checker = body.get("checked_by")
    return CheckedBy(body["of"][0], checker) if checker else None
