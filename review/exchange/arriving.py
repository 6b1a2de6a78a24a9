"""The rows of a file as they arrive: which are new, and whether each is what it claims to be.

A file comes from outside. Ids, hashes and shapes are proven before a row is kept; what cannot be
proven refuses the whole file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from review.exchange.arrived import Arrived, altered
from review.exchange.arriving_acts import ArrivingActs
from review.exchange.arriving_facts import ArrivingFacts
from review.exchange.container import rows
from review.refusal import Refused

_AT_ONCE = 500
_NUL = "\0"  # PostgreSQL holds no such character, and no program writes it


def take_in(
    connection: Connection,
    file: Path,
    review_id: str,
    kinds: Mapping[str, bool],
    *,
    only: str = "",
) -> Arrived:
    """Keep what is new in `file`; `kinds` tells of each kind of act whether it may be sealed.

    On a team's server `only` the member's own acts can be written; others' are left to them.
    """
    arrived = Arrived()
    facts = ArrivingFacts(connection, file, review_id, arrived)
    acts = ArrivingActs(connection, file, kinds, only, arrived)
    for table, some in _runs(rows(file)):
        if any(_NUL in value for values in some for value in values if isinstance(value, str)):
            raise altered(file, "it holds characters that no program writes")
        if table in facts.tables:
            facts.keep(table, some)
        elif not acts.take(table, some):
            raise Refused(
                f"{file.name} holds rows of a kind that this program does not know.",
                "Upgrade it: `pip install --upgrade tandem-review`; nothing was taken in.",
            )
    acts.keep()
    return arrived


def _runs(
    given: Iterable[tuple[str, list[Any]]],
) -> Iterable[tuple[str, Sequence[Sequence[Any]]]]:
    """Give the rows in runs of one table, none longer than one statement can take."""
    table = ""
    run: list[Sequence[Any]] = []
    for name, values in given:
        if run and (name != table or len(run) >= _AT_ONCE):
            yield table, run
            run = []
        table = name
        run.append(values)
    if run:
        yield table, run
