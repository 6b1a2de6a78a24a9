"""Who writes: one installation of one person is one writer, with a hash chain of its own."""

from __future__ import annotations

import getpass
import os
import platform
import uuid
from contextlib import suppress
from pathlib import Path

from review.ids import derived, fresh
from review.store.engine import Store, is_url


def account() -> str:
    """Return the machine account that acts, such as `kari@laptop`."""
    try:
        login = getpass.getuser()
    except (KeyError, OSError):
        login = str(os.getuid()) if hasattr(os, "getuid") else "unknown"
    return f"{login}@{platform.node() or 'localhost'}"


def writer_id(store: Store, person: str) -> str:
    """Return the writer that `person` is on this installation in this copy of the review.

    The place of an embedded database counts too: a copy made with the file manager would otherwise
    go on with the same chain in two places.
    """
    place = "server" if is_url(store.location) else str(Path(store.location).resolve())
    return derived(store.copy_id, f"{_installation()}|{place}|{person}")


def _installation() -> str:
    from platformdirs import user_data_path

    file = user_data_path("tandem-review") / "installation"
    try:
        if file.exists():
            return file.read_text(encoding="utf-8").strip()
        file.parent.mkdir(parents=True, exist_ok=True)
        _keep_first(file, fresh())
        return file.read_text(encoding="utf-8").strip()
    except OSError:
        # A home that cannot be written to still has one identity per machine account.
        return uuid.uuid5(uuid.NAMESPACE_OID, account()).hex


def _keep_first(file: Path, made: str) -> None:
    """Give `file` its content whole; of several programs that do so at once, the first one's."""
    draft = file.with_name(f"{file.name}.{made}")
    draft.write_text(made, encoding="utf-8")
    try:
        with suppress(FileExistsError):
            os.link(draft, file)
    finally:
        draft.unlink()
