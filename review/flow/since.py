"""What has come since an edition: records, reports and studies that are new, gone or open."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, select

from review.editions.edition import Edition, KeptStudy, editions
from review.elsewhere.entries import elsewhere
from review.flow.once_more import Then, again, then_of
from review.flow.scope import INCLUDED, Since
from review.sources.importing import SPAN, standing_imports
from review.standing import PREVIOUS
from review.store import tables
from review.studies import Study, all_studies

_SET = tables.duplicate_set


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
    new = Since(base, spans, apart)
    then = then_of(connection, base)
    more = frozenset(again(connection, new, then))
    still_open = select(_SET.c.set_id).where(new.open_before).limit(1)
    studies = all_studies(connection)
    kept, withdrawn = _claimed(then, studies)
    included = {report for study in studies for report in study.reports}
    gone = tuple(_withdrawn_reports(then, included))
    logged = tuple(one for one in elsewhere(connection) if not base.logged & set(one.ids))
    new_ids = {study.id for study in studies} - kept.keys()
    return Since(
        base=base,
        spans=spans,
        apart=apart,
        again=more,
        studies=tuple(studies),
        kept=kept,
        withdrawn=tuple(withdrawn),
        withdrawn_reports=gone,
        logged=logged,
        anything=bool(
            spans
            or more
            or withdrawn
            or gone
            or logged
            or new_ids
            or connection.scalar(still_open) is not None
        ),
    )


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


def _withdrawn_reports(then: Then, included: Collection[str]) -> Iterable[str]:
    """Give the reports that were included then and that are none now: excluded, or joined."""
    seen: set[str] = set()
    for former in sorted(one for one, was in then.base.standings.items() if was == INCLUDED):
        set_id = then.now(former)
        if set_id not in included or set_id in seen:
            yield former
        seen.add(set_id)


def _claimed(then: Then, studies: Sequence[Study]) -> tuple[dict[str, KeptStudy], list[KeptStudy]]:
    """Return the studies of now that there were then, by their ids, and those that are gone.

    A study is the one that it shares a report with; each of then is claimed once, so that the
    parts of a study that was split are one previous study and new ones.
    """
    by_set: dict[str, list[KeptStudy]] = {}
    for study in then.base.studies:
        for report in study.reports:
            by_set.setdefault(then.now(report), []).append(study)
    free = {one.id: one for one in then.base.studies}
    kept: dict[str, KeptStudy] = {}
    for current in studies:
        known = [one for report in current.reports for one in by_set.get(report, ())]
        own = [one for one in known if one.id == current.id]
        claimed = next((one for one in [*own, *known] if one.id in free), None)
        if claimed:
            kept[current.id] = free.pop(claimed.id)
    return kept, list(free.values())
