"""What a check has to say about a value; it never keeps a value from being saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

Severity = Literal["impossible", "unlikely", "lacking"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
SIGNS: Mapping[Severity, str] = MappingProxyType(
    {"impossible": "!", "unlikely": "?", "lacking": "."}
)


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing to look at again.

    `path` is the field that it is told beside; `others` are the paths that it rests on as well.
    """

    path: str
    sentence: str
    severity: Severity
    others: tuple[str, ...] = ()

    def touches(self, path: str) -> bool:
        """Tell whether the value at `path` has a part in it."""
        return path == self.path or path in self.others

    @property
    def line(self) -> str:
        """Return the sentence behind its sign."""
        return f"{SIGNS[self.severity]} {self.sentence}"


def worst(concerns: Iterable[Concern]) -> Severity | None:
    """Return the gravest severity among `concerns`; None where there is none."""
    found = {one.severity for one in concerns}
    return next((severity for severity in SEVERITIES if severity in found), None)


def doubtful(concerns: Iterable[Concern]) -> tuple[Concern, ...]:
    """Return those that say more than that something is lacking."""
    return tuple(one for one in concerns if one.severity != "lacking")
