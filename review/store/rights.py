"""Who may write to the files of an embedded database, as the machine keeps it."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

SIDE_FILES = ("-wal", "-shm")  # SQLite makes them beside the database, and takes them away
_FOR_GROUP = 0o060
_FOR_OTHERS = 0o006
# Asked as SQLite will be: with the ids that this process acts under, where the machine can tell.
_ACTING = os.access in os.supports_effective_ids


@dataclass(frozen=True, slots=True)
class Held:
    """A file or folder, and who holds it."""

    path: Path
    mode: int
    owner: int
    group: int

    @property
    def mine(self) -> bool:
        """Tell whether it belongs to whoever runs this program."""
        return self.owner == me()

    @property
    def for_group(self) -> bool:
        """Tell whether its group may read and write it."""
        return self.mode & _FOR_GROUP == _FOR_GROUP

    @property
    def for_others(self) -> bool:
        """Tell whether everybody else may read and write it."""
        return self.mode & _FOR_OTHERS == _FOR_OTHERS

    @property
    def group_writes(self) -> bool:
        """Tell whether its group may write to it."""
        return bool(self.mode & 0o020)

    def may(self, access: int) -> bool:
        """Tell whether whoever runs this program has `access` (os.R_OK, os.W_OK, os.X_OK)."""
        return os.access(self.path, access, effective_ids=_ACTING)


def held(path: Path) -> Held:
    """Return who holds `path`; OSError where it cannot be seen."""
    seen = path.stat()
    return Held(path, seen.st_mode, seen.st_uid, seen.st_gid)


def held_beside(database: Path) -> list[Held]:
    """Return who holds the side files of `database` that there are now."""
    found = []
    for suffix in SIDE_FILES:
        try:
            found.append(held(database.with_name(database.name + suffix)))
        except OSError:
            continue  # none now, or gone since
    return found


def me() -> int:
    """Return the account that this program acts as; only where the machine has such accounts."""
    return os.geteuid()


def account_name(number: int) -> str:
    """Return the name of an account, or its number where it has none here."""
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def group_name(number: int) -> str:
    """Return the name of a group, or its number where it has none here."""
    import grp

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


def of_its_own(folder: Held) -> bool:
    """Tell whether `folder` can be opened to a group: no home, nothing that is everybody's."""
    import pwd

    if folder.mode & (stat.S_ISVTX | stat.S_IWOTH) == stat.S_ISVTX | stat.S_IWOTH:
        return False
    try:
        home = Path(os.path.realpath(pwd.getpwuid(folder.owner).pw_dir))
    except KeyError:
        home = Path("/")
    return not home.is_relative_to(folder.path)
