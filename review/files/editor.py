"""The person's own editor, for a text that is longer than a line."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from review.refusal import Refused


def has_editor() -> bool:
    """Tell whether the person has named an editor that is there."""
    return bool(_command())


def edit(text: str, suffix: str) -> str:
    """Open `text` in the editor and return it as it was saved; Refused where that cannot be."""
    command = _command()
    if not command:
        raise Refused("No editor is named.", "Set EDITOR, for instance to nano.")
    with tempfile.TemporaryDirectory(prefix="review-") as folder:
        path = Path(folder) / f"protocol{suffix}"
        path.write_text(text, encoding="utf-8")
        try:
            ended = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - the person's own choice
            edited = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(f"The editor {command[0]} failed: {error}.", "Set EDITOR.") from None
    if ended:
        raise Refused(f"The editor {command[0]} ended with an error; nothing was changed.")
    return edited


def _command() -> list[str]:
    try:
        words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        return []
    return words if words and shutil.which(words[0]) else []
