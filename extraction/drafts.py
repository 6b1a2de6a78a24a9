"""What was typed and not yet kept, so that a program that is ended loses no more than a key.

One small file of this account for each person and place, outside the review: nothing of it is an
answer before it is saved, and nobody else reads it. REVIEW_DRAFTS names another folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from extraction.queries import Place


class Drafts:
    """The drafts of one person at one place: field path (or another key) -> what was typed."""

    def __init__(self, review: str, person: str, place: Place) -> None:
        """Find the file; `review` is the id of this copy of the review."""
        named = f"{review}\n{person}\n{place.study}\n{place.form}\n{place.part}"
        self._file = _folder() / f"{hashlib.sha256(named.encode()).hexdigest()[:32]}.json"

    def all(self) -> Mapping[str, Any]:
        """Return every draft; none where there is no file or it cannot be read."""
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, key: str, typed: Any) -> bool:
        """Keep what was typed so far, None to forget it; False where the disk refuses."""
        drafts = {name: one for name, one in self.all().items() if name != key}
        if typed is not None:
            drafts[key] = typed
        try:
            if not drafts:
                self._file.unlink(missing_ok=True)
                return True
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = self._file.with_suffix(f".{os.getpid()}")
            with os.fdopen(
                os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w"
            ) as file:
                json.dump(drafts, file)
            part.replace(self._file)
        except OSError:
            with suppress(OSError):
                self._file.with_suffix(f".{os.getpid()}").unlink(missing_ok=True)
            return False
        return True


def _folder() -> Path:
    if named := os.environ.get("REVIEW_DRAFTS"):
        return Path(named)
    from platformdirs import user_state_path

    return user_state_path("tandem-review") / "drafts"
