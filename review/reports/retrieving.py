"""Acts on reports: retrieval and files, removal before screening, reports added by hand."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from review.fulltext import BECAUSE, REMOVE, RETRIEVAL, STATES, log_of
from review.ledger.ledger import Review
from review.people import team
from review.records.lookup import Found, members, resolve
from review.refusal import Refused
from review.standing import SETTLED_FULL_TEXT
from review.store import tables
from review.store.engine import is_url

FOLDER = "fulltexts"
_SHORTEST_KEY = 4  # shorter ones occur in names of files by chance


@dataclass(frozen=True, slots=True)
class Attached:
    """What attaching a folder did: files matched to reports, and files that fit none or several."""

    matched: tuple[tuple[str, str], ...]
    unmatched: tuple[tuple[str, str], ...]  # file, why


def record_retrieval(
    review: Review,
    typed: str,
    state: str,
    *,
    file: Path | None = None,
    via: str = "",
    source: str = "",
    at: str = "",
) -> str:
    """Add one line to the log of a report's full text, with its file if there is one."""
    if state not in STATES:
        raise Refused(f"“{state}” is not a state of retrieval.", f"Say {', '.join(STATES)}.")
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        record = resolve(connection, typed, source)
        _is_sought(connection, record, state)
        kept = _keep_file(review, record, file) if file else ""
        body = {"state": state, **({"file": kept} if kept else {}), **({"via": via} if via else {})}
        act = writing.append(RETRIEVAL, record.id, body, at=at)
    return review.projectors.kinds[RETRIEVAL].says(act)


def _is_sought(connection: Connection, record: Found, state: str) -> None:
    made = tables.duplicate_set
    row = connection.execute(select(made).where(made.c.set_id == record.set_id)).one()
    in_search = {"removed", "to-screen", "conflict-title-abstract", "excluded-title-abstract"}
    if row.standing in in_search:
        raise Refused(
            f"The full text of {record.shown} is not sought.",
            "It must be settled as an include at title-abstract first.",
        )
    if state == "not-retrieved" and row.full_text in SETTLED_FULL_TEXT:
        raise Refused(f"{record.shown} was assessed in full text, so it was retrieved.")


def _keep_file(review: Review, record: Found, file: Path) -> str:
    """Copy the file beside the review under a name of ours; return its place from there."""
    if not file.is_file():
        raise Refused(f"There is no file {file}.")
    if not file.stat().st_size:
        raise Refused(f"{file} is empty.", "Download it again.")
    if is_url(review.store.location):
        return str(file.resolve())
    folder = Path(review.store.location).resolve().parent / FOLDER
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()[:8]
    suffix = re.sub(r"[^.a-z0-9]", "", file.suffix.lower())[:8]
    target = folder / f"{record.shown}-{digest}{suffix}"
    if not target.exists():
        shutil.copyfile(file, target)
    return f"{FOLDER}/{target.name}"


def file_of(review: Review, connection: Connection, record: Found) -> Path | None:
    """Return the newest attached file of the report that `record` describes."""
    log = log_of(connection, [member.id for member in members(connection, record.set_id)])
    kept = next((line.file for line in reversed(log) if line.file), "")
    if not kept:
        return None
    path = Path(kept)
    if path.is_absolute():
        return path
    base = Path(review.store.location).resolve().parent
    return base / path


def attach_folder(review: Review, folder: Path) -> Attached:
    """Attach the PDFs of a folder to sought reports: names hold id, accession, DOI or PMID."""
    if not folder.is_dir():
        raise Refused(f"There is no folder {folder}.")
    with review.read() as connection:
        keys = _keys(connection)
    matched, unmatched = [], []
    for file in sorted(folder.iterdir()):
        if file.suffix.lower() != ".pdf":
            continue
        name = _folded(file.stem)
        hits = {record for key, record in keys if key and key in name}
        if len(hits) != 1:
            why = "fits several reports" if hits else "names no report that is sought"
            unmatched.append((file.name, why))
            continue
        (record,) = hits
        record_retrieval(review, record, "retrieved", file=file, via="attach")
        matched.append((file.name, record))
    return Attached(tuple(matched), tuple(unmatched))


def _keys(connection: Connection) -> list[tuple[str, str]]:
    """Return what may stand in a file's name, each with the id of its report."""
    from review.records.listing import listed

    return [
        (_folded(key), row.record.shown)
        for row in listed(connection, "", standing="sought")
        for key in (row.record.shown, row.record.accession, row.record.doi, row.record.pmid)
        if len(_folded(key)) >= _SHORTEST_KEY
    ]


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def remove_record(review: Review, typed: str, because: str, why: str, source: str = "") -> str:
    """Take a record's set out before screening; Refused once it was decided on."""
    if because not in BECAUSE:
        raise Refused(f"“{because}” is not one of the two boxes.", f"Say {' or '.join(BECAUSE)}.")
    if not why.strip():
        raise Refused("A removal says why.", "Add --why with a few words.")
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        record = resolve(connection, typed, source)
        made = tables.duplicate_set
        row = connection.execute(select(made).where(made.c.set_id == record.set_id)).one()
        if row.removed:
            raise Refused(f"{record.shown} is removed already.", "`review undo` takes that back.")
        if row.standing != "to-screen":
            raise Refused(f"{record.shown} is past screening.", "Only unscreened records go here.")
        act = writing.append(REMOVE, record.id, {"because": because, "why": why.strip()})
    return review.projectors.kinds[REMOVE].says(act)
