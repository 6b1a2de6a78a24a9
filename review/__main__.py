"""The composition root: the commands, acts, tables and workspaces of all slices put together."""

from __future__ import annotations

import gc
import sys
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extraction.slice import EXTRACTION
from review.clashes.clashing import kept_in
from review.commands.lists import TABLES
from review.commands.running import Program, end_with
from review.commands.slice import Released, Slice
from review.commands.values import Sentences, Shell
from review.ledger.collecting import collect_seldom
from review.ledger.kinds import Kinds, held_in
from screening.slice import SCREENING

if TYPE_CHECKING:
    import typer
    from sqlalchemy import Connection

    from review.acts import Projectors
    from review.ledger.ledger import Writing
    from review.overview import Slices
    from review.publishing.parts import DataFile, Section


SLICES: tuple[Slice, ...] = (SCREENING, EXTRACTION)


_KINDS = {
    **held_in("review.people.team", "TEAM", "team"),
    **held_in("review.protocols.versions", "PROTOCOL", "protocol"),
    **held_in("review.sources.importing", "IMPORT_KIND", "import"),
    **held_in("review.records.corrections", "DESCRIBE_KIND", "describe"),
    **held_in("review.records.corrections", "EDIT_KIND", "edit"),
    **held_in(
        "review.duplicates.projector",
        "BOND_KINDS",
        "dedupe",
        "merge",
        "different",
        "link",
        "split",
    ),
    **held_in("review.fulltext", "RETRIEVAL_KIND", "retrieval"),
    **held_in("review.fulltext", "REMOVAL_KIND", "remove"),
    **held_in("review.reports.retraction", "RETRACTION_KIND", "retraction"),
    **held_in("review.elsewhere.act", "ELSEWHERE_KIND", "elsewhere"),
    **held_in("review.flow.edition_act", "EDITION_KIND", "edition"),
    **held_in("review.studies", "STUDY_KIND", "study-link"),
    **held_in("review.duplicates.suggesting", "APART_KIND", "studies-apart"),
    **held_in("review.records.tags", "TAG_KIND", "tag"),
    **held_in("review.reporting.answering", "ANSWER_KIND", "answer"),
}


@cache
def projectors() -> Projectors:
    """Return every kind of act and the folds, in the order in which they build on each other."""
    from review.acts import Projectors
    from review.duplicates.folding import fold_sets, sets_of
    from review.standing import fold_standings, fresh_standings
    from screening.folding import fold_ballots
    from screening.fresh_ballots import fresh_ballots

    slices_own = {name: held for each in SLICES for name, held in each.kinds.items()}
    return Projectors(
        kinds=Kinds({**_KINDS, **slices_own}),
        sets=fold_sets,
        sets_of=sets_of,
        folds=(fold_ballots, fold_standings),
        fresh=(fresh_ballots, fresh_standings),
        released=_released,
    )


def _released() -> Sequence[Released]:
    from review.records.tags import released_tags

    return (*(one for each in SLICES for one in each.released()), released_tags)


def _desk(shell: Shell, workspace: str) -> None:
    gc.disable()  # what starting makes stays: collecting among it is a fifth of all imports
    from extraction.screens import WORKSPACES as EXTRACTION_WORKSPACES
    from review.desk.app import run
    from screening.screens import WORKSPACES as SCREENING_WORKSPACES

    run(shell, (*SCREENING_WORKSPACES, *EXTRACTION_WORKSPACES), workspace)


_CLASHES = {
    **{kind: source for each in SLICES for kind, source in each.clashes.items()},
    "duplicates": kept_in("review.duplicates.clashing", "merge", "different", "link", "split"),
    "protocol": kept_in("review.protocols.competing", "protocol"),
    "correction": kept_in("review.records.correcting", "edit", "describe"),
    "edition": kept_in("review.editions.closing", "edition"),
    "answer": kept_in("review.reporting.answering", "answer"),
}


def slices() -> Slices:
    """Return how the slices are asked for what the overview shows."""
    from extraction.progress import complete_entries
    from review.overview import Slices
    from screening.stages import progress_of_stages
    from screening.waiting import waits_of_screening

    return Slices(progress_of_stages, complete_entries, (waits_of_screening,), _CLASHES)


def _after_merge(writing: Writing) -> None:
    from screening.revealing import reveal_after_merge

    reveal_after_merge(writing)


def _in_synthesis(connection: Connection) -> Collection[str]:
    from extraction.outcomes import results
    from extraction.queries import agreed_studies

    return {study.id for study in agreed_studies(connection) if results(study)}


def _sections() -> Sequence[Section]:
    return tuple(section for each in SLICES for section in each.sections())


def _data(connection: Connection) -> Sequence[DataFile]:
    from extraction.publishing.sections import data_files

    return data_files(connection)


def _unready(connection: Connection) -> Collection[str]:
    from extraction.publishing.sections import unready

    return unready(connection)


def _fill_template(connection: Connection, text: str, name: str) -> tuple[str, Sequence[str]]:
    from extraction.publishing.sections import fill_template

    return fill_template(connection, text, name)


def _lacking(connection: Connection, language: str) -> Iterable[str]:
    from extraction.lacking_words import lacking_words

    return lacking_words(connection, language)


def _deduplication(connection: Connection, language: str) -> Sequence[str]:
    from review.duplicates.methods import duplicate_facts, sentences

    return sentences(duplicate_facts(connection), language)


def _sentences() -> dict[str, list[Sentences]]:
    """Return what writes each item of the guidelines: the ground, then each slice."""
    found: dict[str, list[Sentences]] = {"prisma-s-16": [_deduplication]}
    for each in SLICES:
        for item, write in each.sentences.items():
            found.setdefault(item, []).append(write)
    return found


def _new_shell(folder: Path) -> Shell:
    tables = {name: table for each in SLICES for name, table in each.tables.items()}
    return Shell(
        projectors=projectors,
        desk=_desk,
        slices=slices,
        tables={**tables, **TABLES},
        plots={**EXTRACTION.plots, **SCREENING.plots},
        checks=tuple(check for each in SLICES for check in each.checks),
        clashes=_CLASHES,
        after_merge=(_after_merge,),
        in_synthesis=_in_synthesis,
        sections=_sections,
        data=_data,
        unready=_unready,
        fill_template=_fill_template,
        lacking=_lacking,
        sentences=_sentences(),
        run=run,
        folder=folder,
    )


def build() -> typer.Typer:
    """Return the program with all of its commands."""
    from review.commands.program import program

    return program(SLICES)


_PROGRAM = Program(build)


def run(arguments: Sequence[str], folder: Path | None = None) -> int:
    """Run one command line in `folder` and return its exit code; no traceback reaches a user."""
    return _PROGRAM.run(arguments, _new_shell(folder or Path()))


def main() -> None:
    """Run the command line of this process."""
    collect_seldom()
    try:
        end_with(lambda: run(sys.argv[1:]))
    finally:
        gc.freeze()  # all of it goes with the process: walking it first takes as long as a start


if __name__ == "__main__":
    main()
