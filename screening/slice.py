"""What screening adds to the shell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import screening.plot_sources
from review.clashes.clashing import kept_in
from review.commands.slice import Released, Slice
from review.ledger.kinds import held_in

if TYPE_CHECKING:
    import typer
    from sqlalchemy import Connection

    from review.publishing.parts import Section


def _register(app: typer.Typer) -> None:
    from screening.commands import register

    register(app)


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
    register=_register,
    kinds={
        **held_in("screening.projector", "KINDS", "decide", "reveal", "give-up", "settle", "round"),
        **held_in(
            "screening.round_acts",
            "ROUND_KINDS",
            "close-round",
            "again",
            "allocate",
            "hand-over",
            "remark",
        ),
        **held_in(
            "screening.ranking.acts",
            "RANK_KINDS",
            "rank-way",
            "rank-seeds",
            "rank-batch",
            "rank-stop",
        ),
    },
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
