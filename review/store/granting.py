"""Opening a review's files to a group of the machine, so that a team can work in one of them."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from review.refusal import Refused
from review.store.remedies import asked, for_files, for_folder
from review.store.rights import Held, account_name, group_name, held, held_beside, me, of_its_own

_FILE = stat.S_IRGRP | stat.S_IWGRP
_FOLDER = stat.S_IRWXG | stat.S_ISGID


def share(location: str, group: str = "") -> list[str]:
    """Give the database, its side files and its folder to `group`, and say what was changed.

    Without a group it is the folder's where that is shared already, or else the database's.
    Refused, before anything is changed, where the machine does not permit it.
    """
    database, folder = _found(location)
    number = _number(group) if group else _present_group(database, folder)
    name = group_name(number)
    if not of_its_own(folder):
        raise Refused(
            f"{folder.path} holds more than the review, and all of it would be opened to {name}.",
            f"Move {database.path.name} into a folder of its own first.",
        )
    files = [database, *held_beside(database.path)]
    for thing in (*files, folder):
        if me() and not thing.mine:
            raise Refused(
                f"{thing.path} belongs to {account_name(thing.owner)}, who alone may share it.",
                f"{asked(thing)} {for_folder(name, folder)}."
                if thing is folder
                else f"{asked(thing)} {for_files(name, thing)}.",
            )
    if me() and number not in {os.getegid(), *os.getgroups()}:
        raise Refused(
            f"You are not in the group {name}, so you cannot give it anything.",
            "Name a group that `id -Gn` lists, or ask the administrator of this machine.",
        )
    # The folder first: side files that others make meanwhile are the group's already.
    done = [_given(folder, number, _FOLDER, stat.S_ISVTX)]
    done += [_given(file, number, _FILE, 0) for file in files]
    return [line for line in done if line] or [f"All of it is shared with {name} already."]


def _found(location: str) -> tuple[Held, Held]:
    if "://" in location:
        raise Refused("A review on PostgreSQL has no file to share.", "Its server lets people in.")
    if sys.platform == "win32":
        raise Refused(
            "Windows has no such groups.", "Share the folder in its Properties, under Security."
        )
    file = Path(os.path.realpath(location))
    if file.is_dir():
        raise Refused(f"{file} is a folder.", "Name the review.db in it.")
    try:
        return held(file), held(file.parent)
    except OSError as error:
        raise Refused(f"{file} cannot be shared: {error.strerror}.") from None


def _number(group: str) -> int:
    import grp

    try:
        return grp.getgrnam(group).gr_gid
    except KeyError:
        raise Refused(
            f"This machine has no group {group}.",
            "`getent group` lists those that there are; its administrator makes new ones.",
        ) from None


def _present_group(database: Held, folder: Held) -> int:
    shared = folder.group_writes and folder.mode & stat.S_ISGID
    return folder.group if shared else database.group


def _given(thing: Held, group: int, rights: int, without: int) -> str:
    """Give one file or folder to `group`; return what was changed, "" where it was so already."""
    mode = stat.S_IMODE(thing.mode)
    wanted = (mode | rights) & ~without
    if thing.group == group and mode == wanted:
        return ""
    try:
        os.chown(thing.path, -1, group)  # before the mode: it takes the setgid bit away
        thing.path.chmod(wanted)
    except FileNotFoundError:  # a side file that its last user has just put away
        return ""
    except OSError as error:
        raise Refused(f"{thing.path} cannot be shared: {error.strerror}.") from None
    return f"{thing.path}: group {group_name(group)}, {stat.filemode(held(thing.path).mode)}"
