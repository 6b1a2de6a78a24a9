"""Whether a file lies in a folder that a program copies to other machines behind one's back.

Names are compared with whole parts of the resolved path. Those that are also everyday words (Box,
MEGA) count only where the service itself puts them: directly in a home folder or on a drive.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path, PurePath

from review.store.onedrive import synchronised_libraries

_GOOGLE = "Google Drive"
_NAMES = (
    ("OneDrive", r"OneDrive(?: - .+|-.+)?"),
    ("Dropbox", r"Dropbox(?: \(.+\))?"),
    (_GOOGLE, r"Google Drive|GoogleDrive(?:-.+)?|Google Drive File Stream|My Drive|Min disk"),
    ("iCloud", r"Mobile Documents|(?:.+~)?CloudDocs|iCloudDrive|iCloud Drive"),
    ("Box", r"Box Sync"),
    ("Nextcloud", r"Nextcloud\d*"),
    ("ownCloud", r"ownCloud\d*"),
    ("pCloud", r"pCloud ?Drive|pCloud(?: Sync)?"),
    ("Seafile", r"Seafile"),
    ("MEGA", r"MEGAsync"),
    ("Jottacloud", r"Jottacloud(?: Sync)?|Jotta Sync"),
    ("Proton Drive", r"Proton ?Drive(?:-.+)?"),
)
_FIRST_NAMES = (
    ("Box", r"Box"),
    ("MEGA", r"MEGA"),
    # The folders of Google Drive bear names in the language of the machine.
    (_GOOGLE, r"Shared drives|Delte disker|Min enhet|Delade enheter|Mit drev|Fællesdrev"),
    (_GOOGLE, r"Meine Ablage|Geteilte Ablagen|Mon Drive|Drives partagés|Mijn Drive|Oma Drive"),
    (_GOOGLE, r"Mi unidad|Unidades compartidas|Il mio Drive|Drive condivisi|Meu Drive"),
)
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
    (_GOOGLE, ".tmp.driveupload", stat.S_ISDIR),
    (_GOOGLE, ".tmp.drivedownload", stat.S_ISDIR),
)
_JOURNAL = re.compile(r"\._?sync_[0-9a-f]+\.db|\.csync_journal\.db")
_LISTED = 1000  # names looked at for a journal, in all folders together: a start must stay quick
_VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_CLOUD_STORAGE = ("Library", "CloudStorage")
_ICLOUD = Path("Library", "Mobile Documents", "com~apple~CloudDocs")


@dataclass(frozen=True, slots=True)
class SyncedFolder:
    """A folder, and the service that copies it to other machines."""

    service: str
    path: PurePath


def synced_folder(file: Path, environment: Mapping[str, str], home: Path) -> SyncedFolder | None:
    """Return the synchronised folder that the resolved path `file` lies in, if it does."""
    return (
        by_name(file, home)
        or _by_root(file, environment)
        or _by_icloud_link(file, home)
        or _by_marker(file)
    )


def by_name(file: PurePath, home: PurePath) -> SyncedFolder | None:
    """Return the folder that its own name gives away; it reads nothing but the two paths."""
    parts = file.parent.parts
    start = _after_home(file.parent, home)
    for at in range(start, len(parts)):
        if parts[at - 2 : at] == _CLOUD_STORAGE:
            service = _service(parts[at], _NAMES) or parts[at].partition("-")[0]
        else:
            names = _NAMES + _FIRST_NAMES if at == start else _NAMES
            service = _service(parts[at], names)
        if service:
            return SyncedFolder(service, type(file)(*parts[: at + 1]))
    return None


def _after_home(folder: PurePath, home: PurePath) -> int:
    """Count the parts of `folder` that are a drive or somebody's home, whatever its name."""
    parts = folder.parts
    if folder.is_relative_to(home):
        return len(home.parts)
    if len(parts) > 1 and parts[1].casefold() in {"home", "users"}:
        return 3
    return 1 if folder.anchor else 0


def _service(part: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((service for service, name in names if re.fullmatch(name, part)), "")


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
