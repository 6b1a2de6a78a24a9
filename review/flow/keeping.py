"""A flow as data that an edition keeps, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from review.elsewhere import Elsewhere
from review.flow.counts import Flow, OtherArm, Pending

# Kept as pairs: JSON objects of acts have no order, and reasons stand in the protocol's.
_ORDERED = ("databases", "registers", "results", "excluded", "records_by_reason")


def to_data(flow: Flow) -> dict[str, Any]:
    """Return `flow` as plain values, by the names of its fields."""
    data = _paired(asdict(flow))
    for drawn in ("look", "synthesis"):  # how it is drawn is nothing that was found
        del data[drawn]
    if data["other"] is not None:
        data["other"] = _paired(data["other"])
    return data


def from_data(data: Mapping[str, Any]) -> Flow:
    """Return the flow that was kept; fields that a later program added have their defaults."""
    other = data["other"]
    return Flow(
        **{
            **_unpaired(data),
            "pending": Pending(**data["pending"]),
            "other": _other(other) if other else None,
            "notices": tuple(data["notices"]),
            "logged": tuple(Elsewhere(**one) for one in data["logged"]),
        }
    )


def _other(data: Mapping[str, Any]) -> OtherArm:
    pending = data["pending"]
    return OtherArm(**{**_unpaired(data), "pending": Pending(**pending) if pending else None})


def _paired(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [list(pair) for pair in value.items()] if name in _ORDERED else value
        for name, value in data.items()
    }


def _unpaired(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: dict(value) if name in _ORDERED else value for name, value in data.items()}
