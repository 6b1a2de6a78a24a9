"""Where a value sits in an entry: `field`, or `group[0].field` in a row of a repeating group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PATH = re.compile(r"^([a-z][a-z0-9_]*)(?:\[(0|[1-9]\d{0,5})\](?:\.([a-z][a-z0-9_]*))?)?\Z")
FIELD_ID = re.compile(r"^[a-z][a-z0-9_]*\Z")


@dataclass(frozen=True, slots=True)
class Path:
    """The parts of a path; `row` is None outside a group, `child` empty for the row itself."""

    field: str
    row: int | None = None
    child: str = ""

    def __str__(self) -> str:
        row = "" if self.row is None else f"[{self.row}]"
        return f"{self.field}{row}{'.' if self.child else ''}{self.child}"

    @property
    def is_row(self) -> bool:
        """Say whether this is a whole row of a group."""
        return self.row is not None and not self.child


@lru_cache(maxsize=65536)
def parsed(text: str) -> Path | None:
    """Return the parts of `text`, or None where it is no path."""
    match = _PATH.match(text)
    if match is None:
        return None
    return Path(match[1], None if match[2] is None else int(match[2]), match[3] or "")


def child_path(group: str, row: int, child: str) -> str:
    """Return the path of a field in a row, such as `results[0].direction`."""
    return f"{group}[{row}].{child}"


def row_path(group: str, row: int) -> str:
    """Return the path of a whole row, such as `results[0]`."""
    return f"{group}[{row}]"


def row_of_path(path: str) -> str:
    """Return the path of the row that a value is in, empty outside a group."""
    parts = parsed(path)
    return "" if parts is None or parts.row is None else row_path(parts.field, parts.row)
