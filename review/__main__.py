"""The composition root: the commands, acts, tables and workspaces of all slices put together."""

from __future__ import annotations

import gc
import sys
from collections.abc import Collection, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import extraction.certainty.commands
import extraction.commands
import extraction.plot_sources
import extraction.synthesis_commands
import screening.commands
from review import __version__
from review.clashing import Source
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

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from review.acts import Projectors
    from review.clash import Clash
    from review.ledger import Review, Writing
    from review.overview import Slices
    from review.publishing.parts import DataFile, Section


@cache
def projectors() -> Projectors:
    """Return every kind of act and the folds, in the order in which they build on each other."""
    import extraction.certainty.kinds
    import extraction.certainty.releasing
    import extraction.projector
    import extraction.releasing
    import screening.folding
    import screening.projector
    import screening.releasing
    from extraction.choices import KIND as CHOICE_KIND
    from extraction.form_adding import FORM_KIND
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
        *screening.projector.KINDS,
        *extraction.projector.KINDS,
        FORM_KIND,
        CHOICE_KIND,
        *extraction.certainty.kinds.KINDS,
    )
    return Projectors(
        kinds={kind.name: kind for kind in kinds},
        sets=fold_sets,
        sets_of=sets_of,
        folds=(screening.folding.fold_ballots, fold_standings),
        fresh=(screening.folding.fresh_ballots, fresh_standings),
        released=(
            screening.releasing.released,
            extraction.releasing.released,
            extraction.certainty.releasing.released,
            released_tags,
        ),
    )


def _desk(shell: Shell, workspace: str) -> None:
    gc.disable()  # what starting makes stays: collecting among it is a fifth of all imports
    from extraction.screens import WORKSPACES as EXTRACTION
    from review.desk.app import run
    from screening.screens import WORKSPACES as SCREENING

    run(shell, (*SCREENING, *EXTRACTION), workspace)


def _clashes_of(module: str, *kinds: str) -> Source:
    """Return how clashes are found and settled, by a module imported where acts of `kinds` are."""

    def find_them(connection: Connection) -> list[Clash]:
        found: list[Clash] = import_module(module).clashes(connection)
        return found

    def settle(review: Review, clash: Clash, number: int, why: str) -> str:
        return str(import_module(module).settle_clash(review, clash, number, why))

    return Source(kinds, find_them, settle)


_CLASHES = {
    "settlement": _clashes_of("screening.clashing", "settle"),
    "round": _clashes_of("screening.closing_clashes", "close-round"),
    "duplicates": _clashes_of("review.duplicates.clashing", "merge", "different", "link", "split"),
    "protocol": _clashes_of("review.competing", "protocol"),
    "consensus": _clashes_of("extraction.clashing", "consensus"),
    "correction": _clashes_of("review.correcting", "edit", "describe"),
    "edition": _clashes_of("review.closing", "edition"),
    "choice": _clashes_of("extraction.choosing", "synthesis-choice"),
    "answer": _clashes_of("review.reporting.answering", "answer"),
    "statement": _clashes_of(
        "extraction.certainty.grading_acts", "evidence", "certainty", "phrasing"
    ),
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
    import extraction.publishing.sections
    import screening.published

    return (*screening.published.SECTIONS, *extraction.publishing.sections.SECTIONS)


def _data() -> Sequence[DataFile]:
    from extraction.publishing.sections import DATA

    return DATA


def _unready(connection: Connection) -> Collection[str]:
    from extraction.publishing.sections import unready

    return unready(connection)


def _fill_template(connection: Connection, text: str, name: str) -> tuple[str, Sequence[str]]:
    from extraction.publishing.sections import fill_template

    return fill_template(connection, text, name)


def _selection(connection: Connection, language: str) -> Sequence[str]:
    from screening.method_queries import method_facts
    from screening.methods import sentences

    return sentences(method_facts(connection), language)


def _collection(connection: Connection, language: str) -> Sequence[str]:
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


_SWIM_ITEMS = ("1a", "2", "3", "4", "6", "7", "8")  # the others are the authors' own


def _deduplication(connection: Connection, language: str) -> Sequence[str]:
    from review.duplicates.methods import duplicate_facts, sentences

    return sentences(duplicate_facts(connection), language)


def _new_shell(folder: Path) -> Shell:
    return Shell(
        projectors=projectors,
        desk=_desk,
        slices=slices,
        tables={
            **extraction.commands.TABLES,
            **extraction.certainty.commands.TABLES,
            **lists.TABLES,
        },
        plots=extraction.plot_sources.PLOTS,
        checks=(
            extraction.commands.unextracted,
            extraction.commands.unjudged,
            extraction.commands.outdated,
        ),
        clashes=_CLASHES,
        after_merge=(_after_merge,),
        in_synthesis=_in_synthesis,
        sections=_sections,
        data=_data,
        unready=_unready,
        fill_template=_fill_template,
        sentences={
            "prisma-5": (_swim("1a"),),
            "prisma-8": (_selection,),
            "prisma-9": (_collection,),
            "prisma-11": (_bias_judged,),
            "prisma-18": (_bias_found,),
            "prisma-s-16": (_deduplication,),
            **{f"swim-{item}": (_swim(item),) for item in _SWIM_ITEMS},
        },
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
    screening.commands.register(app)
    extraction.commands.register(app)
    extraction.synthesis_commands.register(app)
    extraction.certainty.commands.register(app)
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
