"""The ledger: acts appended and withdrawn, with all that follows from them, in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from review.acts import (
    GENESIS,
    HEADER,
    WITHDRAW,
    Act,
    Projectors,
    act_from,
    canonical,
    day,
    filled_up,
    hash_body,
    hash_header,
    now,
)
from review.ids import fresh
from review.ledger import catching_up
from review.ledger.projecting import Touched, apply, apply_all, withdraw, withdraw_all
from review.ledger.replaying import fold, replay
from review.progress import Progress
from review.refusal import Refused
from review.store import tables
from review.store.bulk import insert_rows
from review.store.engine import Store
from review.store.writer import account, writer_id


@dataclass(frozen=True, slots=True)
class Review:
    """An open review in the hands of one person ("" where nobody is named).

    Whoever only reads needs no projector: where `knows` is a function, it is called when one is.
    """

    store: Store
    knows: Projectors | Callable[[], Projectors]
    person: str = ""

    @property
    def projectors(self) -> Projectors:
        """Every kind of act, and the folds."""
        return self.knows if isinstance(self.knows, Projectors) else self.knows()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that sees one state of the review."""
        with self.store.read() as connection:
            if self.store.member:
                catching_up.catch_up_to_read(connection, self.projectors, self.store.member)
            yield connection

    @contextmanager
    def alone(self) -> Iterator[Connection]:
        """Give a connection that alone may write, for what adds no act."""
        with self.store.write() as connection:
            if self.store.member:
                catching_up.catch_up_to_write(connection, self.projectors, self.store.member)
            yield connection

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """Give a `Writing`; when the block ends, its acts and all that follows are kept at once."""
        with self.alone() as connection:
            writing = Writing(connection, self)
            yield writing
            writing.settle()

    def rebuild(self) -> None:
        """Build every projection anew from the facts and acts."""
        with self.alone() as connection:
            replay(connection, self.projectors)
            if self.store.member:
                catching_up.note_all(connection)


@dataclass(frozen=True, slots=True)
class Entry:
    """An act to be appended among many of its kind."""

    subject: str
    body: Mapping[str, Any]
    reviewer: str = ""
    at: str = ""


class Writing:
    """One transaction: acts appended in it see each other's projections after `settle`."""

    def __init__(self, connection: Connection, review: Review) -> None:
        self.connection = connection
        self.review = review
        self._kinds = review.projectors.kinds
        self._writer = writer_id(review.store, review.person)
        self._account = account()
        self.look_again()
        self._touched = Touched()
        self._unsaved: list[Act] = []
        self._saved = 0  # acts since the last `settle`
        self._open = False  # whether any of these is everyone's from the start

    def look_again(self) -> None:
        """Find where one's own chain ends, and the latest act of all, which a merge moves on."""
        self._seq, self._last_hash = self._end_of_chain()
        latest = self.connection.scalar(select(func.max(tables.act.c.lamport)))
        self._lamport: int = latest or 0

    def append(
        self,
        kind: str,
        subject: str,
        body: Mapping[str, Any],
        *,
        reviewer: str = "",
        at: str = "",
    ) -> Act:
        """Add one act of `kind` about `subject`; its body is any JSON object."""
        act = self._made(kind, subject, body, reviewer, at)
        self._unsaved.append(act)
        if kind == WITHDRAW:
            self._flush()
            withdraw(self.connection, self._kinds, act, self._touched)
        else:
            apply(self.connection, self._kinds[kind], self._as_kept(act), self._touched)
        return act

    def append_all(self, kind: str, entries: Sequence[Entry]) -> list[Act]:
        """Add many acts of `kind`, as `append` does each, in a fraction of the time."""
        acts = [self._made(kind, e.subject, e.body, e.reviewer, e.at) for e in entries]
        self._unsaved += acts
        self._flush()  # so that no more of them are held than are made at once
        kept = [self._as_kept(act) for act in acts]
        apply_all(self.connection, self._kinds[kind], kept, self._touched)
        return acts

    def withdraw(self, act: Act) -> Act:
        """Take back `act`; Refused where its kind, or what rests on it, forbids that."""
        self._may_withdraw(act)
        return self.append(WITHDRAW, act.subject, {"act": act.id, "kind": act.kind})

    def withdraw_all(self, acts: Sequence[Act]) -> None:
        """Take back many acts that stand, as `withdraw` does each."""
        if len(acts) == 1:
            self.withdraw(acts[0])
            return
        for act in acts:
            self._may_withdraw(act)
        made = [
            self._made(WITHDRAW, act.subject, {"act": act.id, "kind": act.kind}, "", "")
            for act in acts
        ]
        self._unsaved += made
        self._flush()
        withdraw_all(
            self.connection, self._kinds, list(zip(made, acts, strict=True)), self._touched
        )

    def _may_withdraw(self, act: Act) -> None:
        kind = self._kinds.get(act.kind)
        if kind and kind.stays_once_sent and _was_sent(self.connection, act):
            raise Refused(
                # In no more words: a colleague's decision may have been taken in from a file.
                f"Your newest act ({act.kind}) was sent to others already, and stays.",
                "A decision is changed by deciding again.",
            )
        if kind and kind.may_withdraw:
            kind.may_withdraw(self.connection, act)

    def settle(self, progress: Progress | None = None) -> None:
        """Save the acts so far and bring sets, ballots and standings up to date with them."""
        self._flush()
        touched, self._touched = self._touched, Touched()
        acts, self._saved = self._saved, 0
        any_open, self._open = self._open, False
        member, projectors = self.review.store.member, self.review.projectors
        if member and acts:
            catching_up.open_what_was_opened(self.connection, projectors, touched)
        fold(self.connection, projectors, touched, progress)
        if member and acts:
            if any_open:  # a sealed act frees nothing by itself
                catching_up.release(self.connection, projectors, member)
            catching_up.note_own(self.connection, acts)

    def _as_kept(self, act: Act) -> Act:
        """Return the act as it can be read here: on a team's server, another's stays sealed."""
        if act.owner in {"", self.review.store.member} or not self.review.store.member:
            return act
        return act_from({name: getattr(act, name) for name in HEADER}, "", "", "")

    def _end_of_chain(self) -> tuple[int, str]:
        row = self.connection.execute(
            select(tables.act.c.seq, tables.act.c.hash)
            .where(tables.act.c.writer == self._writer)
            .order_by(tables.act.c.seq.desc())
            .limit(1)
        ).first()
        return (row[0], row[1]) if row else (0, GENESIS)

    def _made(
        self, kind: str, subject: str, body: Mapping[str, Any], reviewer: str, at: str
    ) -> Act:
        if kind != WITHDRAW and kind not in self._kinds:
            raise LookupError(f"no projector for acts of kind {kind}")
        public = self._kinds[kind].public if kind != WITHDRAW else None
        self._seq += 1
        self._lamport += 1
        owner = reviewer or self.review.person
        about, text, recorded = "", _writable(canonical(body)), now()
        happened = at or recorded
        if public is not None:
            known = {name: value for name, value in body.items() if name in public}
            own = {name: value for name, value in body.items() if name not in public}
            about = canonical(known)
            text = filled_up(canonical({**own, "at": happened, "recorded_at": recorded}))
            happened, recorded = day(happened), day(recorded)
        nonce = fresh()
        header: dict[str, Any] = {
            "id": fresh(),
            "writer": self._writer,
            "seq": self._seq,
            "prev_hash": self._last_hash,
            "lamport": self._lamport,
            "recorded_at": recorded,
            "by": self.review.person,
            "account": self._account,
            "reviewer": owner,
            "at": happened,
            "kind": kind,
            "subject": subject,
            "body_hash": hash_body(nonce, text),
            "about": about,
        }
        self._last_hash = hash_header(header)
        header["hash"] = self._last_hash
        return act_from(header, nonce, text, "" if public is None else owner)

    def _flush(self) -> None:
        if not self._unsaved:
            return
        headers = [tuple(getattr(act, name) for name in HEADER) for act in self._unsaved]
        insert_rows(self.connection, tables.act, HEADER, headers)
        bodies = [(act.id, act.nonce, act.text, act.owner) for act in self._unsaved]
        insert_rows(self.connection, tables.act_body, ("act_id", "nonce", "body", "owner"), bodies)
        self._saved += len(self._unsaved)
        self._open = self._open or any(not act.owner for act in self._unsaved)
        self._unsaved.clear()


def _was_sent(connection: Connection, act: Act) -> bool:
    sent = tables.sent
    far = connection.scalar(select(func.max(sent.c.seq)).where(sent.c.writer == act.writer))
    return far is not None and act.seq <= far


def _writable(text: str) -> str:
    """Return `text`; Refused where it holds what a terminal or a file gave that is no text."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Refused(
            "Some of this is not text in UTF-8, so nothing is kept of it.",
            "Type it anew, or set the terminal to UTF-8.",
        ) from None
    return text
