"""What extraction adds to the shell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import extraction.checks
import extraction.plot_sources
import extraction.table_sources
from review.clashes.clashing import kept_in
from review.commands.slice import Released, Slice
from review.commands.values import Sentences
from review.ledger.kinds import held_in

if TYPE_CHECKING:
    import typer
    from sqlalchemy import Connection

    from review.publishing.parts import Section

_SWIM_ITEMS = ("1a", "1b", "2", "3", "4", "6", "7", "8")  # the others are the authors' own


def _register(app: typer.Typer) -> None:
    import extraction.certainty.commands
    import extraction.commands
    import extraction.synthesis_commands

    extraction.commands.register(app)
    extraction.synthesis_commands.register(app)
    extraction.certainty.commands.register(app)


def _released() -> Sequence[Released]:
    import extraction.certainty.releasing
    import extraction.releasing

    return (extraction.releasing.released, extraction.certainty.releasing.released)


def _sections() -> Sequence[Section]:
    from extraction.publishing.sections import SECTIONS

    return SECTIONS


def _collected(connection: Connection, language: str) -> Sequence[str]:
    from extraction.collecting import collection_sentences

    return collection_sentences(connection, language)


def _bias_judged(connection: Connection, language: str) -> Sequence[str]:
    from extraction.bias.methods import judging_sentences

    return judging_sentences(connection, language)


def _bias_found(connection: Connection, language: str) -> Sequence[str]:
    from extraction.bias.methods import result_sentences

    return result_sentences(connection, language)


def _swim(item: str) -> Sentences:
    def written(connection: Connection, language: str) -> Sequence[str]:
        from extraction.swim import sentences_for

        return sentences_for(item)(connection, language)

    return written


EXTRACTION = Slice(
    register=_register,
    kinds={
        **held_in("extraction.projector", "KINDS", "entry", "entry-state", "discuss", "consensus"),
        **held_in("extraction.form_adding", "FORM_KIND", "form"),
        **held_in("extraction.choices", "KIND", "synthesis-choice"),
        **held_in("extraction.namings", "KIND", "naming"),
        **held_in(
            "extraction.certainty.kinds", "KINDS", "evidence", "grade", "certainty", "phrasing"
        ),
    },
    released=_released,
    clashes={
        "consensus": kept_in("extraction.clashing", "consensus"),
        "choice": kept_in("extraction.choosing", "synthesis-choice"),
        "statement": kept_in(
            "extraction.certainty.grading_acts", "evidence", "certainty", "phrasing"
        ),
        "naming": kept_in("extraction.namings", "naming"),
    },
    sections=_sections,
    sentences={
        "prisma-5": _swim("1a"),
        "prisma-9": _collected,
        "prisma-11": _bias_judged,
        "prisma-18": _bias_found,
        **{f"swim-{item}": _swim(item) for item in _SWIM_ITEMS},
    },
    tables=extraction.table_sources.TABLES,
    plots=extraction.plot_sources.PLOTS,
    checks=(
        extraction.checks.unextracted,
        extraction.checks.unjudged,
        extraction.checks.outdated,
    ),
)
