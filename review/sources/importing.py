"""Storing what an export held: facts about source, file and records, and the act of import."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Subquery, func, insert, select

from review.acts import Act, Kind
from review.facts import File, import_id, insert_file
from review.ledger.collecting import uncollected
from review.ledger.ledger import Review
from review.protocol import FULL_TEXT
from review.refusal import Refused
from review.sources.describing import Search, source_for
from review.standing import PREVIOUS
from review.store import tables
from review.store.engine import Store

IMPORT = "import"
SPAN = 10_000_000  # more records than one file holds: places follow import, then position


@dataclass(frozen=True, slots=True)
class Straight:
    """That an import brings a known list of reports, whose full texts are sought at once."""

    why: str


def sha256(data: bytes) -> str:
    """Return the hash by which a file is known again."""
    return hashlib.sha256(data).hexdigest()


def imported_before(connection: Connection, data_sha256: str) -> str | None:
    """Return the name of the source that a standing import of these bytes went to, if any."""
    query = (
        select(tables.source.c.name)
        .join(tables.import_file, tables.import_file.c.source_id == tables.source.c.id)
        .join(tables.import_act, tables.import_act.c.import_file_id == tables.import_file.c.id)
        .where(tables.import_file.c.sha256 == data_sha256)
    )
    return connection.scalar(query.limit(1))


def standing_imports() -> Subquery:
    """Return the files whose import stands, each once: two copies may have imported the same."""
    table = tables.import_act
    # Of two copies' imports of one file one may have gone straight to the full text; whoever
    # imported it as usual wanted it screened, and nothing skips that against somebody's word.
    return (
        select(
            table.c.import_file_id,
            func.min(table.c.ordinal).label("ordinal"),
            func.min(table.c.stage).label("stage"),
        )
        .group_by(table.c.import_file_id)
        .subquery("standing_import")
    )


def any_straight(connection: Connection) -> bool:
    """Tell whether any import went straight to the full text."""
    act = tables.import_act
    return connection.scalar(select(act.c.act_id).where(act.c.stage != "").limit(1)) is not None


def store_file(
    review: Review,
    search: Search,
    file: File,
    *,
    again: bool = False,
    straight: Straight | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Keep one file whole, in one transaction; return the id of the import file.

    With `straight` its records are not screened on title and abstract. Raises Refused when the same
    bytes were imported before and `again` is false, when the source is known with other
    particulars, and when nobody says why reports go straight to the full text.
    """
    if straight and not straight.why.strip():
        raise Refused(
            "Whoever takes records past title and abstract says why.",
            "Add --why with a few words: who knows them to be eligible, for instance.",
        )
    with uncollected(), review.write() as writing:
        connection = writing.connection
        before = imported_before(connection, file.data_sha256)
        if before and not again:
            raise Refused(
                f"{file.name} was imported before, into “{before}”.",
                "If you want its records twice, say --again.",
            )
        if search.kind == PREVIOUS and connection.scalar(select(tables.edition.c.act_id).limit(1)):
            raise Refused(
                "An edition is closed here: what it included is the previous version.",
                "Import this as what it is, a database for instance.",
            )
        in_source = source_for(writing, search)
        made, copy = _next_id(connection, review.store, search, file.data_sha256)
        if not _known_file(connection, made):
            insert_file(connection, in_source, made, copy, file, progress)
        body = {"source": search.name, "file": file.name, "records": len(file.records)}
        columns = {"columns": [list(column) for column in file.columns]} if file.columns else {}
        skips = {"stage": FULL_TEXT, "why": straight.why.strip()} if straight else {}
        writing.append(IMPORT, made, {**body, **columns, **skips})
    return made


def _next_id(
    connection: Connection, store: Store, search: Search, data_sha256: str
) -> tuple[str, int]:
    """Return the id of this import and its copy number: withdrawn files keep theirs."""
    copy = 0
    while True:
        made = import_id(store.review_id, data_sha256, search.name, copy)
        stands = connection.scalar(
            select(tables.import_act.c.act_id).where(tables.import_act.c.import_file_id == made)
        )
        if not stands:
            return made, copy
        copy += 1


def _known_file(connection: Connection, import_file_id: str) -> bool:
    found = connection.scalar(
        select(tables.import_file.c.id).where(tables.import_file.c.id == import_file_id)
    )
    return found is not None


def _apply(connection: Connection, act: Act) -> None:
    ordinal = (connection.scalar(select(func.max(tables.import_act.c.ordinal))) or 0) + 1
    connection.execute(
        insert(tables.import_act).values(
            act_id=act.id,
            import_file_id=act.subject,
            ordinal=ordinal,
            stage=FULL_TEXT if act.body.get("stage") == FULL_TEXT else "",
        )
    )


def _touched(connection: Connection, act: Act) -> Collection[str]:
    return connection.scalars(
        select(tables.record.c.id).where(tables.record.c.import_file_id == act.subject)
    ).all()


def _may_withdraw(connection: Connection, act: Act) -> None:
    decided = (
        select(tables.decision.c.act_id)
        .join(tables.record, tables.record.c.id == tables.decision.c.record_id)
        .where(tables.record.c.import_file_id == act.subject)
    )
    if connection.scalar(decided.limit(1)):
        raise Refused(
            f"The import of {act.body['file']} cannot be undone: decisions rest on its records.",
            "Undo those decisions first, or take records out with `review record remove`.",
        )


def _says(act: Act) -> str:
    body = act.body
    said = f"import of {body['file']} into {body['source']} ({body['records']} records)"
    straight = body.get("stage") == FULL_TEXT
    return f"{said}, straight to the full text: {body['why']}" if straight else said


IMPORT_KIND = Kind(
    IMPORT,
    _apply,
    (tables.import_act,),
    _touched,
    _says,
    undoable=True,
    may_withdraw=_may_withdraw,
    traced=False,
    reshapes=True,
    stays_once_sent=True,
)
