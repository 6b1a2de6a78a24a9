"""Copies of one review in the hands of their people: they act apart and exchange files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert, select

from review.__main__ import projectors
from review.exchange.keys import KeyRing
from review.exchange.merging import Merged, merge, new_copy
from review.exchange.sending import Sent, send
from review.ledger.ledger import Review
from review.ledger.replaying import replay
from review.store import tables
from review.store.engine import create
from screening.revealing import reveal_after_merge
from tests.sample import Sample


@dataclass(slots=True)
class Copy:
    """One copy on one person's machine, with that machine's key ring."""

    sample: Sample
    person: str
    folder: Path
    keys: KeyRing
    sent: int = field(default=0)

    @property
    def hand(self) -> Review:
        return self.sample.hand(self.person)

    def send(self) -> tuple[Path, Sent]:
        self.sent += 1
        file = self.folder / f"{self.person}-{self.sent}.review"
        return file, send(self.hand, file, self.keys)

    def merge(self, file: Path) -> Merged:
        return merge(self.hand, file, self.keys, [reveal_after_merge])

    def take_from(self, other: Copy) -> Merged:
        file, _sent = other.send()
        return self.merge(file)

    def rows(self, table: Any) -> set[tuple[Any, ...]]:
        with self.sample.lead.read() as connection:
            return {tuple(row) for row in connection.execute(select(table))}


@contextmanager
def copies(folder: Path, first: Sample, *people: str) -> Iterator[list[Copy]]:
    """Give the first copy, with its sample, and one copy made from its file for each other."""
    made = [_copy(folder, first, people[0])]
    file, _sent = made[0].send()
    for person in people[1:]:
        with new_copy(str(folder / person / "review.db"), file) as store:
            copy = _copy(folder, Sample(Review(store, projectors(), person)), person)
            copy.merge(file)
            made.append(copy)
    try:
        yield made
    finally:
        for copy in made[1:]:
            copy.sample.close()


def _copy(folder: Path, sample: Sample, person: str) -> Copy:
    own = folder / person
    own.mkdir(parents=True, exist_ok=True)
    return Copy(sample, person, own, KeyRing(own / "keys"))


def exchange_until_still(made: list[Copy]) -> None:
    """Send and merge in turn, all with all, until nothing new arrives anywhere."""
    for _round in range(10):
        news = False
        for one in made:
            file, _sent = one.send()
            for other in made:
                if other is not one:
                    arrived = other.merge(file).arrived
                    news = news or arrived.anything
        if not news:
            return
    raise AssertionError("the copies never come to rest")


def one_database(location: str, made: list[Copy]) -> Sample:
    """Return one shared database that holds every fact, act and body that any copy has."""
    whole = made[0].sample.lead.store
    store = create(location, "Sample", copied={"review_id": whole.review_id, "title": "Sample"})
    kept = (
        tables.source,
        tables.import_file,
        tables.rejected_record,
        tables.record,
        tables.record_text,
        tables.act,
        tables.act_body,
    )
    with store.write() as connection:
        for table in kept:
            key = next(iter(table.primary_key.columns)).name
            rows = {
                (row[key], row.get("position")): row for copy in made for row in _all(copy, table)
            }
            if rows:
                connection.execute(insert(table), list(rows.values()))
        replay(connection, projectors())
    return Sample(Review(store, projectors(), "anna"))


def _all(copy: Copy, table: Any) -> list[dict[str, Any]]:
    with copy.sample.lead.read() as connection:
        return [dict(row._mapping) for row in connection.execute(select(table))]


def shared_view(connection: Connection, opened: set[str]) -> dict[str, set[tuple[Any, ...]]]:
    """Return the content of every projection, without what is sealed to somebody.

    Of a decision or entry that is not in `opened` only the place counts; whether a ballot that is
    not revealed is complete is its own reviewers' knowledge.
    """
    view: dict[str, set[tuple[Any, ...]]] = {}
    for table in tables.PROJECTIONS:
        rows = [dict(row._mapping) for row in connection.execute(select(table))]
        view[table.name] = {
            tuple(sorted((name, str(value)) for name, value in kept.items()))
            for row in rows
            if (kept := _kept(table.name, row, opened)) is not None
        }
    return view


def _kept(table: str, row: dict[str, Any], opened: set[str]) -> dict[str, Any] | None:
    if table == "sealed_act":
        return None
    if table == "entry_value" and row["extractor"] and row["act_id"] not in opened:
        return {"act_id": row["act_id"]}
    hidden = _hidden(table, row, opened)
    return {name: value for name, value in row.items() if name not in hidden}


def _hidden(table: str, row: dict[str, Any], opened: set[str]) -> set[str]:
    """Return the columns of a row that say what is sealed to somebody."""
    if table in _SEALED and row["act_id"] not in opened:
        return _SEALED[table]
    return _UNREVEALED[table] if table in _UNREVEALED and not row["revealed"] else set()


_SEALED = {
    "decision": {"verdict", "reasons", "fails", "note", "at", "sealed"},
    "tag": {"name", "present"},
}
_UNREVEALED = {"ballot_part": {"verdict", "decision_id"}, "ballot": {"complete"}}
