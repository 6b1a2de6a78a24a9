"""Synchronised folders that their own names give away.

Names are compared with whole parts of the resolved path. Those that are also everyday words (Box,
MEGA) count only where the service itself puts them: directly in a home folder or on a drive.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

GOOGLE = "Google Drive"
_NAMES = {
    **dict.fromkeys(("Google Drive", "GoogleDrive", "My Drive", "Min disk"), GOOGLE),
    **dict.fromkeys(("Mobile Documents", "CloudDocs", "iCloudDrive", "iCloud Drive"), "iCloud"),
    **dict.fromkeys(("pCloud", "pCloudDrive", "pCloud Drive", "pCloud Sync"), "pCloud"),
    **dict.fromkeys(("Jottacloud", "Jottacloud Sync", "Jotta Sync"), "Jottacloud"),
    **dict.fromkeys(("Proton Drive", "ProtonDrive"), "Proton Drive"),
    "Box Sync": "Box",
    "MEGAsync": "MEGA",
    "Seafile": "Seafile",
}
_PATTERNS = (  # of a second account, a team, an organisation
    ("OneDrive", re.compile(r"OneDrive(?: - .+|-.+)?")),
    ("Dropbox", re.compile(r"Dropbox(?: \(.+\))?")),
    (GOOGLE, re.compile(r"GoogleDrive-.+")),
    ("iCloud", re.compile(r".+~CloudDocs")),
    ("Nextcloud", re.compile(r"Nextcloud\d*")),
    ("ownCloud", re.compile(r"ownCloud\d*")),
    ("Proton Drive", re.compile(r"ProtonDrive-.+")),
)
_FIRST_NAMES = {
    "Box": "Box",
    "MEGA": "MEGA",
    # The folders of Google Drive bear names in the language of the machine.
    **dict.fromkeys(("Shared drives", "Delte disker", "Min enhet", "Delade enheter"), GOOGLE),
    **dict.fromkeys(("Mit drev", "Fællesdrev", "Meine Ablage", "Geteilte Ablagen"), GOOGLE),
    **dict.fromkeys(("Mon Drive", "Drives partagés", "Mijn Drive", "Oma Drive"), GOOGLE),
    **dict.fromkeys(("Mi unidad", "Unidades compartidas", "Il mio Drive", "Meu Drive"), GOOGLE),
}
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
        service = _service(parts[at])
        if parts[at - 2 : at] == _CLOUD_STORAGE:
            service = service or parts[at].partition("-")[0]
        if at == start:
            service = service or _FIRST_NAMES.get(parts[at], "")
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


def _service(part: str) -> str:
    exact = _NAMES.get(part, "")
    return exact or next((name for name, form in _PATTERNS if form.fullmatch(part)), "")
