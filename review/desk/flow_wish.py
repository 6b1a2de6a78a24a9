"""How a person wants the diagram of a review drawn, remembered on this machine.

It is no part of the review: two people may want different figures of the same numbers.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from review.flow.wording import languages


@dataclass(frozen=True, slots=True)
class FlowWish:
    """What is drawn besides the template, which rows are left out, and in which language."""

    synthesis: bool = False
    reasons: bool = False
    hidden: tuple[str, ...] = ()
    language: str = "en"


def remembered(review_id: str, file: Path | None = None) -> FlowWish:
    """Return what was last wished for the diagram of a review; the template where nothing was."""
    told = _read(file or _file()).get(review_id)
    if not isinstance(told, dict):
        return FlowWish()
    hidden = told.get("hidden")
    return FlowWish(
        synthesis=told.get("synthesis") is True,
        reasons=told.get("reasons") is True,
        hidden=tuple(map(str, hidden)) if isinstance(hidden, list) else (),
        language=told["language"] if told.get("language") in languages() else "en",
    )


def remember(review_id: str, wish: FlowWish, file: Path | None = None) -> None:
    """Keep what is wished; where nothing can be written, it holds until the desk is closed."""
    file = file or _file()
    known = {**_read(file), review_id: asdict(wish)}
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(known), encoding="utf-8")
        draft.replace(file)


def _file() -> Path:
    from platformdirs import user_state_path

    return user_state_path("tandem-review") / "flow.json"


def _read(file: Path) -> dict[str, Any]:
    try:
        known = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) else {}
