"""What keeps several people on one machine from working in one SQLite file.

Whoever writes needs the database, its folder (SQLite makes -wal and -shm there, with the rights of
the database, but in the group of whoever comes first) and the side files that are there already.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from review.store.remedies import TEAM, asked, command, for_files, for_folder
from review.store.rights import Held, account_name, group_name, held, held_beside, me
from review.store.trouble import Trouble

_READ_WRITE = os.R_OK | os.W_OK
_ENTER_AND_WRITE = 0o070
_BESIDE = "where SQLite keeps two files beside it"


def sharing_troubles(location: str) -> list[Trouble]:
    """Return what is wrong with who may write to the review at `location`; it never raises."""
    if "://" in location or not hasattr(os, "geteuid"):
        return []
    try:
        file = Path(os.path.realpath(location))
        database, folder = held(file), held(file.parent)
        if not stat.S_ISREG(database.mode):
            return []
        if os.statvfs(file).f_flag & os.ST_RDONLY:
            return [_read_only(file)]
        found = (
            _of_database(database, folder),
            _of_folder(database, folder),
            _of_side_files(database),
        )
    except (OSError, ValueError):  # it is not there, or is no path at all
        return []
    return [trouble for trouble in found if trouble]


def _read_only(file: Path) -> Trouble:
    return Trouble(
        "read-only",
        f"{file} lies on a disk that can only be read.",
        "Copy its folder to a disk that you may write to.",
    )


def _of_database(database: Held, folder: Held) -> Trouble | None:
    file = database.path
    if database.mine:
        return _of_own_database(database, folder)
    if not database.for_group and not database.for_others:
        return Trouble(
            "database",
            f"{file} belongs to {account_name(database.owner)}, and its group may not write to it.",
            f"{asked(database)} {for_files(TEAM, database)}, {for_folder(TEAM, folder)}, where "
            f"{TEAM} is a group of this machine that all of the team are in.",
        )
    if not database.may(_READ_WRITE):
        group, person = group_name(database.group), account_name(me())
        return Trouble(
            "database",
            f"{file} is for the group {group}, and {person} is not in it.",
            "Ask the administrator of this machine to put you into it "
            f"({command('usermod', '-aG', group, person)}), then log in again.",
        )
    return None


def _of_own_database(database: Held, folder: Held) -> Trouble | None:
    if not database.may(_READ_WRITE):
        return Trouble(
            "database",
            f"{database.path} is yours, but write-protected.",
            f"Type {command('chmod', 'u+rw', database.path)}.",
        )
    if not database.group_writes and folder.group_writes and folder.mode & stat.S_ISGID:
        group = group_name(folder.group)
        return Trouble(
            "database",
            f"The folder of {database.path} is shared with the group {group}, but only you may "
            "write to the review.",
            f"Type {for_files(group, database)}.",
        )
    return None


def _of_folder(database: Held, folder: Held) -> Trouble | None:
    name, group = database.path.name, group_name(database.group)
    if database.group_writes:
        why = _why_not_shared(database, folder)
        message = f"The group {group} may write to {name}, but {why}."
        remedy = f"{asked(folder)} {for_folder(group, folder)}."
        return Trouble("folder", message, remedy) if why else None
    if not database.may(os.W_OK) or folder.may(os.W_OK | os.X_OK):
        return None
    own = command("chmod", "u+rwx", folder.path)
    return Trouble(
        "folder",
        f"You may write to {name}, but not to its folder {folder.path}, {_BESIDE}.",
        f"{asked(folder)} {own if folder.mine else for_folder(TEAM, folder)}.",
    )


def _why_not_shared(database: Held, folder: Held) -> str:
    """Say what its folder lacks for a database that a group writes to; "" where nothing."""
    path = folder.path
    if folder.mode & _ENTER_AND_WRITE != _ENTER_AND_WRITE:
        return f"not to its folder {path}, {_BESIDE}"
    if folder.group != database.group:
        return f"its folder {path} is for the group {group_name(folder.group)}"
    if folder.mode & stat.S_ISVTX:
        return f"in its folder {path} nobody may use a new file of another"
    # On macOS new files always take the group of their folder.
    if not folder.mode & stat.S_ISGID and sys.platform != "darwin":
        return f"a new file in its folder {path} shuts out all but the group of who makes it"
    return ""


def _of_side_files(database: Held) -> Trouble | None:
    if not database.may(_READ_WRITE):
        return None
    wrong = [side for side in held_beside(database.path) if _shuts_out(side, database)]
    if not wrong:
        return None
    group = group_name(database.group) if database.group_writes else TEAM
    names = " and ".join(str(side.path) for side in wrong)
    return Trouble(
        "side-files",
        f"{names} cannot be written by all who may write to {database.path.name}.",
        f"{asked(wrong[0])} {for_files(group, *wrong)}.",
    )


def _shuts_out(side: Held, database: Held) -> bool:
    if not side.may(_READ_WRITE):
        return True
    if not database.group_writes or side.for_others:
        return False
    return not side.for_group or side.group != database.group
