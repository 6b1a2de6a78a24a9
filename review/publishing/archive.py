"""The archive: all facts and acts in one file, from which the program restores the review.

It is a zip with an exchange file, so that any copy can also merge it, a list of checksums, and
full texts if they are wanted. What is not revealed yet is in it by its header alone, which proves
later that nothing was changed; whoever knows more still has to send it.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, select

from review import __version__
from review.acts import HEADER
from review.exchange.container import Header, Packer
from review.facts import FACTS
from review.files.packing import repacked
from review.ledger.ledger import Review
from review.reports.retrieving import FOLDER as FULL_TEXTS
from review.store import tables

EXCHANGE, MANIFEST = "review.review", "archive.json"
FORMAT, VERSION = "review-archive", 1
_AT_ONCE = 500
_NEVER = "1970-01-01T00:00:00.000Z"


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many acts an archive holds without what they say.

    `waiting` will be revealed; what was `taken_back` before its reveal never is.
    """

    waiting: int = 0
    taken_back: int = 0


def archive(
    review: Review, connection: Connection, *, full_texts: bool = False
) -> tuple[bytes, Sealed]:
    """Return the archive, and what it holds sealed."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / EXCHANGE
        sealed = _pack(review, connection, path)
        content = {EXCHANGE: path.read_bytes()}
    if full_texts:
        content |= dict(_full_texts(review, connection))
    manifest = {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "schema": tables.SCHEMA,
        "review": review.store.review_id,
        "title": _title(connection),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in content.items()},
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    return _zipped({MANIFEST: text.encode(), **content}), sealed


def as_of_day(connection: Connection) -> str:
    """Return when the newest act was recorded, which is what a publication is made from."""
    return connection.scalar(select(func.max(tables.act.c.recorded_at))) or _NEVER


def _pack(review: Review, connection: Connection, path: Path) -> Sealed:
    header = Header(
        review=review.store.review_id,
        title=_title(connection),
        by=review.person,
        copy=review.store.review_id,  # it is nobody's copy: all archives of one state are the same
        made=as_of_day(connection),
    )
    shown = _open_to_all(review, connection)
    withdrawn = set(connection.scalars(select(tables.withdrawal.c.act_id)))
    waiting = taken_back = 0
    with Packer(path, header) as packer:
        for table in FACTS:
            keys = list(table.primary_key.columns)
            for row in connection.execute(select(table).order_by(*keys)):
                packer.row(table.name, list(row))
        for row in _acts(connection):
            packer.row("act", [getattr(row, name) for name in HEADER])
            if row.body is not None and (not row.owner or row.id in shown):
                packer.row("act_body", [row.id, row.nonce, row.body, row.owner])
                continue
            waiting += row.id not in withdrawn
            taken_back += row.id in withdrawn
            if row.sealed is not None:
                packer.row("sealed_body", [row.id, row.key_id, row.sealed])
    return Sealed(waiting, taken_back)


def _open_to_all(review: Review, connection: Connection) -> set[str]:
    """Return the acts whose bodies everyone may read; nothing is kept of the asking."""
    shown = set(connection.scalars(select(tables.opened.c.act_id)))
    for released in review.projectors.released():
        shown |= released(connection, "")
    return shown


def _acts(connection: Connection) -> Iterator[Any]:
    act, body, sealed = tables.act, tables.act_body, tables.sealed_body
    query = (
        select(act, body.c.nonce, body.c.body, body.c.owner, sealed.c.key_id)
        .add_columns(sealed.c.body.label("sealed"))
        .outerjoin(body, body.c.act_id == act.c.id)
        .outerjoin(sealed, sealed.c.act_id == act.c.id)
        .order_by(act.c.lamport, act.c.writer, act.c.seq, act.c.id)
    )
    yield from connection.execute(query.execution_options(yield_per=_AT_ONCE))


def _title(connection: Connection) -> str:
    made = connection.scalar(select(tables.meta.c.value).where(tables.meta.c.key == "title"))
    return made or ""


def _full_texts(review: Review, connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Give the files that lie beside the review, as the log of retrievals names them."""
    base = Path(review.store.location).resolve().parent
    named = select(tables.retrieval.c.file).where(tables.retrieval.c.file != "").distinct()
    for name in sorted(connection.scalars(named)):
        path = base / name
        inside = name.startswith(f"{FULL_TEXTS}/") and path.resolve().parent == base / FULL_TEXTS
        if inside and path.is_file():
            yield name, path.read_bytes()


def _zipped(content: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, data in content.items():
            target.writestr(name, data)
    return repacked(packed.getvalue())
