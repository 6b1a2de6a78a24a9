"""Acts as they arrive: headers proven by their hash, bodies by the header that came first."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select

from review.acts import HEADER, hash_body, hash_header
from review.exchange.arrived import Arrived, altered, known
from review.refusal import Refused
from review.standing import batches
from review.store import tables

_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_IDS, _HASHES = ("id", "writer"), ("prev_hash", "hash", "body_hash")
# A time far ahead would use up the room that the order has for all later acts.
_LATEST, _AHEAD = 10**11, 10**7
_AT_ONCE = 500


class ArrivingActs:
    """Takes acts in, batch by batch: first a header, then its body, open or sealed."""

    def __init__(
        self,
        connection: Connection,
        file: Path,
        kinds: Mapping[str, bool],
        only: str,
        arrived: Arrived,
    ) -> None:
        self._connection = connection
        self._file = file
        self._kinds = kinds
        self._only = only
        self._arrived = arrived
        latest = connection.scalar(select(func.max(tables.act.c.lamport))) or 0
        self._latest = min(latest + _AHEAD, _LATEST)
        self._headers: dict[str, Mapping[str, Any]] = {}
        self._bodies: dict[str, tuple[str, str]] = {}
        self._sealed: dict[str, tuple[str, str]] = {}

    def take(self, table: str, rows: Sequence[Sequence[Any]]) -> bool:
        """Take rows of `table`; False where it is none of acts."""
        for row in rows:
            if table == "act":
                self._take_header(row)
            elif table == "act_body":
                act, nonce, text, _owner = self._texts(row, 4)
                self._bodies[act] = nonce, text
            elif table == "sealed_body":
                act, key, blob = self._texts(row, 3)
                self._sealed[act] = key, self._base64(blob)
            else:
                return False
        return True

    def keep(self) -> None:
        """Keep what is new among the acts that were taken."""
        headers, bodies, sealed = self._headers, self._bodies, self._sealed
        self._headers, self._bodies, self._sealed = {}, {}, {}
        if not {*bodies, *sealed} <= set(headers):
            raise altered(self._file, "a body belongs to no act")
        here = self._hashes_here(headers)
        if any(headers[act]["hash"] != hash_here for act, hash_here in here.items()):
            raise altered(self._file, "an act of it is another one here, under the same id")
        if self._only:
            others = {act: h["by"] for act, h in headers.items() if h["by"] != self._only}
            self._arrived.left |= {by for act, by in others.items() if act not in here}
            headers = {act: header for act, header in headers.items() if act not in others}
        new = [header for act, header in headers.items() if act not in here]
        if new:
            self._connection.execute(insert(tables.act), new)
        readable = known(self._connection, tables.act_body.c.act_id, headers)
        wanted = headers.keys() - readable
        came = {act: body for act, body in bodies.items() if act in wanted}
        self._keep_bodies([self._body(headers[act], *body) for act, body in came.items()])
        self._keep_sealed({act: blob for act, blob in sealed.items() if act in wanted})
        self._arrived.acts += len(new)
        self._arrived.opened += len(came.keys() & here.keys())
        self._arrived.sealed += sum(header["id"] in sealed for header in new)

    def _take_header(self, values: Sequence[Any]) -> None:
        header = self._header(values)
        if len(self._headers) >= _AT_ONCE:
            self.keep()
        before = self._headers.setdefault(header["id"], header)
        if before["hash"] != header["hash"]:
            raise altered(self._file, "two acts of it have the same id")

    def _header(self, values: Sequence[Any]) -> Mapping[str, Any]:
        if len(values) != len(HEADER):
            raise altered(self._file, "a header has another number of values")
        header = dict(zip(HEADER, values, strict=True))
        for name, value in header.items():
            if type(value) is not (int if name in {"seq", "lamport"} else str):
                raise altered(self._file, f"{name} of a header holds something else")
        well_formed = (
            all(_ID.fullmatch(header[name]) for name in _IDS)
            and all(_HASH.fullmatch(header[name]) for name in _HASHES)
            and 0 < header["lamport"] < self._latest
            and 0 < header["seq"] <= header["lamport"]
        )
        if not well_formed or hash_header(header) != header["hash"]:
            raise altered(self._file, f"an act of {header['by']} is not as it was written")
        if header["kind"] not in self._kinds:
            raise Refused(
                f"{self._file.name} holds acts of a kind that this program does not know.",
                "Upgrade it: `pip install --upgrade tandem-review`; nothing was taken in.",
            )
        return header

    def _texts(self, values: Sequence[Any], number: int) -> Sequence[str]:
        if len(values) != number or not all(isinstance(value, str) for value in values):
            raise altered(self._file, "a body has another shape")
        return values

    def _base64(self, text: str) -> str:
        try:
            base64.b64decode(text, validate=True)
        except ValueError:
            raise altered(self._file, "a sealed body cannot be read") from None
        return text

    def _hashes_here(self, headers: Mapping[str, object]) -> dict[str, str]:
        act = tables.act
        found: dict[str, str] = {}
        for batch in batches(headers):
            rows = self._connection.execute(select(act.c.id, act.c.hash).where(act.c.id.in_(batch)))
            found |= {row.id: row.hash for row in rows}
        return found

    def _body(self, header: Mapping[str, Any], nonce: str, text: str) -> dict[str, str]:
        try:
            fits = isinstance(json.loads(text), dict)
        except (ValueError, RecursionError):
            fits = False
        if not fits or hash_body(nonce, text) != header["body_hash"]:
            raise altered(self._file, f"the body of an act of {header['by']} is another one")
        owner = header["reviewer"] if self._kinds[header["kind"]] else ""
        return {"act_id": header["id"], "nonce": nonce, "body": text, "owner": owner}

    def _keep_bodies(self, bodies: Sequence[Mapping[str, str]]) -> None:
        """Keep bodies that came openly: what a copy was given so, it may pass on so."""
        if bodies:
            self._connection.execute(insert(tables.act_body), bodies)
        own = [body["act_id"] for body in bodies if body["owner"]]
        shown = known(self._connection, tables.opened.c.act_id, own)
        if new := [{"act_id": act} for act in own if act not in shown]:
            self._connection.execute(insert(tables.opened), new)

    def _keep_sealed(self, sealed: Mapping[str, tuple[str, str]]) -> None:
        here = known(self._connection, tables.sealed_body.c.act_id, sealed)
        rows = [
            {"act_id": act, "key_id": key, "body": blob}
            for act, (key, blob) in sealed.items()
            if act not in here
        ]
        if rows:
            self._connection.execute(insert(tables.sealed_body), rows)
