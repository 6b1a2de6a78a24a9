"""One extracted value with the evidence that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, fields
from typing import Any

from extraction.status import WITHOUT_VALUE, Status

Content = str | int | float | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Value:
    """What a source says of one field: the value, how well it stands there, and where.

    `report` is the id of the report it was read in, `page` the page or appendix, `other` a source
    outside the review (a manual, a website): the second location column of TIDieR.
    """

    value: Content = None
    status: Status = "reported"
    _: KW_ONLY
    report: str = ""
    page: str = ""
    quote: str = ""
    note: str = ""
    unit: str = ""
    other: str = ""

    @property
    def known(self) -> bool:
        """Say whether there is a value to count with or to print."""
        return self.value is not None and self.status not in WITHOUT_VALUE


VALUE_KEYS: tuple[str, ...] = tuple(field.name for field in fields(Value))


def to_data(value: Value) -> dict[str, Any]:
    """Return the value as plain JSON, empty parts left out."""
    data = {key: getattr(value, key) for key in VALUE_KEYS}
    if isinstance(value.value, tuple):
        data["value"] = list(value.value)
    return {key: part for key, part in data.items() if part not in ("", None)}


def from_data(data: Mapping[str, Any]) -> Value:
    """Return the value that `to_data` gave."""
    content = data.get("value")
    if isinstance(content, list):
        content = tuple(str(part) for part in content)
    return Value(content, **{key: data[key] for key in VALUE_KEYS[1:] if key in data})
