"""Driving ranked screening in tests; what the learning process does is done in this one."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT
from review.record import Record
from review.records.lookup import shown_of
from screening.bulk import decide_all
from screening.deciding import Wish, decide
from screening.queue import waiting_sets
from screening.ranking.releases import next_released
from tests.unit.ranking.invented import texts


def ask_here(
    request: Mapping[str, Any],
    rows: Callable[[], Sequence[Sequence[str]]] | None = None,
    progress: object = None,
    is_cancelled: object = None,
) -> dict[str, Any]:
    from screening.ranking.worker import answer

    lines = [json.dumps(request), json.dumps(rows() if rows else [])]
    said = io.StringIO()
    answer(io.StringIO("\n".join(lines) + "\n"), said)
    answered: dict[str, Any] = json.loads(said.getvalue().splitlines()[-1])["answer"]
    return answered


@contextmanager
def learning_here() -> Iterator[None]:
    with (
        patch("screening.ranking.releases.ask", ask_here),
        patch("screening.ranking.second_look.ask", ask_here),
        patch("screening.ranking.driving.ask", ask_here),
    ):
        yield


def invented_records(size: int, includes: int) -> tuple[list[Record], dict[str, bool]]:
    """Return records and, by accession, whether each is relevant; they are in no telling order."""
    made, labels = texts(size, includes)
    order = sorted(made, key=lambda text: text.digest)
    records = [
        Record(title=text.title, abstract=text.abstract, accession=text.key, year=2001)
        for text in order
    ]
    return records, labels


def queue(review: Review) -> list[str]:
    with review.read() as connection:
        return list(waiting_sets(connection, review.person, TITLE_ABSTRACT))


def next_one(review: Review) -> str | None:
    """Return the set that is next for a person, releasing a batch where one is due."""
    left = queue(review)
    return left[0] if left else next_released(review)


def say(review: Review, set_id: str, verdict: str) -> None:
    with review.read() as connection:
        found = shown_of(connection, [set_id])[set_id]
    decide(review, found, TITLE_ABSTRACT, Wish(verdict))


def say_all(review: Review, said: Mapping[str, str]) -> None:
    """Decide on sets as `say` does one by one, each verdict at once: a long way in little time."""
    with review.read() as connection:
        found = shown_of(connection, said)
    for verdict in sorted(set(said.values())):
        some = [found[set_id] for set_id in said if said[set_id] == verdict]
        decide_all(review, TITLE_ABSTRACT, some, Wish(verdict))


def accession(review: Review, set_id: str) -> str:
    with review.read() as connection:
        return shown_of(connection, [set_id])[set_id].accession
