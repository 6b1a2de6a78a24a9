"""The rows of a file as they arrive: which are new, and whether each is what it claims to be.

A file comes from outside. Ids, hashes and shapes are proven here before a row is kept; what cannot
be proven refuses the whole file.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from review.acts import HEADER, hash_body, hash_header
from review.exchange.sending import COUNTED, FACTS
from review.importing import record_id, source_id
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from review.store.bulk import insert_rows

_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_IDS, _HASHES = ("id", "writer"), ("prev_hash", "hash", "body_hash")
_LATEST = 10**11  # lamport times and sequence numbers stay far below what the order has room for
_AT_ONCE = 500


def damaged(file: Path, what: str) -> Refused:
    """Return the refusal of a file whose content is not what it claims to be."""
    return Refused(
        f"{file.name} was changed after it was sent: {what}.",
        "Nothing was taken in. Ask the sender for a new file, and compare how you got this one.",
    )


@dataclass(slots=True)
class Arrived:
    """What was new in a file."""

    acts: int = 0
    opened: int = 0  # bodies of acts that were here already, sealed
    sealed: int = 0
    facts: int = 0
    records: int = 0  # of the facts
    differing: set[str] = field(default_factory=set)  # names of sources and files read differently
    left: set[str] = field(default_factory=set)  # people whose acts they must merge themselves

    @property
    def anything(self) -> bool:
        """Whether something has to be projected."""
        return bool(self.acts or self.opened or self.facts)


class Arrival:
    """Takes rows in, batch by batch; `finish` when the file is at its end."""

    def __init__(
        self,
        connection: Connection,
        file: Path,
        review_id: str,
        kinds: Mapping[str, bool],
        *,
        only: str = "",
    ) -> None:
        """Take into `connection`; `kinds` tells of each kind of act whether it may be sealed.

        On a team's server `only` the member's own acts can be written; others' are left to them.
        """
        self._only = only
        self.arrived = Arrived()
        self._review_id = review_id
        self._connection = connection
        self._file = file
        self._kinds = kinds
        self._waiting: list[Sequence[Any]] = []
        self._table = ""
        self._headers: dict[str, Mapping[str, Any]] = {}
        self._bodies: dict[str, tuple[str, str]] = {}
        self._sealed: dict[str, tuple[str, str]] = {}
        self._facts = {table.name: table for table in FACTS}

    def take(self, table: str, values: Sequence[Any]) -> None:
        """Take one row of the file."""
        if table in self._facts:
            if table != self._table or len(self._waiting) >= _AT_ONCE:
                self._keep_facts()
                self._table = table
            self._waiting.append(self._fact(self._facts[table], values))
            return
        self._keep_facts()
        if table == "act":
            if len(self._headers) >= _AT_ONCE:
                self._keep_acts()
            header = self._header(values)
            self._headers[header["id"]] = header
        elif table == "act_body":
            act, nonce, text, _owner = self._texts(values, 4)
            self._bodies[act] = nonce, text
        elif table == "sealed_body":
            act, key, blob = self._texts(values, 3)
            self._sealed[act] = key, self._base64(blob)
        else:
            raise Refused(
                f"{self._file.name} holds rows of a kind that this program does not know.",
                "Upgrade it: `pip install --upgrade tandem-review`; nothing was taken in.",
            )

    def finish(self) -> Arrived:
        """Keep what is waiting still, and return what was new."""
        self._keep_facts()
        self._keep_acts()
        return self.arrived

    # --- facts -----------------------------------------------------------------------------------

    def _fact(self, table: Table, values: Sequence[Any]) -> tuple[Any, ...]:
        columns = list(table.columns)
        if len(values) != len(columns):
            raise damaged(self._file, f"a row of {table.name} has {len(values)} values")
        for column, value in zip(columns, values, strict=True):
            if type(value) is not column.type.python_type and not (
                value is None and column.nullable
            ):
                raise damaged(self._file, f"{table.name}.{column.name} holds something else")
        row = dict(zip(table.columns.keys(), values, strict=True))
        if "id" in row and row["id"] != self._derived(table, row):
            raise damaged(self._file, f"a row of {table.name} has an id that is not its own")
        return tuple(values)

    def _derived(self, table: Table, row: Mapping[str, Any]) -> str:
        """Return the id that follows from a row: two copies that import a file agree on it."""
        if table is tables.record:
            return record_id(row["import_file_id"], row["position"])
        if table is tables.source:
            return source_id(self._review_id, row["name"])
        return str(row["id"])

    def _keep_facts(self) -> None:
        if not self._waiting:
            return
        rows, self._waiting = self._waiting, []
        table = self._facts[self._table]
        keys = list(table.primary_key.columns)
        names = [column.name for column in table.columns]
        places = [names.index(key.name) for key in keys]
        known: dict[tuple[Any, ...], tuple[Any, ...]] = {}
        first = {row[places[0]] for row in rows}
        whole = table.name != "record_text"
        query = select(table) if whole else select(*keys)
        for row in self._connection.execute(query.where(keys[0].in_(first))):
            known[tuple(row[i] for i in places) if whole else tuple(row)] = tuple(row)
        new: dict[tuple[Any, ...], Sequence[Any]] = {}
        for values in rows:
            key = tuple(values[i] for i in places)
            if key not in known:
                new[key] = values
            elif whole and _differ(names, known[key], values):
                self.arrived.differing.add(_called(table, names, values))
        insert_rows(self._connection, table, names, [tuple(row) for row in new.values()])
        self.arrived.facts += len(new) if table.name in COUNTED else 0
        self.arrived.records += len(new) if table is tables.record else 0

    # --- acts ------------------------------------------------------------------------------------

    def _header(self, values: Sequence[Any]) -> Mapping[str, Any]:
        if len(values) != len(HEADER):
            raise damaged(self._file, "a header has another number of values")
        header = dict(zip(HEADER, values, strict=True))
        for name, value in header.items():
            wanted = int if name in {"seq", "lamport"} else str
            if type(value) is not wanted:
                raise damaged(self._file, f"{name} of a header holds something else")
        well_formed = (
            all(_ID.fullmatch(header[name]) for name in _IDS)
            and all(_HASH.fullmatch(header[name]) for name in _HASHES)
            and 0 < header["lamport"] < _LATEST
            and 0 < header["seq"] < _LATEST
        )
        if not well_formed or hash_header(header) != header["hash"]:
            raise damaged(self._file, f"an act of {header['by']} is not as it was written")
        if header["kind"] not in self._kinds:
            raise Refused(
                f"{self._file.name} holds acts of a kind that this program does not know.",
                "Upgrade it: `pip install --upgrade tandem-review`; nothing was taken in.",
            )
        return header

    def _texts(self, values: Sequence[Any], number: int) -> Sequence[str]:
        if len(values) != number or not all(isinstance(value, str) for value in values):
            raise damaged(self._file, "a body has another shape")
        return values

    def _base64(self, text: str) -> str:
        try:
            base64.b64decode(text, validate=True)
        except ValueError:
            raise damaged(self._file, "a sealed body cannot be read") from None
        return text

    def _keep_acts(self) -> None:
        headers, self._headers = self._headers, {}
        bodies, self._bodies = self._bodies, {}
        sealed, self._sealed = self._sealed, {}
        if not {*bodies, *sealed} <= set(headers):
            raise damaged(self._file, "a body belongs to no act")
        known = _known(self._connection, tables.act.c.id, headers)
        if self._only:
            others = {act: h["by"] for act, h in headers.items() if h["by"] != self._only}
            self.arrived.left |= {by for act, by in others.items() if act not in known}
            bodies = {act: body for act, body in bodies.items() if act not in others}
            sealed = {act: body for act, body in sealed.items() if act not in others}
            headers = {act: header for act, header in headers.items() if act not in others}
        new = [header for act, header in headers.items() if act not in known]
        if new:
            self._connection.execute(insert(tables.act), new)
        readable = _known(self._connection, tables.act_body.c.act_id, headers)
        came = [
            self._body(headers[act], nonce, text)
            for act, (nonce, text) in bodies.items()
            if act not in readable
        ]
        if came:
            self._connection.execute(insert(tables.act_body), came)
        self._note_opened([row["act_id"] for row in came if row["owner"]])
        locked = _known(self._connection, tables.sealed_body.c.act_id, sealed)
        kept = [
            {"act_id": act, "key_id": key, "body": blob}
            for act, (key, blob) in sealed.items()
            if act not in locked and act not in readable
        ]
        if kept:
            self._connection.execute(insert(tables.sealed_body), kept)
        self.arrived.acts += len(new)
        self.arrived.opened += sum(row["act_id"] in known for row in came)
        self.arrived.sealed += sum(header["id"] in sealed for header in new)

    def _body(self, header: Mapping[str, Any], nonce: str, text: str) -> Mapping[str, str]:
        try:
            fits = isinstance(json.loads(text), dict)
        except (ValueError, RecursionError):
            fits = False
        if not fits or hash_body(nonce, text) != header["body_hash"]:
            raise damaged(self._file, f"the body of an act of {header['by']} is another one")
        owner = header["reviewer"] if self._kinds[header["kind"]] else ""
        return {"act_id": header["id"], "nonce": nonce, "body": text, "owner": owner}

    def _note_opened(self, acts: Sequence[str]) -> None:
        """Note what this copy was given openly: it may pass that on openly."""
        opened = tables.opened
        known = _known(self._connection, opened.c.act_id, acts)
        if new := [{"act_id": act} for act in acts if act not in known]:
            self._connection.execute(insert(opened), new)


def _known(connection: Connection, column: Any, ids: Collection[str]) -> set[str]:
    found: set[str] = set()
    for batch in batches(ids):
        found.update(connection.scalars(select(column).where(column.in_(batch))))
    return found


def _differ(names: Sequence[str], here: Sequence[Any], there: Sequence[Any]) -> bool:
    """Tell whether two rows of facts differ; the name under which a file lay does not count."""
    both = zip(names, here, there, strict=True)
    return any(one != other for name, one, other in both if name != "name")


def _called(table: Table, names: Sequence[str], values: Sequence[Any]) -> str:
    if "name" in names:
        return f"{table.name.replace('_', ' ')} “{values[names.index('name')]}”"
    return "records of a file that both imported"
