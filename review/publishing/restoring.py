"""Restoring a review from its archive: taken in as a copy is, then proven whole."""

from __future__ import annotations

import hashlib
import json
import lzma
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from review.acts import Projectors
from review.exchange.keys import KeyRing
from review.exchange.merging import merge, new_copy
from review.files.whole import written
from review.ledger.ledger import Review
from review.ledger.proving import broken_hashes, missing_records, stale_projections
from review.publishing.archive import EXCHANGE, FORMAT, MANIFEST, VERSION
from review.refusal import Refused
from review.reports.retrieving import FOLDER as FULL_TEXTS
from review.store.engine import is_url

# What is in an archive is packed already, so that it hardly grows when it is unpacked.
_ROOM, _TIMES = 50_000_000, 20  # bytes, and times the size of the file
_BROKEN = (
    *(KeyError, ValueError, TypeError, OverflowError, RecursionError, EOFError, OSError),
    *(zipfile.BadZipFile, RuntimeError, zlib.error, lzma.LZMAError),
)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of an archive."""

    review: Review
    records: int
    acts: int
    sealed: int
    full_texts: int


def is_archive(path: Path) -> bool:
    """Tell whether the file is a zip, which no review is."""
    return path.is_file() and zipfile.is_zipfile(path)


def restore(
    file: Path,
    location: str,
    projectors: Projectors,
    progress: Callable[[int, int], None] | None = None,
) -> Restored:
    """Make the review at `location` from an archive; its checks hold, or nothing is left there.

    Raises Refused for what is no archive, is damaged, or comes from a newer program.
    """
    with _unpacked(file) as packed, tempfile.TemporaryDirectory() as folder:
        manifest = _manifest(packed, file)
        exchange = Path(folder) / EXCHANGE
        exchange.write_bytes(_proven(packed, EXCHANGE, manifest, file))
        texts = [name for name in manifest["files"] if name != EXCHANGE]
        contents = {name: _proven(packed, name, manifest, file) for name in texts}
        if not is_url(location):
            with written(Path(location).parent):
                Path(location).parent.mkdir(parents=True, exist_ok=True)
        with new_copy(location, exchange) as store:
            made = Review(store, projectors)
            arrived = merge(made, exchange, KeyRing(), (), progress).arrived
            _check(made, file)
    if not is_url(location):
        _put_full_texts(Path(location).parent, contents)
    return Restored(made, arrived.records, arrived.acts, _sealed(made), len(contents))


def _unpacked(file: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except _BROKEN:
        raise _no_archive(file) from None


def _no_archive(file: Path) -> Refused:
    return Refused(f"{file.name} is no archive of a review.", "`review publish` writes one.")


def _manifest(packed: zipfile.ZipFile, file: Path) -> dict[str, Any]:
    """Return what the archive says of itself; what it names are files of ours and no others."""
    wrong = _no_archive(file)
    most = _ROOM + _TIMES * file.stat().st_size
    if sum(part.file_size for part in packed.infolist()) > most:
        raise wrong
    try:
        manifest: dict[str, Any] = json.loads(packed.read(MANIFEST))
        if manifest["format"] != FORMAT or not isinstance(manifest["files"], dict):
            raise wrong
        newer = int(manifest["version"]) > VERSION
    except _BROKEN:
        raise wrong from None
    if newer:
        raise Refused(
            f"{file.name} was made by a newer version of the program.",
            "Upgrade it: `pip install --upgrade tandem-review`.",
        )
    names = set(manifest["files"])
    if EXCHANGE not in names or not all(_is_ours(name) for name in names - {EXCHANGE}):
        raise wrong
    return manifest


def _is_ours(name: str) -> bool:
    folder, slash, rest = name.partition("/")
    return (
        (folder, slash) == (FULL_TEXTS, "/")
        and rest not in {"", ".", ".."}
        and not ({"/", "\\", ":", "\0"} & set(rest))
    )


def _proven(packed: zipfile.ZipFile, name: str, manifest: dict[str, Any], file: Path) -> bytes:
    try:
        data = packed.read(name)
    except _BROKEN:
        data = b""
    if hashlib.sha256(data).hexdigest() != manifest["files"][name]:
        raise Refused(
            f"{file.name} is damaged: {name} in it is not what was put there.",
            "Fetch the archive once more.",
        )
    return data


def _check(review: Review, file: Path) -> None:
    """Refuse a copy in which hashes, facts or projections do not hold."""
    with review.read() as connection:
        problems = [*broken_hashes(connection), *missing_records(connection)]
    problems += stale_projections(review)
    if problems:
        raise Refused(f"{file.name} does not hold together: {problems[0].message}")


def _put_full_texts(base: Path, contents: dict[str, bytes]) -> None:
    for name, data in contents.items():
        path = base / name
        with written(path):
            path.parent.mkdir(exist_ok=True)
            if not path.exists():
                path.write_bytes(data)


def _sealed(review: Review) -> int:
    from sqlalchemy import func, select

    from review.store import tables

    with review.read() as connection:
        gone = select(tables.withdrawal.c.act_id)
        waiting = tables.sealed_act.c.act_id.not_in(gone)
        query = select(func.count()).select_from(tables.sealed_act).where(waiting)
        return connection.scalar(query) or 0
