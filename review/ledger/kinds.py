"""Every kind of act by its name, its module imported when the kind is first asked for.

A command that writes knows all kinds and uses one or two; importing them all was a tenth of its
start.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.acts import Kind


@dataclass(frozen=True, slots=True)
class Held:
    """Where a kind of act is: a module, and the name there of it alone or of several."""

    module: str
    name: str

    def kind(self, called: str) -> Kind:
        """Import the module and return its kind called so; LookupError where it has none."""
        found = getattr(import_module(self.module), self.name)
        for kind in found if isinstance(found, tuple) else (found,):
            if kind.name == called:
                return kind  # type: ignore[no-any-return]
        raise LookupError(f"{self.module}.{self.name} has no kind of act called {called}")


def held_in(module: str, name: str, *kinds: str) -> dict[str, Held]:
    """Return where each of `kinds` is: under `name` in `module`."""
    return dict.fromkeys(kinds, Held(module, name))


class Kinds(Mapping[str, "Kind"]):
    """The kinds of act, in the order in which they build on each other."""

    def __init__(self, held: Mapping[str, Held]) -> None:
        self._held = held
        self._found: dict[str, Kind] = {}

    def __getitem__(self, name: str) -> Kind:
        if name not in self._found:
            self._found[name] = self._held[name].kind(name)
        return self._found[name]

    def __contains__(self, name: object) -> bool:
        return name in self._held

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)
