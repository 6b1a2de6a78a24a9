"""Which troubles a person has been told today, so that each is said once a day and not more."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from review.store.trouble import Trouble


def unsaid(location: str, troubles: Sequence[Trouble], file: Path | None = None) -> list[Trouble]:
    """Return those `troubles` of a review not said today, and remember them in `file` as said.

    Where nothing can be remembered, all are returned each time.
    """
    if not troubles:
        return []
    file = file or _file()
    today = datetime.now().astimezone().date().isoformat()
    known = _read(file)
    place = os.path.realpath(location)
    said = known.get(place, {})
    new = [trouble for trouble in troubles if said.get(trouble.code) != today]
    if new:
        known[place] = said | {trouble.code: today for trouble in new}
        _write(file, _of_day(known, today))
    return new


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("tandem-review") / "warned.json"


def _read(file: Path) -> dict[str, dict[str, Any]]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {place: said for place, said in known.items() if isinstance(said, dict)}


def _of_day(known: Mapping[str, Mapping[str, Any]], today: str) -> dict[str, dict[str, Any]]:
    """Leave out what was said on other days: the file stays small."""
    days = {
        place: {code: day for code, day in said.items() if day == today}
        for place, said in known.items()
    }
    return {place: said for place, said in days.items() if said}


def _write(file: Path, known: Mapping[str, Mapping[str, Any]]) -> None:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
        draft.replace(file)
    except (OSError, ValueError):
        return  # a warning said twice is better than a command that fails
