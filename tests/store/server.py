"""A review on a server where each person has a login, and people who do not keep to the program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg

from review.__main__ import projectors
from review.acts import HEADER, canonical, filled_up, hash_body, hash_header
from review.ids import fresh
from review.ledger.ledger import Review
from review.protocol import TITLE_ABSTRACT
from review.records.lookup import resolve
from review.server.protecting import protect
from review.store.engine import open_store
from tests.sample import Sample

THOUGHT = "a-private-thought"  # in the note of what is not revealed


@dataclass(slots=True)
class Team(Sample):
    """The same hands on a review, each under a login of its own."""

    url: str = ""
    hands: dict[str, Review] = field(default_factory=dict)

    @classmethod
    def found(cls, url: str, **more: Any) -> Team:
        """Make a review as the owner of the database, and give everyone in it a login."""
        sample = Sample.begin(url, **more)
        protect(sample.lead.store, sample.lead.projectors)
        sample.close()
        hands = {name: _hand(url, name) for name in ("anna", "bo", "cem")}
        return cls(hands["anna"], url, hands)

    def hand(self, person: str) -> Review:
        if person not in self.hands:
            self.hands[person] = _hand(self.url, person)
        return self.hands[person]

    def close(self) -> None:
        for hand in self.hands.values():
            hand.store.close()

    @contextmanager
    def raw(self, person: str = "") -> Iterator[psycopg.Connection]:
        """Give a plain connection under a person's login (without one, the owner's)."""
        url = login(self.url, person) if person else self.url
        with psycopg.connect(url, autocommit=True) as connection:
            if person:
                connection.execute(f'SET search_path = "of_{person}", public')
            yield connection

    def ids(self, person: str) -> list[str]:
        """Return the decisions of a person, in order, as every header tells them."""
        with self.raw() as owner:
            query = "SELECT id FROM act WHERE kind = 'decide' AND reviewer = %s ORDER BY lamport"
            return [row[0] for row in owner.execute(query, [person])]

    def readable(self, reader: str, owner: str) -> int:
        """Return how many bodies that are `owner`'s `reader` can read."""
        with self.raw(reader) as connection:
            query = "SELECT count(*) FROM act_body WHERE owner = %s"
            (number,) = connection.execute(query, [owner]).fetchone() or (0,)
            return int(number)

    def catch_up(self, person: str) -> None:
        with self.hand(person).read():
            pass


def _hand(url: str, person: str) -> Review:
    return Review(open_store(login(url, person)), projectors(), person)


def login(url: str, person: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{person}@{rest.rpartition('@')[2]}"


def forge(
    connection: psycopg.Connection,
    by: str,
    kind: str,
    subject: str,
    body: Mapping[str, Any],
    **more: Any,
) -> str:
    """Add an act as somebody with psql would, past the program; return its id."""
    text = filled_up(canonical(body))
    (last,) = connection.execute("SELECT max(lamport) FROM act").fetchone() or (0,)
    header = {
        "id": fresh(),
        "writer": fresh(),
        "seq": 1,
        "prev_hash": "0" * 64,
        "lamport": last + 1,
        "recorded_at": "2026-01-01",
        "by": by,
        "account": "psql",
        "reviewer": more.get("reviewer", by),
        "at": "2026-01-01",
        "kind": kind,
        "subject": subject,
        "body_hash": hash_body("0" * 32, text),
        "about": more.get("about", ""),
    }
    header["hash"] = hash_header(header)
    columns = ", ".join(f'"{name}"' for name in HEADER)
    marks = ", ".join(f"%({name})s" for name in HEADER)
    connection.execute(f"INSERT INTO act ({columns}) VALUES ({marks})", header)
    connection.execute(
        "INSERT INTO act_body (act_id, nonce, body, owner) VALUES (%s, %s, %s, %s)",
        [header["id"], "0" * 32, text, more.get("owner", "")],
    )
    return str(header["id"])


def forge_reveal(connection: psycopg.Connection, by: str, decisions: list[str]) -> str:
    body = {"stage": TITLE_ABSTRACT, "because": "", "ballots": 1, "decisions": decisions}
    return forge(connection, by, "reveal", TITLE_ABSTRACT, body)


def forge_decision(connection: psycopg.Connection, by: str, record: str, reviewer: str = "") -> str:
    reviewer = reviewer or by
    about = canonical({"stage": TITLE_ABSTRACT, "protocol": "", "replaces": []})
    body = {"verdict": "include", "at": "2026-01-01", "recorded_at": "2026-01-01"}
    return forge(
        connection, by, "decide", record, body, reviewer=reviewer, about=about, owner=reviewer
    )


def record_id(team: Team, number: int) -> str:
    with team.lead.read() as connection:
        return str(resolve(connection, f"acc-{number}").id)
