"""A second look by the model, after screening: agreed decisions that it would not have expected.

Each record is scored by a model that has not learned from it: the decisions are dealt into parts by
chance of their texts, and each part is scored by what the others teach. The list is for both
together, and holds revealed and settled records only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from review.clean import one_line
from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT, Stage
from review.records.lookup import shown_of
from review.refusal import Refused
from screening.ranking.learning import cache_of, known
from screening.ranking.process import ask
from screening.ranking.stopping import FLOOR

_HIGH = 2  # times the number of included records


@dataclass(frozen=True, slots=True)
class Odd:
    """A record that the model would have decided otherwise; `place` is its rank among all."""

    set_id: str
    shown: str
    title: str
    place: int

    def as_json(self) -> dict[str, Any]:
        """Return the record as plain values."""
        return {"record_id": self.shown, "title": self.title, "rank": self.place}


@dataclass(frozen=True, slots=True)
class SecondLook:
    """What to look at again: excluded ones that rank high, included ones that rank low."""

    excluded: tuple[Odd, ...]
    included: tuple[Odd, ...]


def second_look(
    review: Review,
    number: int,
    stage: Stage = TITLE_ABSTRACT,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> SecondLook:
    """Return at most `number` of each; Refused where too little is revealed to learn from.

    An excluded record ranks high among the first, an included one low behind the first, of which
    there are twice as many as included records.
    """
    with review.read() as connection:
        now = known(connection, stage)
        includes = sum(now.labels.values())
        if includes < FLOOR or includes == len(now.labels):
            raise Refused(
                f"{includes} included and {len(now.labels) - includes} excluded records are "
                "revealed and settled: too few to learn from.",
                "Reveal what is complete: `review round reveal --stage title-abstract`.",
            )
        request = {**now.request(cache_of(review)), "job": "apart"}
        order: list[str] = ask(request, now.rows, None, is_cancelled)["order"]
        places = {set_id: place for place, set_id in enumerate(order, start=1)}
        excluded = [one for one in order[: _HIGH * includes] if not now.labels[one]]
        low = [one for one in reversed(order[_HIGH * includes :]) if now.labels[one]]
        found = shown_of(connection, [*excluded[:number], *low[:number]])

    def odd(set_id: str) -> Odd:
        one = found[set_id]
        return Odd(set_id, one.shown, one_line(one.title), places[set_id])

    return SecondLook(tuple(map(odd, excluded[:number])), tuple(map(odd, low[:number])))
