"""The composition root: the commands, acts, tables and workspaces of all slices put together."""

from __future__ import annotations

import gc
import sys
from collections.abc import Collection, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extraction.slice import EXTRACTION
from review import __version__
from review.clashing import kept_in
from review.commands import (
    checklists,
    clashes,
    duplicates,
    editions,
    exchanging,
    flows,
    fulltexts,
    imports,
    lists,
    outputs,
    plots,
    protocols,
    publishing,
    records,
    reporting,
    retractions,
    reviews,
    server,
    sources,
    studies,
    teams,
    trying,
)
from review.commands.running import Program, end_with
from review.commands.shell import AsOption, ReviewOption, Sentences, Shell, shell_of
from review.commands.slice import Slice
from screening.slice import SCREENING

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.acts import Projectors
    from review.ledger import Writing
    from review.overview import Slices
    from review.publishing.parts import DataFile, Section


SLICES: tuple[Slice, ...] = (SCREENING, EXTRACTION)


@cache
def projectors() -> Projectors:
    """Return every kind of act and the folds, in the order in which they build on each other."""
    from review.acts import Projectors
    from review.corrections import DESCRIBE_KIND, EDIT_KIND
    from review.duplicates.folding import fold_sets, sets_of
    from review.duplicates.projector import BOND_KINDS
    from review.duplicates.suggesting import APART_KIND
    from review.elsewhere_act import ELSEWHERE_KIND
    from review.flow.edition_act import EDITION_KIND
    from review.fulltext import REMOVAL_KIND, RETRIEVAL_KIND
    from review.importing import IMPORT_KIND
    from review.reporting.answering import ANSWER_KIND
    from review.retraction import RETRACTION_KIND
    from review.standing import fold_standings, fresh_standings
    from review.studies import STUDY_KIND
    from review.tags import TAG_KIND, released_tags
    from review.team import TEAM
    from review.versions import PROTOCOL
    from screening.folding import fold_ballots, fresh_ballots

    kinds = (
        TEAM,
        PROTOCOL,
        IMPORT_KIND,
        DESCRIBE_KIND,
        EDIT_KIND,
        *BOND_KINDS,
        RETRIEVAL_KIND,
        REMOVAL_KIND,
        RETRACTION_KIND,
        ELSEWHERE_KIND,
        EDITION_KIND,
        STUDY_KIND,
        APART_KIND,
        TAG_KIND,
        ANSWER_KIND,
        *(kind for each in SLICES for kind in each.kinds()),
    )
    return Projectors(
        kinds={kind.name: kind for kind in kinds},
        sets=fold_sets,
        sets_of=sets_of,
        folds=(fold_ballots, fold_standings),
        fresh=(fresh_ballots, fresh_standings),
        released=(*(one for each in SLICES for one in each.released()), released_tags),
    )


def _desk(shell: Shell, workspace: str) -> None:
    gc.disable()  # what starting makes stays: collecting among it is a fifth of all imports
    from extraction.screens import WORKSPACES as EXTRACTION_WORKSPACES
    from review.desk.app import run
    from screening.screens import WORKSPACES as SCREENING_WORKSPACES

    run(shell, (*SCREENING_WORKSPACES, *EXTRACTION_WORKSPACES), workspace)


_CLASHES = {
    **{kind: source for each in SLICES for kind, source in each.clashes.items()},
    "duplicates": kept_in("review.duplicates.clashing", "merge", "different", "link", "split"),
    "protocol": kept_in("review.competing", "protocol"),
    "correction": kept_in("review.correcting", "edit", "describe"),
    "edition": kept_in("review.closing", "edition"),
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
        tables={**tables, **lists.TABLES},
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


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"review {__version__}")
        raise typer.Exit


def build() -> typer.Typer:
    """Return the program with all of its commands."""
    app = typer.Typer(
        name="review",
        help="Systematic reviews done by two people, in the terminal. Alone, it opens the desk.",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def _start(
        context: typer.Context,
        review: ReviewOption = "",
        person: AsOption = "",
        _show: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")
        ] = False,
    ) -> None:
        shell = shell_of(context)
        shell.location, shell.person = review, person
        if context.invoked_subcommand is None:
            shell.desk(shell, "")

    for module in (
        reviews,
        teams,
        protocols,
        imports,
        sources,
        duplicates,
        clashes,
        records,
        retractions,
        fulltexts,
        studies,
        flows,
        editions,
        reporting,
        checklists,
        outputs,
        plots,
        publishing,
        exchanging,
        server,
    ):
        module.register(app)
    for each in SLICES:
        each.register(app)
    trying.register(app)
    return app


_PROGRAM = Program(build)


def run(arguments: Sequence[str], folder: Path | None = None) -> int:
    """Run one command line in `folder` and return its exit code; no traceback reaches a user."""
    return _PROGRAM.run(arguments, _new_shell(folder or Path()))


def main() -> None:
    """Run the command line of this process."""
    end_with(lambda: run(sys.argv[1:]))


if __name__ == "__main__":
    main()
