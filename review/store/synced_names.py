"""Synchronised folders that their own names give away.

Names are compared with whole parts of the resolved path. Those that are also everyday words (Box,
MEGA) count only where the service itself puts them: directly in a home folder or on a drive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

GOOGLE = "Google Drive"
_NAMES = (
    ("OneDrive", r"OneDrive(?: - .+|-.+)?"),
    ("Dropbox", r"Dropbox(?: \(.+\))?"),
    (GOOGLE, r"Google Drive|GoogleDrive(?:-.+)?|Google Drive File Stream|My Drive|Min disk"),
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
    (GOOGLE, r"Shared drives|Delte disker|Min enhet|Delade enheter|Mit drev|Fællesdrev"),
    (GOOGLE, r"Meine Ablage|Geteilte Ablagen|Mon Drive|Drives partagés|Mijn Drive|Oma Drive"),
    (GOOGLE, r"Mi unidad|Unidades compartidas|Il mio Drive|Drive condivisi|Meu Drive"),
)
_CLOUD_STORAGE = ("Library", "CloudStorage")


@dataclass(frozen=True, slots=True)
class SyncedFolder:
    """A folder, and the service that copies it to other machines."""

    service: str
    path: PurePath


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
