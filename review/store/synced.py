"""Whether a file lies in a folder that a program copies to other machines behind one's back."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from review.store.onedrive import synchronised_libraries
from review.store.synced_names import GOOGLE, SyncedFolder, by_name

# A file or folder that a service keeps in the folder it synchronises. In a home folder `.dropbox`
# is a folder of settings, and says nothing.
_MARKERS = (
    ("Dropbox", ".dropbox", stat.S_ISREG),
    ("Dropbox", ".dropbox.cache", stat.S_ISDIR),
    ("Syncthing", ".stfolder", None),
    ("Nextcloud", ".nextcloudsync.log", stat.S_ISREG),
    ("ownCloud", ".owncloudsync.log", stat.S_ISREG),
    ("Seafile", ".seafile-data", stat.S_ISDIR),
    ("MEGA", ".megaignore", stat.S_ISREG),
    (GOOGLE, ".tmp.driveupload", stat.S_ISDIR),
    (GOOGLE, ".tmp.drivedownload", stat.S_ISDIR),
)
_JOURNAL = re.compile(r"\._?sync_[0-9a-f]+\.db|\.csync_journal\.db")
_LISTED = 1000  # names looked at for a journal, in all folders together: a start must stay quick
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_ICLOUD = Path("Library", "Mobile Documents", "com~apple~CloudDocs")


def synced_folder(file: Path, environment: Mapping[str, str], home: Path) -> SyncedFolder | None:
    """Return the synchronised folder that the resolved path `file` lies in, if it does."""
    return (
        by_name(file, home)
        or _by_root(file, environment)
        or _by_icloud_link(file, home)
        or _by_marker(file)
    )


def _by_root(file: Path, environment: Mapping[str, str]) -> SyncedFolder | None:
    told = (environment.get(name, "") for name in _VARIABLES)
    for root in (*filter(None, told), *synchronised_libraries()):
        if file.is_relative_to(os.path.realpath(root)):
            return SyncedFolder("OneDrive", Path(root))
    return None


def _by_icloud_link(file: Path, home: Path) -> SyncedFolder | None:
    """Desktop and Documents can be in iCloud while they keep their place in the home folder."""
    for name in ("Desktop", "Documents"):
        link = os.path.realpath(home / _ICLOUD / name)
        if link == os.path.realpath(home / name) and file.is_relative_to(link):
            return SyncedFolder("iCloud", home / name)
    return None


def _by_marker(file: Path) -> SyncedFolder | None:
    left = _LISTED
    for folder in file.parents:
        for service, name, right_kind in _MARKERS:
            mode = _mode(folder / name)
            if mode and (right_kind is None or right_kind(mode)):
                return SyncedFolder(service, folder)
        for name in islice(_names(folder), left):
            left -= 1
            if _JOURNAL.fullmatch(name):
                return SyncedFolder("Nextcloud or ownCloud", folder)
    return None


def _mode(path: Path) -> int:
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0


def _names(folder: Path) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            yield from (entry.name for entry in entries)
    except OSError:
        return
