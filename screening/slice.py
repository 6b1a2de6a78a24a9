"""What screening adds to the shell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import screening.commands
import screening.plot_sources
from review.clashing import kept_in
from review.commands.slice import Released, Slice

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.acts import Kind
    from review.publishing.parts import Section


def _kinds() -> Sequence[Kind]:
    from screening.projector import KINDS

    return KINDS


def _released() -> Sequence[Released]:
    from screening.releasing import released

    return (released,)


def _sections() -> Sequence[Section]:
    from screening.published import SECTIONS

    return SECTIONS


def _selection(connection: Connection, language: str) -> Sequence[str]:
    from screening.method_queries import method_facts
    from screening.methods import sentences

    return sentences(method_facts(connection), language)


SCREENING = Slice(
    register=screening.commands.register,
    kinds=_kinds,
    released=_released,
    clashes={
        "settlement": kept_in("screening.clashing", "settle"),
        "round": kept_in("screening.closing_clashes", "close-round"),
        "stop": kept_in("screening.ranking.stop_clashes", "rank-stop"),
    },
    sections=_sections,
    sentences={"prisma-8": _selection},
    plots=screening.plot_sources.PLOTS,
)
