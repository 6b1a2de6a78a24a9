"""Listing sets by their shown record, with their standing as one person may see it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from review.clean import one_line
from review.ids import shown_record, shown_study
from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT
from review.records.lookup import Found, by_ids
from review.refusal import Refused
from review.reports.retraction import marks_of
from review.sight import part_in_sight
from review.store import tables
from review.studies import all_studies

COLUMNS = (
    "record_id",
    "accession",
    "source",
    "set_id",
    "title",
    "authors",
    "year",
    "journal",
    "doi",
    "pmid",
    "title_abstract",
    "full_text",
    "reason",
    "study_ids",
    "retracted",
)
STANDINGS = (
    "to-decide",
    "decided",
    "waiting",
    "conflict",
    "forward",
    "excluded",
    "sought",
    "not-retrieved",
    "awaiting",
    "ongoing",
    "included",
    "duplicate",
    "removed",
)
_OWN = frozenset({"to-decide", "decided", "waiting"})
_SOUGHT = frozenset(
    {
        "sought",
        "not-retrieved",
        "to-assess",
        "conflict-full-text",
        "excluded-full-text",
        "awaiting",
        "ongoing",
        "not-used",
        "included",
    }
)


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of the listing."""

    record: Found
    title_abstract: str
    full_text: str
    reason: str
    standing: str
    study_ids: tuple[str, ...] = ()
    retracted: str = ""

    @property
    def record_id(self) -> str:
        """Return the id as a person reads it."""
        return self.record.shown

    @property
    def year(self) -> int | None:
        """Return the year."""
        return self.record.year

    @property
    def title(self) -> str:
        """Return the title in one line."""
        return one_line(self.record.title) or "(no title)"

    def cells(self) -> tuple[str | int | None, ...]:
        """Return the cells of `COLUMNS`."""
        record = self.record
        return (
            record.shown,
            record.accession,
            record.source,
            shown_record(record.set_id),
            record.title,
            "; ".join(record.authors),
            record.year,
            record.journal,
            record.doi,
            record.pmid,
            self.title_abstract,
            self.full_text,
            self.reason,
            "; ".join(self.study_ids),
            self.retracted,
        )


def matches_standing(standing: str, stage: str) -> None:
    """Refuse a standing or a stage that does not exist."""
    if standing and standing not in STANDINGS:
        raise Refused(f"“{standing}” is not a standing.", f"Standings: {', '.join(STANDINGS)}.")
    if stage and stage not in STAGES:
        raise Refused(f"“{stage}” is not a stage.", f"Stages: {', '.join(STAGES)}.")


def listed(
    connection: Connection, viewer: str, *, standing: str = "", stage: str = "", source: str = ""
) -> list[Listed]:
    """Return the sets that match (for `duplicate`, the records behind them), in order."""
    own = _own_verdicts(connection, viewer)
    made = tables.duplicate_set
    rows = [
        row
        for row in connection.execute(select(made).order_by(made.c.place))
        if _matches(row, own.get(row.set_id, {}), standing, stage)
    ]
    shown = _records_of(connection, rows, duplicates=standing == "duplicate")
    studies = _studies(connection)
    marks = marks_of(connection, shown.keys())
    found = []
    for row in rows:
        mine = own.get(row.set_id, {})
        for record in shown[row.set_id]:
            if source and record.source != source:
                continue
            found.append(
                Listed(
                    record,
                    _seen(row.title_abstract, mine.get(TITLE_ABSTRACT, "")),
                    _seen(row.full_text, mine.get(FULL_TEXT, "")),
                    row.reason,
                    row.standing,
                    studies.get(row.set_id, ()),
                    marks.get(row.set_id, ""),
                )
            )
    return found


def _own_verdicts(connection: Connection, viewer: str) -> dict[str, dict[str, str]]:
    part = tables.ballot_part
    rows = connection.execute(
        select(part.c.set_id, part.c.stage, part.c.verdict)
        .where(part_in_sight(viewer))
        .where(part.c.reviewer == viewer)
    )
    own: dict[str, dict[str, str]] = {}
    for set_id, stage, verdict in rows:
        own.setdefault(set_id, {})[stage] = verdict
    return own


def _seen(state: str, own: str) -> str:
    """Return a shared state, or the viewer's own verdict while nothing is revealed."""
    return own if state == "pending" else state


def _matches(row: Any, own: Mapping[str, str], standing: str, stage: str) -> bool:
    where: str = row.standing
    if stage == FULL_TEXT and where not in _SOUGHT:
        return False
    if not standing:
        return True
    if standing in _OWN:
        return _matches_own(where, own, standing, stage)
    at = [stage] if stage else STAGES
    places: dict[str, Collection[str]] = {
        "conflict": {f"conflict-{one}" for one in at},
        "excluded": {f"excluded-{one}" for one in at},
        "forward": _SOUGHT,
        "sought": _SOUGHT,
    }
    if standing == "duplicate":
        return bool(row.size > 1)
    return where in places.get(standing, {standing})


def _matches_own(where: str, own: Mapping[str, str], standing: str, stage: str) -> bool:
    open_at = {"to-screen": TITLE_ABSTRACT, "sought": FULL_TEXT, "to-assess": FULL_TEXT}.get(where)
    if standing == "decided":
        return any(own.get(wanted) for wanted in ([stage] if stage else STAGES))
    if open_at is None or (stage and stage != open_at):
        return False
    return bool(own.get(open_at)) == (standing == "waiting")


def _records_of(
    connection: Connection, rows: Sequence[Any], *, duplicates: bool
) -> dict[str, list[Found]]:
    wanted = {row.set_id: row.shown_id for row in rows}
    if not duplicates:
        records = by_ids(connection, list(wanted.values()))
        return {set_id: [records[shown]] for set_id, shown in wanted.items()}
    in_set = tables.record_set
    pairs = [
        (record, set_id)
        for record, set_id in connection.execute(
            select(in_set.c.record_id, in_set.c.set_id).order_by(in_set.c.place)
        )
        if set_id in wanted and wanted[set_id] != record
    ]
    records = by_ids(connection, [record for record, _set_id in pairs])
    behind: dict[str, list[Found]] = {set_id: [] for set_id in wanted}
    for record, set_id in pairs:
        behind[set_id].append(records[record])
    return behind


def _studies(connection: Connection) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for study in all_studies(connection):
        for set_id in study.reports:
            found[set_id] = (*found.get(set_id, ()), shown_study(study.id))
    return found
