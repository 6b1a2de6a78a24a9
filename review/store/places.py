"""What is wrong with the place of a review that is one file: synchronised, remote, half shared.

All of it is looked up anew at each start of a command, so it has to be cheap, and nothing that goes
wrong in looking may keep a person from work.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from review.store.mounts import network_mount
from review.store.sharing import sharing_troubles
from review.store.synced import synced_folder
from review.store.trouble import Trouble

__all__ = ["Trouble", "place_lines", "sharing_troubles", "troubles"]

_EXCHANGE = "exchange work by `review send --out FILE` and `review merge FILE`"


def troubles(location: str) -> list[Trouble]:
    """Return all that is wrong with where the review at `location` lies; it never raises.

    Nothing is wrong with a URL. The file need not be there yet.
    """
    if "://" in location:
        return []
    looks: tuple[Callable[[str], list[Trouble]], ...] = (_synced, _network, sharing_troubles)
    return [trouble for look in looks for trouble in _quietly(look, location)]


def place_lines(location: str) -> list[str]:
    """Return the troubles of a review as lines to be shown, none for a healthy place."""
    return [f"Warning: {trouble}" for trouble in troubles(location)]


def _quietly(look: Callable[[str], list[Trouble]], location: str) -> list[Trouble]:
    try:
        return look(location)
    except Exception:  # noqa: BLE001 - whatever a machine answers, the work goes on
        return []


def _synced(location: str) -> list[Trouble]:
    file = Path(os.path.realpath(location))
    folder = synced_folder(file, os.environ, Path(os.path.realpath(Path.home())))
    if folder is None:
        return []
    article = "an" if folder.service in {"iCloud", "ownCloud"} else "a"
    return [
        Trouble(
            "synced",
            f"{file} lies in {article} {folder.service} folder ({folder.path}): two machines that "
            "write to it at the same time can damage it or lose work.",
            f"Let each keep the review in a folder that is not synchronised, and {_EXCHANGE}.",
        )
    ]


def _network(location: str) -> list[Trouble]:
    file = Path(os.path.realpath(location))
    mount = network_mount(file)
    if mount is None:
        return []
    return [
        Trouble(
            "network",
            f"{file} lies on a network file system ({mount.kind} at {mount.point}): two machines "
            "that write to it at the same time can damage it or lose work.",
            f"Let each keep the review on a disk of their own and {_EXCHANGE}, or put the team's "
            "review on PostgreSQL.",
        )
    ]
