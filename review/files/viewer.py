"""Showing a file in the machine's own viewer, where there is a screen for one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path


def can_view() -> bool:
    """Tell whether a viewer would appear where the person sits: not over ssh, not without one."""
    if os.environ.get("SSH_CONNECTION") or _command() is None:
        return False
    needs_display = sys.platform not in {"darwin", "win32"}
    return not needs_display or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def view(target: Path | str) -> None:
    """Hand a file or link to the viewer, which lives on its own."""
    command = _command()
    if command is None:
        return
    subprocess.Popen(  # noqa: S603 - no shell; the one argument is a path or a checked link
        [command, str(target)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def _command() -> str | None:
    names = {"darwin": "open", "win32": "explorer"}
    return shutil.which(names.get(sys.platform, "xdg-open"))
