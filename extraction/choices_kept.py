"""The choices of a comparison that is not finished, kept between sittings.

A choice is kept with the two answers that it was made between, and holds only while both stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extraction.compare import Difference
from extraction.consensus import Choice
from extraction.value import Value, from_data, to_data


def to_kept(
    choices: Mapping[str, Choice], differences: Mapping[str, Difference]
) -> dict[str, Any] | None:
    """Return choices as plain JSON; None where there are none."""
    kept = {
        path: {"choice": choices[path].to_data(), "between": _between(one)}
        for path, one in differences.items()
        if path in choices
    }
    return kept or None


def from_kept(kept: object, differences: Mapping[str, Difference]) -> dict[str, Choice]:
    """Return what `to_kept` gave, of differences that are still the same."""
    return {
        path: _choice(told["choice"])
        for path, told in (kept.items() if isinstance(kept, Mapping) else ())
        if path in differences and told.get("between") == _between(differences[path])
        if "choice" in told
    }


def _choice(data: Mapping[str, Any]) -> Choice:
    values = {path: from_data(one) for path, one in data.get("values", {}).items()}
    return Choice(data["taken"], data.get("why", ""), values or None)


def _between(one: Difference) -> list[Any]:
    def shown(value: Value | None) -> Any:
        return to_data(value) if value is not None else None

    return [shown(one.a), shown(one.b)]
