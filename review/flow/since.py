"""What has come since an edition: the records, reports and studies that the flow counts now.

Everything that an edition had is previous. Counted are sets that have no record of it, and those of
its sets that stand elsewhere now, stood open when it was closed, or were asked for anew; included
reports of it that are included still are counted as previous and nowhere else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, false, or_, select, true

from review.editions import Edition, KeptStudy, editions
from review.elsewhere import Elsewhere, elsewhere
from review.importing import SPAN, standing_imports
from review.standing import PREVIOUS, batches
from review.store import tables
from review.studies import Study, all_studies

OPEN = ("to-screen", "conflict-title-abstract", "sought", "to-assess", "conflict-full-text")
OUT = ("excluded-title-abstract", "removed")
INCLUDED = "included"
_MANY = 5_000  # ids; above this one pass over all rows is quicker than asking for them
_SET, _IN = tables.duplicate_set, tables.record_set


@dataclass(frozen=True, slots=True)
class Since:
    """What the flow counts: all of it, or what has come since the edition `base`.

    `spans` are the places of the records that are new; `again` are sets of `base` that are counted
    once more; `own` are the included studies in whole, `kept` those of them that `base` had.
    """

    base: Edition | None
    spans: tuple[tuple[int, int], ...] = ()
    apart: bool = False  # records of `base` may stand after new ones
    again: frozenset[str] = frozenset()
    studies: tuple[Study, ...] = ()
    kept: Mapping[str, KeptStudy] = field(default_factory=dict)  # by the id that the study has now
    withdrawn: tuple[KeptStudy, ...] = ()
    withdrawn_reports: tuple[str, ...] = ()  # the sets that they were
    logged: tuple[Elsewhere, ...] = ()
    anything: bool = True

    @property
    def new_records(self) -> ColumnElement[bool]:
        """Return the condition on `record_set` under which a record is new."""
        return true() if self.base is None else _within(_IN.c.place, self.spans)

    @property
    def new_sets(self) -> ColumnElement[bool]:
        """Return the condition on `duplicate_set` under which a set has no record of `base`."""
        if self.base is None:
            return _SET.c.arm != PREVIOUS
        first = and_(_SET.c.arm != PREVIOUS, _within(_SET.c.place, self.spans))
        if not self.apart:
            return first
        older = select(_IN.c.set_id).where(~_within(_IN.c.place, self.spans))
        return and_(first, _SET.c.set_id.not_in(older))

    def sets(self, connection: Connection, condition: ColumnElement[bool]) -> list[str]:
        """Return the ids of the sets that are counted and meet `condition`, in order of arrival."""
        query = select(_SET.c.set_id, _SET.c.place).where(condition)
        rows = [*connection.execute(query.where(self.new_sets)), *self.once_more(connection, query)]
        return [row[0] for row in sorted(rows, key=lambda row: (row[1], row[0]))]

    def once_more(self, connection: Connection, query: Select[Any]) -> Iterator[Any]:
        """Give the rows of `query`, whose first column is a set's id, for the sets in `again`."""
        if len(self.again) > _MANY:
            rows = connection.execute(query.where(~self.new_sets))
            yield from (row for row in rows if row[0] in self.again)
            return
        for batch in batches(sorted(self.again)):
            yield from connection.execute(query.where(_SET.c.set_id.in_(batch)))

    def new_studies(self) -> list[Study]:
        """Return the included studies that `base` did not have."""
        return [study for study in self.studies if study.id not in self.kept]


def since(connection: Connection) -> Since:
    """Return what the flow counts now.

    While nothing has come since the last edition, the flow is still the one that it closed with.
    """
    for base in reversed(editions(connection)):
        made = since_edition(connection, base)
        if made.anything:
            return made
    studies = tuple(all_studies(connection))
    return Since(
        None,
        studies=studies,
        kept=_imported(connection, studies),
        logged=tuple(elsewhere(connection)),
    )


def _imported(connection: Connection, studies: Iterable[Study]) -> dict[str, KeptStudy]:
    """Return the studies that a file of an earlier version's reports brought."""
    earlier = set(connection.scalars(select(_SET.c.set_id).where(_SET.c.arm == PREVIOUS)))
    return {
        study.id: KeptStudy(study.id, study.name, study.reports)
        for study in studies
        if earlier.intersection(study.reports)
    }


def since_edition(connection: Connection, base: Edition) -> Since:
    """Return what has come since `base`."""
    spans, apart = _spans(connection, base)
    whole = Since(base, spans, apart)
    now = _sets_now(connection, base.standings)
    again = frozenset(_again(connection, whole, base, _standings_now(base, now)))
    studies = all_studies(connection)
    kept, withdrawn = _claimed(base, studies, now)
    included = {report for study in studies for report in study.reports}
    gone = tuple(_withdrawn_reports(base, included, now))
    logged = tuple(one for one in elsewhere(connection) if not base.logged & set(one.ids))
    new_ids = {study.id for study in studies} - kept.keys()
    return Since(
        base=base,
        spans=spans,
        apart=apart,
        again=again,
        studies=tuple(studies),
        kept=kept,
        withdrawn=tuple(withdrawn),
        withdrawn_reports=gone,
        logged=logged,
        anything=bool(spans or again or withdrawn or gone or logged or new_ids),
    )


def _within(place: ColumnElement[int], spans: Iterable[tuple[int, int]]) -> ColumnElement[bool]:
    return or_(false(), *(and_(place >= first, place < end) for first, end in spans))


def _spans(connection: Connection, base: Edition) -> tuple[tuple[tuple[int, int], ...], bool]:
    """Return the places of the records of files that `base` did not have, in few spans."""
    imported = standing_imports()
    rows = connection.execute(
        select(imported.c.ordinal, imported.c.import_file_id).order_by(imported.c.ordinal)
    ).all()
    spans: list[tuple[int, int]] = []
    apart = before_new = False
    for ordinal, file in rows:
        if file in base.files:
            apart = apart or bool(spans)
            before_new = True
            continue
        first, end = ordinal * SPAN, (ordinal + 1) * SPAN
        if spans and not before_new:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((first, end))
        before_new = False
    return tuple(spans), apart


def _sets_now(connection: Connection, records: Collection[str]) -> dict[str, str]:
    """Return the set that each record (a set's former id) is in now, of those still there."""
    query = select(_IN.c.record_id, _IN.c.set_id)
    if len(records) > _MANY:
        return {row[0]: row[1] for row in connection.execute(query) if row[0] in records}
    found: dict[str, str] = {}
    for batch in batches(sorted(records)):
        rows = connection.execute(query.where(_IN.c.record_id.in_(batch)))
        found.update({row[0]: row[1] for row in rows})
    return found


def _standings_now(base: Edition, now: Mapping[str, str]) -> dict[str, str]:
    """Return, by the set that it is now, how each set of `base` stood that was not out."""
    found: dict[str, str] = {}
    for former, was in sorted(base.standings.items()):
        set_id = now.get(former)
        if set_id and found.get(set_id) != INCLUDED:  # of sets merged since, what was included
            found[set_id] = was
    return found


def _again(
    connection: Connection, since: Since, base: Edition, then: Mapping[str, str]
) -> Iterable[str]:
    """Give the sets of `base` that are counted once more."""
    anew = _asked_anew(connection, base)
    rows = connection.execute(
        select(_SET.c.set_id, _SET.c.standing).where(~since.new_sets, _SET.c.standing.not_in(OUT))
    ).all()
    standing = {row[0]: row[1] for row in rows}
    for set_id in {*standing, *then, *anew}:
        was, now = then.get(set_id, ""), standing.get(set_id, "")
        if was == INCLUDED == now:
            continue
        if was != now or was in OPEN or set_id in anew:
            yield set_id


def _asked_anew(connection: Connection, base: Edition) -> set[str]:
    """Return the sets whose decisions were asked for anew after `base` was closed."""
    gone, act, late = tables.set_aside, tables.act, set[str]()
    for table in (tables.decision, tables.settlement):
        rows = connection.execute(
            select(table.c.record_id, act.c.writer, act.c.seq)
            .join(gone, gone.c.aside_id == table.c.act_id)
            .join(act, act.c.id == gone.c.act_id)
        )
        late |= {row.record_id for row in rows if row.seq > base.acts.get(row.writer, 0)}
    return set(_sets_now(connection, late).values())


def _withdrawn_reports(
    base: Edition, included: Collection[str], now: Mapping[str, str]
) -> Iterable[str]:
    """Give the reports that `base` included and that are none now: excluded, or joined."""
    seen: set[str] = set()
    for former in sorted(one for one, was in base.standings.items() if was == INCLUDED):
        set_id = now.get(former, "")
        if set_id not in included or set_id in seen:
            yield former
        seen.add(set_id)


def _claimed(
    base: Edition, studies: Sequence[Study], now: Mapping[str, str]
) -> tuple[dict[str, KeptStudy], list[KeptStudy]]:
    """Return the studies of now that `base` had, by their ids, and those of `base` that are gone.

    A study is the one that it shares a report with; each of `base` is claimed once, so that the
    parts of a study that was split are one previous study and new ones.
    """
    by_set: dict[str, list[KeptStudy]] = {}
    for study in base.studies:
        for report in study.reports:
            by_set.setdefault(now.get(report, ""), []).append(study)
    free = {one.id: one for one in base.studies}
    kept: dict[str, KeptStudy] = {}
    for current in studies:
        known = [one for report in current.reports for one in by_set.get(report, ())]
        own = [one for one in known if one.id == current.id]
        claimed = next((one for one in [*own, *known] if one.id in free), None)
        if claimed:
            kept[current.id] = free.pop(claimed.id)
    return kept, list(free.values())
