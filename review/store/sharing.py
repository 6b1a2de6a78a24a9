"""What keeps several people on one machine from working in one SQLite file.

Whoever writes needs the database, its folder (SQLite makes -wal and -shm there, with the permissions
of the database but in the group of whoever comes first) and the side files that are there already.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from review.store.rights import Held, account_name, command, group_name, held, held_beside, me
from review.store.trouble import Trouble

_TEAM = "TEAM"  # stands for the group to be typed
_ENTER_AND_WRITE = 0o070


def sharing_troubles(location: str) -> list[Trouble]:
    """Return what is wrong with who may write to the review at `location`; it never raises."""
    if "://" in location or not hasattr(os, "geteuid"):
        return []
    try:
        file = Path(os.path.realpath(location))
        database, folder = held(file), held(file.parent)
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
    file, writable = database.path, database.may(os.R_OK | os.W_OK)
    if database.mine:
        if not writable:
            return Trouble(
                "database",
                f"{file} is yours, but write-protected.",
                f"Type {command('chmod', 'u+rw', file)}.",
            )
        if not database.group_writes and folder.group_writes and folder.mode & stat.S_ISGID:
            return Trouble(
                "database",
                f"The folder of {file} is shared with the group {group_name(folder.group)}, "
                "but only you may write to the review.",
                f"Type {_shared(database, folder, group_name(folder.group))}.",
            )
        return None
    owner = account_name(database.owner)
    if not database.for_group and not database.for_others:
        return Trouble(
            "database",
            f"{file} belongs to {owner}, and its group may not write to it.",
            f"{_who(database)} {_shared(database, folder, _TEAM)}, where {_TEAM} is a group of "
            "this machine that all of the team are in.",
        )
    if not writable:
        group = group_name(database.group)
        return Trouble(
            "database",
            f"{file} is for the group {group}, and {account_name(me())} is not in it.",
            "Ask the administrator of this machine to put you into it "
            f"({command('usermod', '-aG', group, account_name(me()))}), then log in again.",
        )
    return None


def _of_folder(database: Held, folder: Held) -> Trouble | None:
    name = database.path.name
    if not database.group_writes:
        if not database.may(os.W_OK) or folder.may(os.W_OK | os.X_OK):
            return None
        return Trouble(
            "folder",
            f"You may write to {name} but not to its folder {folder.path}, where SQLite keeps "
            "two files beside it.",
            f"{_who(folder)} {_folder_commands(folder, _TEAM)}."
            if not folder.mine
            else f"Type {command('chmod', 'u+rwx', folder.path)}.",
        )
    group = group_name(database.group)
    why = _why_not_shared(database, folder)
    return why and Trouble(
        "folder",
        f"The group {group} may write to {name}, but {why.format(folder=folder.path)}.",
        f"{_who(folder)} {_folder_commands(folder, group, database.group)}.",
    ) or None


def _why_not_shared(database: Held, folder: Held) -> str:
    """Say what its folder lacks for a database that a group writes to; "" where nothing."""
    if folder.group == database.group and folder.mode & _ENTER_AND_WRITE != _ENTER_AND_WRITE:
        return "not to its folder {folder}, where SQLite keeps two files beside it"
    if folder.group != database.group:
        return "its folder {folder} is another group's: new files there shut others out"
    # On macOS new files always take the group of their folder.
    if not folder.mode & stat.S_ISGID and sys.platform != "darwin":
        return (
            "new files in its folder {folder} get the group of whoever makes them, which shuts "
            "the others out"
        )
    if folder.mode & stat.S_ISVTX:
        return "in its folder {folder} nobody may open or remove new files of another"
    return ""


def _of_side_files(database: Held) -> Trouble | None:
    if not database.may(os.R_OK | os.W_OK):
        return None
    wrong = [side for side in held_beside(database.path) if _shuts_out(side, database)]
    if not wrong:
        return None
    names = " and ".join(side.path.name for side in wrong)
    paths = [side.path for side in wrong]
    group = group_name(database.group) if database.group_writes else _TEAM
    return Trouble(
        "side-files",
        f"{names} in {database.path.parent} cannot be written by all who may write to "
        f"{database.path.name}.",
        f"{_who(wrong[0])} {command('chgrp', group, *paths)}, {command('chmod', 'g+rw', *paths)}.",
    )


def _shuts_out(side: Held, database: Held) -> bool:
    if not side.may(os.R_OK | os.W_OK):
        return True
    if not database.group_writes or side.for_others:
        return False
    return not side.for_group or side.group != database.group


def _who(thing: Held) -> str:
    """Begin the sentence on who is to type the commands."""
    return "Type" if thing.mine or me() == 0 else f"Ask {account_name(thing.owner)} to type"


def _shared(database: Held, folder: Held, group: str) -> str:
    return (
        f"{command('chgrp', group, database.path)}, {command('chmod', 'g+rw', database.path)}, "
        f"{_folder_commands(folder, group)}"
    )


def _folder_commands(folder: Held, group: str, number: int = -1) -> str:
    """Say how `folder` becomes the group's; `number` is the group's own, where it is known."""
    rights = "g+rws" if folder.mode & stat.S_IXGRP else "g+rwxs"
    if folder.mode & stat.S_ISVTX:
        rights += ",-t"
    chmod = command("chmod", rights, folder.path)
    return chmod if folder.group == number else f"{command('chgrp', group, folder.path)}, {chmod}"
