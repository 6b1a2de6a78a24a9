"""A slice as a value: what one of the program's parts adds to the shell around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from review.clashes.clashing import Sources
from review.commands.values import PlotSource, Sentences, TableSource
from review.ledger.kinds import Held

if TYPE_CHECKING:
    import typer
    from sqlalchemy import Connection

    from review.commands.proof import Check
    from review.publishing.parts import Section

# Gives, for a person, the ids of the acts whose bodies may be shown to everyone.
Released = Callable[["Connection", str], set[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """What a slice adds; whatever takes long to import is given by a function that imports it.

    `kinds` of acts come in the order in which they build on each other; `sentences` are by item of
    a reporting guideline, such as `prisma-8`; `sections` are those of a publication.
    """

    register: Callable[[typer.Typer], None]
    kinds: Mapping[str, Held]
    released: Callable[[], Sequence[Released]]
    clashes: Sources
    sections: Callable[[], Sequence[Section]]
    sentences: Mapping[str, Sentences]
    tables: Mapping[str, TableSource] = field(default_factory=dict)
    plots: Mapping[str, PlotSource] = field(default_factory=dict)
    checks: Sequence[Check] = ()
