"""What the synthesis workspace shows: a table, a plot, or an outcome summed up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from extraction.plot_sources import PLOTS
from review.clean import one_line
from review.commands.values import PlotOptions, Shell
from review.studies import Study, all_studies
from review.table.table import Table

if TYPE_CHECKING:
    from extraction.outcomes import Direction
    from review.drawing.plot import Plot
    from review.ledger.ledger import Review

TABLE, PLOT, SUM = "table", "plot", "sum"
CERTAINTY = "certainty"


@dataclass(frozen=True, slots=True)
class Look:
    """What is asked for: its kind and name, the language, and an outcome where it takes one."""

    kind: str
    name: str
    language: str = "en"
    outcome: str = ""

    @property
    def takes_outcome(self) -> bool:
        """Tell whether it shows one outcome."""
        return self.kind == SUM or self.name == "albatross"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was read for it: the table, the plot, or the sentences with what they count."""

    look: Look
    title: str
    studies: Sequence[Study]
    outcomes: tuple[str, ...]
    table: Table | None = None
    plot: Plot | None = None
    sentences: tuple[str, ...] = ()
    counted: Mapping[Direction, tuple[str, ...]] | None = None

    def named(self, ids: Sequence[str]) -> list[Study]:
        """Return the studies of these ids."""
        wanted = set(ids)
        return [study for study in self.studies if study.id in wanted]


def rows_of(shell: Shell) -> dict[str, tuple[str, str]]:
    """Return what the synthesis can show, by `kind:name`: what it is called, and what it shows."""
    rows = {f"{TABLE}:{one.name}": (one.name, one.about) for one in shell.tables.values()}
    rows[f"{CERTAINTY}:"] = ("certainty", "bodies of evidence: judged, adopted, and opened")
    rows |= {f"{PLOT}:{one.name}": (f"{one.name} plot", one.about) for one in PLOTS.values()}
    rows[f"{SUM}:"] = ("sum", "an outcome counted, with sign test, P values and estimates")
    return rows


def reader(shell: Shell, review: Review, look: Look) -> Callable[[Connection], Seen]:
    """Return the function that reads what `look` asks for."""

    def read(connection: Connection) -> Seen:
        outcomes = _outcomes(connection, look.language) if look.takes_outcome else ()
        studies = all_studies(connection)
        if look.kind == TABLE:
            table = shell.tables[look.name].build(connection, review, look.language)
            title = one_line(table.title)
            return Seen(look=look, title=title, studies=studies, outcomes=(), table=table)
        if look.kind == PLOT:
            options = PlotOptions(language=look.language, outcome=look.outcome)
            plot = shell.plots[look.name].build(connection, review, options)
            title = f"{look.name} plot"
            return Seen(look=look, title=title, studies=studies, outcomes=outcomes, plot=plot)
        return _summed(connection, look, studies, outcomes)

    return read


def _summed(
    connection: Connection, look: Look, studies: Sequence[Study], outcomes: tuple[str, ...]
) -> Seen:
    from extraction.domains import results_in
    from extraction.queries import agreed_studies
    from extraction.summing import sentences, sum_any, sum_outcome
    from extraction.tables.own import setting_of

    setting = setting_of(connection, look.language)
    told = results_in(agreed_studies(connection), setting.domains)
    found = sum_outcome(told, look.outcome, setting) if look.outcome else sum_any(told, setting)
    names = {study.id: one_line(study.name) for study in studies}
    return Seen(
        look=look,
        title=look.outcome or "Any outcome",
        studies=studies,
        outcomes=outcomes,
        sentences=(*sentences(found, setting, names), *setting.reasons),
        counted=found.count.by_direction,
    )


def _outcomes(connection: Connection, language: str) -> tuple[str, ...]:
    from extraction.domains import results_in
    from extraction.queries import agreed_studies
    from extraction.tables.own import setting_of

    setting = setting_of(connection, language)
    told = results_in(agreed_studies(connection), setting.domains)
    names = (setting.outcome(row.outcome) for rows in told.values() for row in rows)
    return tuple(sorted(dict.fromkeys(names)))
