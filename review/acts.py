"""Acts: what anyone decided, as a header that may be shared and a body that may be sealed.

The header carries the hash of the body; a random nonce in the body keeps a hash of three possible
verdicts from being guessed. Each header carries the hash of the writer's previous one. Of a kind
that is sealed, the header says besides only what everyone may know, and the day instead of the
time; bodies are filled up to a few lengths, so that none tells what is in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, Row, Table, select

from review.store import tables

GENESIS = "0" * 64
WITHDRAW = "withdraw"
DELETE_BATCH = 500
FETCHED = 1000  # rows at once of a long answer
_BLOCK = 512  # bytes; most bodies of sealed kinds fill one


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `body` holds what everyone may know and, unless `sealed`, the rest."""

    id: str
    writer: str
    seq: int
    prev_hash: str
    hash: str
    lamport: int
    recorded_at: str
    by: str
    account: str
    reviewer: str
    at: str
    kind: str
    subject: str
    body_hash: str
    about: str
    nonce: str
    text: str  # the body as it was written
    owner: str
    body: Mapping[str, Any]

    @property
    def sealed(self) -> bool:
        """Whether the body is not in hand, or may not be read yet."""
        return not self.text

    @property
    def when(self) -> str:
        """Return the time at which it happened; of a sealed act the day."""
        return str(self.body.get("at", self.at))

    @property
    def order(self) -> str:
        """Return the key by which acts are ordered in every copy; the clock has no part in it."""
        return f"{self.lamport:012d}-{self.writer}-{self.seq:09d}"


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of act does to the projections, and whether it can be taken back."""

    name: str
    apply: Callable[[Connection, Act], None]
    rows: tuple[Table, ...]  # tables whose rows carry the act's id, as `act_id`
    touched: Callable[[Connection, Act], Collection[str]]  # record ids whose sets are folded anew
    says: Callable[[Act], str]  # the act in words, as undo and history show it
    undoable: bool = False
    may_withdraw: Callable[[Connection, Act], None] | None = None  # raises Refused
    traced: bool = True  # listed in the history of each record that it touches
    reshapes: bool = False  # the sets themselves, their removal or retrieval may change
    # What everyone may know of an act that is its owner's own until a reveal; None: all of it.
    public: tuple[str, ...] | None = None
    stays_once_sent: bool = False  # others build on it: it cannot be undone after a send
    # What `apply` does, for many acts at once, where that is quicker.
    apply_all: Callable[[Connection, Sequence[Act]], None] | None = None
    named: tuple[Column[Any], ...] = ()  # columns that carry the act's id under another name

    @property
    def columns(self) -> tuple[Column[Any], ...]:
        """Every column by which the rows of an act are found."""
        return (*(table.c.act_id for table in self.rows), *self.named)


Fold = Callable[[Connection, Collection[str]], None]


@dataclass(frozen=True, slots=True)
class Projectors:
    """All kinds of acts, and the folds that run after them, in this order.

    `sets` takes the ids of records whose sets may have changed and returns the ids of all sets that
    came, went or changed; `sets_of` only looks up the sets of records. Each of `folds` takes ids of
    sets. Each of what `released` returns gives, for a person, the acts whose bodies may be shown to
    everyone: the person's own that a reveal waits for, and others' that are revealed.
    """

    kinds: Mapping[str, Kind]
    sets: Callable[[Connection, Collection[str]], set[str]]
    sets_of: Callable[[Connection, Collection[str]], set[str]]
    folds: tuple[Fold, ...]
    fresh: tuple[Callable[[Connection], None], ...]
    released: Callable[[], Sequence[Callable[[Connection, str], set[str]]]] = tuple


def nobody(_connection: Connection, _act: Act) -> tuple[str, ...]:
    """Touch no record."""
    return ()


def subject(_connection: Connection, act: Act) -> tuple[str, ...]:
    """Touch the record that the act is about."""
    return (act.subject,)


def nothing(_connection: Connection, _act: Act) -> None:
    """Project nothing."""


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def canonical(value: object) -> str:
    """Return JSON that is the same for the same value."""
    return _encode(value)


def now() -> str:
    """Return the time in UTC, to the millisecond, as ISO 8601."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def day(time: str) -> str:
    """Return the day of an ISO time: how long a decision took says something of it."""
    return time[:10]


def hash_body(nonce: str, body_text: str) -> str:
    """Return the commitment to a body."""
    return hashlib.sha256(f"{nonce}\n{body_text}".encode()).hexdigest()


def hash_header(header: Mapping[str, Any]) -> str:
    """Return the hash of a header (all of its columns but `hash`, and an empty `about`)."""
    plain = {key: value for key, value in header.items() if key != "hash"}
    if not plain["about"]:
        del plain["about"]  # acts from before there was such a column keep their hash
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


def filled_up(text: str) -> str:
    """Return JSON `text` with blanks at its end, one block long or twice that, four times..."""
    length = _BLOCK
    while length < len(text.encode()):
        length *= 2
    return text + " " * (length - len(text.encode()))


HEADER = tuple(column.name for column in tables.act.columns)


def from_row(row: Row[Any]) -> Act:
    """Build an act from a row of `act`, then nonce, body and owner of `act_body`, or NULL."""
    nonce, text, owner = row[len(HEADER) :]
    header = dict(zip(HEADER, row, strict=False))
    return act_from(header, nonce or "", text or "", owner or "")


def act_from(header: Mapping[str, Any], nonce: str, text: str, owner: str) -> Act:
    """Build an act from its header and the text of its body ("" while that is sealed).

    What the header says holds, whatever a body says of it that is opened later.
    """
    body = {**_said(text), **_said(header["about"])}
    return Act(**header, nonce=nonce, text=text, owner=owner, body=body)


def _said(text: str) -> Mapping[str, Any]:
    """Return the object that `text` holds as JSON; what no program writes says nothing."""
    try:
        said = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def load(connection: Connection, act_ids: Iterable[str]) -> list[Act]:
    """Return the acts with these ids, in their order."""
    wanted = list(act_ids)
    acts: list[Act] = []
    for start in range(0, len(wanted), DELETE_BATCH):
        rows = connection.execute(
            _WITH_BODY.where(tables.act.c.id.in_(wanted[start : start + DELETE_BATCH]))
        )
        acts.extend(from_row(row) for row in rows)
    return sorted(acts, key=lambda act: act.order)


def load_standing(connection: Connection, *kinds: str) -> list[Act]:
    """Return the acts of these kinds that nobody has taken back, in their order."""
    act, gone = tables.act, tables.withdrawal
    withdrawn = select(gone.c.act_id).where(gone.c.act_id == act.c.id)
    return load(
        connection,
        connection.scalars(select(act.c.id).where(act.c.kind.in_(kinds), ~withdrawn.exists())),
    )


def load_all(connection: Connection) -> list[Act]:
    """Return every act, in order."""
    return [from_row(row) for row in connection.execute(_WITH_BODY.order_by(*_ORDER))]


def ids_in_order(connection: Connection) -> Sequence[str]:
    """Return the id of every act, in order: acts themselves take two kilobytes each."""
    return connection.scalars(select(tables.act.c.id).order_by(*_ORDER)).all()


def each_by_writer(connection: Connection) -> Iterator[Act]:
    """Yield every act, each writer's one after the other, without holding them all."""
    query = _WITH_BODY.order_by(tables.act.c.writer, tables.act.c.seq)
    for row in connection.execute(query, execution_options={"yield_per": FETCHED}):
        yield from_row(row)


_ORDER = (tables.act.c.lamport, tables.act.c.writer, tables.act.c.seq)
_WITH_BODY = select(
    tables.act, tables.act_body.c.nonce, tables.act_body.c.body, tables.act_body.c.owner
).outerjoin(tables.act_body, tables.act_body.c.act_id == tables.act.c.id)
