"""The order of the parts, and the numbers of tables and figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from review.publishing.parts import Figure, Part, Text, key_of
from review.wording import Words


@dataclass(frozen=True, slots=True)
class Numbered:
    """A part with its label, `Table` and number; texts have none."""

    part: Part
    word: str = ""
    prefix: str = ""
    number: int = 0

    @property
    def label(self) -> str:
        """Return `Table 2` or `Table A3`, "" for a text."""
        return f"{self.word} {self.prefix}{self.number}" if self.word else ""

    @property
    def reference(self) -> str:
        """Return how a checklist names the part: label and title."""
        return f"{self.label}. {self.part.title}" if self.word else self.part.title


def numbered(parts: Sequence[Part], words: Words, *, appendix: bool) -> list[Numbered]:
    """Return the parts in their order, tables and figures counted apart from 1."""
    counts = {"table": 0, "figure": 0}
    prefix = words("document", "prefix") if appendix else ""
    found = []
    for part in parts:
        if isinstance(part, Text):
            found.append(Numbered(part))
            continue
        kind = "figure" if isinstance(part, Figure) else "table"
        counts[kind] += 1
        found.append(Numbered(part, words("document", kind), prefix, counts[kind]))
    return found


def references(numbered_parts: Sequence[Numbered]) -> Mapping[str, str]:
    """Return how each part is referred to, by the name that checklists know it by."""
    return {key_of(one.part): one.reference for one in numbered_parts}
