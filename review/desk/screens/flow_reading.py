"""What the flow workspace reads: the flow as it is wished for, and what is behind a count."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from review.desk.widgets.rows import Cells, Column

if TYPE_CHECKING:
    from sqlalchemy import Connection
    from textual.screen import Screen

    from review.desk.flow_wish import FlowWish
    from review.desk.screens.behind import Behind
    from review.editions.edition import Edition
    from review.editions.past import Past
    from review.flow.counts import Flow

_COLUMNS = (Column("id", 12), Column("year", 4, right=True), Column("title"))


@dataclass(frozen=True, slots=True)
class When:
    """Of when the flow is: of now, or as an edition was closed, which is read back where needed."""

    number: int
    past: Past
    in_synthesis: Callable[[Connection], Collection[str]]

    @contextmanager
    def connection(self, now: Connection) -> Iterator[Connection]:
        """Give the review as it was then."""
        if self.number:
            with self.past.at(now, self.number) as then:
                yield then
        else:
            yield now


def counted_as_wished(
    when: When, wish: FlowWish, connection: Connection
) -> tuple[Flow, Sequence[Edition]]:
    """Return the flow as it is wished to be drawn, and the editions that there are."""
    from review.editions.edition import editions
    from review.flow.behind_studies import synthesis
    from review.flow.counts import Look
    from review.flow.keeping import from_data
    from review.flow.queries import flow
    from review.studies import all_studies

    found = editions(connection)
    kept = next((one for one in found if one.number == when.number), None)
    counted = from_data(kept.flow) if kept else flow(connection)
    if wish.synthesis:
        with when.connection(connection) as then:
            known = synthesis(all_studies(then), when.in_synthesis(then))
            counted = replace(counted, synthesis=known)
    return replace(counted, look=Look(frozenset(wish.hidden), wish.reasons)), found


def behind(open_key: str, when: When, connection: Connection) -> Behind:
    """Return what is behind a count."""
    from review.desk.screens.behind import Behind
    from review.flow.opening import rows_behind

    with when.connection(connection) as then:
        ids = when.in_synthesis(then) if open_key.startswith("synthesis") else ()
        opened = rows_behind(then, open_key, ids)
    rows = {row.id: (row.id, str(row.year or ""), row.text) for row in opened.rows}

    def cells(_connection: Connection, ids: Sequence[str]) -> Sequence[Cells]:
        return [rows[row] for row in ids]

    return Behind(list(rows), cells, _COLUMNS, number=int(opened.number), screen=_screen)


def _screen(row: str) -> Screen[None] | None:
    """Return what a row opens: a record with its history, a study's reports, nothing of an act."""
    from review.desk.screens.behind import BehindScreen
    from review.desk.screens.record import RecordScreen

    if row.startswith("s-"):
        return BehindScreen(f"Reports of study {row}", partial(_reports, row))
    return RecordScreen(row) if row.startswith("r-") else None


def _reports(study: str, connection: Connection) -> Behind:
    from review.desk.screens.behind import Behind, record_cells
    from review.records.lookup import shown_of
    from review.reports.linking import find

    reports = find(connection, study).reports
    shown = shown_of(connection, reports)
    return Behind([shown[report].id for report in reports], record_cells)
