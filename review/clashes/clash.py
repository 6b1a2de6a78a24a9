"""A clash: what two copies of a review said of one thing without knowing of each other."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from review.ids import shown
from review.refusal import Refused

ClashKind = Literal[
    "settlement",
    "duplicates",
    "protocol",
    "consensus",
    "correction",
    "edition",
    "round",
    "statement",
    "naming",
    "choice",
    "answer",
    "stop",
]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the acts that clash: whose it is, when it was made and what it says."""

    act_id: str
    by: str
    at: str
    says: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Two or more standing acts on one thing that differ and do not know of each other."""

    id: str  # as a person reads and types it, `c-1a2b3c4d5e`
    kind: ClashKind
    about: str
    record_id: str  # of the record that it is about, as a person reads it; "" where there is none
    says: tuple[Side, ...]

    @property
    def act_ids(self) -> list[str]:
        """The ids of the acts that clash."""
        return [side.act_id for side in self.says]


def clash_of(kind: ClashKind, about: str, sides: Iterable[Side], record_id: str = "") -> Clash:
    """Return the clash of `sides`; the same acts make the same id in every copy."""
    says = tuple(sides)
    heads = " ".join(sorted(side.act_id for side in says))
    digest = hashlib.sha256(heads.encode()).hexdigest()
    return Clash(shown("c", digest), kind, about, record_id, says)


def side_of(clash: Clash, number: int) -> Side:
    """Return side `number`, counted from 1; Refused where there is no such side."""
    if not 1 <= number <= len(clash.says):
        raise Refused(f"{clash.id} has no side {number}.", f"Its sides are 1 to {len(clash.says)}.")
    return clash.says[number - 1]


def still(found: Iterable[Clash], clash: Clash) -> Clash:
    """Return `clash` as it is among those `found` now; Refused where it waits no longer."""
    for one in found:
        if one.id == clash.id:
            return one
    raise Refused(f"{clash.id} waits no longer.", "See what does: `review clashes`.")


def reason_given(why: str) -> str:
    """Return why a side is taken; Refused where that is not said."""
    if not why.strip():
        raise Refused("Whoever settles a clash says why.", "Add --why with a few words.")
    return why.strip()
