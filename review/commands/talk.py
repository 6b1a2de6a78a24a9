"""Where talk and data go, and what the terminal can draw."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from review.clean import drawable


def say(text: str) -> None:
    """Talk to the person, on standard error."""
    sys.stderr.write(drawable(text) + "\n")


def put(text: str) -> None:
    """Write data to standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def put_studies(ids: Sequence[str], names: Mapping[str, str]) -> None:
    """Write the studies of these ids in lines, with their names, and say how many they are."""
    from review.ids import shown_study

    for one in ids:
        put(f"{shown_study(one)}  {drawable(names.get(one, ''))}")
    say("1 study." if len(ids) == 1 else f"{len(ids)} studies.")


def put_json(value: Mapping[str, Any]) -> None:
    """Write one JSON object to standard output."""
    import json

    put(json.dumps(value, ensure_ascii=False, indent=2))


def draws_weights() -> bool:
    """Tell whether what is printed goes to a terminal that has bold and dim letters."""
    return sys.stdout.isatty() and os.environ.get("TERM", "dumb") not in {"dumb", ""}


def only_ascii() -> bool:
    """Tell whether the terminal can draw nothing but ASCII."""
    return "utf" not in (sys.stdout.encoding or "").lower()
