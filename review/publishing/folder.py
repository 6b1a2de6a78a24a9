"""The folder of a publication: there whole or not at all, and never over somebody's work."""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from review.files.whole import written
from review.refusal import Refused

MARK = "publication.json"
_FORMAT = "review-publication"


def write_folder(target: Path, review_id: str, files: Iterable[tuple[str, bytes]]) -> int:
    """Write the files into `target`, in place of an older publication; return how many.

    Refused, before anything is made, where the folder holds what `write_folder` did not write, or
    what was changed since. Whatever ends it early leaves `target` as it was.
    """
    _may_be_replaced(target, review_id)
    part = target.parent / f".{target.name}-{secrets.token_hex(4)}.part"
    sums: dict[str, str] = {}
    try:
        for name, content in files:
            path = part / name
            with written(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
            sums[name] = hashlib.sha256(content).hexdigest()
        mark = {"format": _FORMAT, "review": review_id, "files": dict(sorted(sums.items()))}
        with written(part / MARK):
            (part / MARK).write_text(json.dumps(mark, indent=1) + "\n", encoding="utf-8")
        _swap(part, target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return len(sums) + 1


def _swap(part: Path, target: Path) -> None:
    old = part.with_suffix(".old")
    with written(target):
        if target.exists():
            target.rename(old)
        try:
            part.rename(target)
        except OSError:
            with suppress(OSError):
                old.rename(target)
            raise
    shutil.rmtree(old, ignore_errors=True)


def _may_be_replaced(target: Path, review_id: str) -> None:
    if target.is_file():
        raise Refused(f"{target} is a file.", "Name a folder.")
    if not target.exists():
        return
    there = {
        path.relative_to(target).as_posix(): path
        for path in sorted(target.rglob("*"))
        if not path.is_dir()
    }
    if not there:
        return
    sums = _sums_of(target, review_id)
    strange = [name for name in there if name not in sums and name != MARK]
    changed = [
        name
        for name, path in there.items()
        if name in sums and hashlib.sha256(path.read_bytes()).hexdigest() != sums[name]
    ]
    for names, why in ((strange, "was not written by `review publish`"), (changed, "was changed")):
        if names:
            more = f" (and {len(names) - 1} more)" if len(names) > 1 else ""
            raise Refused(
                f"In {target}, {names[0]}{more} {why}; nothing is written over.",
                "Give another folder, or move what is yours away.",
            )


def _sums_of(target: Path, review_id: str) -> dict[str, str]:
    """Return the checksums that an older publication of this review left."""
    try:
        mark = json.loads((target / MARK).read_text(encoding="utf-8"))
        if mark["format"] == _FORMAT and mark["review"] == review_id:
            return {str(name): str(digest) for name, digest in mark["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass
    raise Refused(
        f"{target} is not empty, and holds no publication of this review.", "Give a new folder."
    )
