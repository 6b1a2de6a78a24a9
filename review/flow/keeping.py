"""A flow as data that an edition keeps, and back: bare numbers there, numbers of a unit here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any, get_args, get_type_hints

from review.elsewhere.entries import Elsewhere
from review.flow.counts import Flow, OtherArm, Pending
from review.flow.units import Records, Reports, Studies

# Kept as pairs: JSON objects of acts have no order, and reasons stand in the protocol's.
_ORDERED = ("databases", "registers", "results", "excluded", "records_by_reason")
_UNITS = (Records, Reports, Studies)
_Unit = type[Records] | type[Reports] | type[Studies]


def to_data(flow: Flow) -> dict[str, Any]:
    """Return `flow` as plain values, by the names of its fields."""
    data: dict[str, Any] = _plain(asdict(flow))
    for drawn in ("look", "synthesis"):  # how it is drawn is nothing that was found
        del data[drawn]
    return data


def from_data(data: Mapping[str, Any]) -> Flow:
    """Return the flow that was kept; fields that a later program added have their defaults."""
    other = data["other"]
    return Flow(
        **{
            **_counted(Flow, data),
            "pending": Pending(**_counted(Pending, data["pending"])),
            "other": _other(other) if other else None,
            "notices": tuple(data["notices"]),
            "logged": tuple(_logged(one) for one in data["logged"]),
        }
    )


def _logged(data: Mapping[str, Any]) -> Elsewhere:
    return Elsewhere(**{**data, "ids": tuple(data.get("ids", ()))})


def _other(data: Mapping[str, Any]) -> OtherArm:
    pending = data["pending"]
    made = Pending(**_counted(Pending, pending)) if pending else None
    return OtherArm(**{**_counted(OtherArm, data), "pending": made})


def _plain(value: Any, name: str = "") -> Any:
    if isinstance(value, _UNITS):
        return int(value)
    if isinstance(value, dict):
        found = {key: _plain(one, key) for key, one in value.items()}
        return [list(pair) for pair in found.items()] if name in _ORDERED else found
    return value


def _counted(kind: type, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `kind` with their numbers in the units that it counts them in."""
    units = _units(kind)
    return {
        name: _of(units[name], value) if name in units and value is not None else value
        for name, value in data.items()
    }


def _of(unit: _Unit, value: Any) -> Any:
    if isinstance(value, list):
        return {name: unit(number) for name, number in value}
    return unit(value)


@cache
def _units(kind: type) -> Mapping[str, _Unit]:
    """Return the unit of each field of `kind` that has one: of the number, or of those in it."""
    found: dict[str, _Unit] = {}
    for name, hint in get_type_hints(kind).items():
        for unit in _UNITS:
            if hint is unit or unit in get_args(hint):
                found[name] = unit
    return found
