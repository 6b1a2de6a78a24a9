"""The command lines that open a review's files to a group, and who has to type them."""

from __future__ import annotations

import shlex
import stat
from pathlib import Path

from review.store.rights import Held, account_name, me, of_its_own

TEAM = "TEAM"  # stands for the group to be typed


def command(*words: str | Path) -> str:
    """Return a command line as it is typed, in the marks that messages put around one."""
    return f"`{shlex.join(str(word) for word in words)}`"


def asked(thing: Held) -> str:
    """Begin the sentence on who is to type the commands that change `thing`."""
    return "Type" if thing.mine or me() == 0 else f"Ask {account_name(thing.owner)} to type"


def for_files(group: str, *files: Held) -> str:
    """Return the commands that give `files` to `group`, to read and to write."""
    paths = [file.path for file in files]
    return f"{command('chgrp', group, *paths)}, {command('chmod', 'g+rw', *paths)}"


def for_folder(group: str, folder: Held) -> str:
    """Return the commands that give `folder`, and what will be made in it, to `group`."""
    if not of_its_own(folder):
        return f"after moving it into a folder of its own, {command('chmod', 'g+rws', 'FOLDER')}"
    rights = "g+rws" if folder.mode & stat.S_IXGRP else "g+rwxs"
    if folder.mode & stat.S_ISVTX:
        rights += ",-t"
    return f"{command('chgrp', group, folder.path)}, {command('chmod', rights, folder.path)}"
