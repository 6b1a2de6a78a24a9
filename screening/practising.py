"""Practice: a copy of the records and the protocol to screen in, without a trace in the review.

It is a review of its own, with another identity: nothing that is decided there can be merged. No
decision, tag or entry of anybody comes along, and who practises decides alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, Table, insert, select

from review.acts import load_standing
from review.beginning import begin
from review.duplicates.projector import BOND_KINDS
from review.facts import FACTS
from review.fulltext import REMOVE
from review.ledger.ledger import Review
from review.people import team
from review.protocol import STAGES
from review.protocols.versions import current
from review.refusal import Refused
from review.sources.importing import IMPORT
from review.store.bulk import insert_rows
from review.store.engine import open_store

_BROUGHT = (IMPORT, REMOVE, *(kind.name for kind in BOND_KINDS))
_AT_ONCE = 2000


def practise(review: Review, location: str) -> Review:
    """Make a practice review at `location` and return it, in the hands of the same person.

    Refused where nobody is named, or there is something at `location` already.
    """
    with review.read() as connection:
        person = team.require(connection, review, (), "practise")
        if not person.may("screener"):
            raise Refused(f"{person.name} does not screen.", "Only screening is practised.")
        _version, protocol = current(connection)
        alone = replace(
            protocol,
            title=f"Practice: {protocol.title or 'review'}",
            rules=dict.fromkeys(STAGES, "one"),
            reveal="record",
        )
        made = begin(location, alone.title, [person.name], [], alone, review.projectors)
        with made.write() as writing:
            for table in FACTS:
                _copy(connection, writing.connection, table)
            for act in load_standing(connection, *_BROUGHT):
                writing.append(act.kind, act.subject, act.body)
    return made


def _copy(source: Connection, target: Connection, table: Table) -> None:
    names = [column.name for column in table.columns]
    rows = source.execute(select(table).execution_options(yield_per=_AT_ONCE))
    for some in rows.partitions():
        if target.dialect.name == source.dialect.name:
            insert_rows(target, table, names, [tuple(row) for row in some])
        else:
            target.execute(insert(table), [dict(zip(names, row, strict=True)) for row in some])


@contextmanager
def practised(review: Review, location: str) -> Iterator[Connection]:
    """Give a connection to the practice review at `location`; Refused where there is none."""
    if "://" not in location and not Path(location).is_file():
        raise Refused(f"There is no practice review at {location}.", "`review practice DIR`.")
    trial = replace(review, store=open_store(location))
    try:
        with trial.read() as connection:
            yield connection
    finally:
        trial.store.close()
