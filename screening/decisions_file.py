"""Decisions in and out as tables: every row is kept for a named reviewer, or listed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from review import team
from review.clean import safe_cell
from review.ids import shown_record
from review.ledger import Review, Writing
from review.lookup import Found, resolve_many
from review.protocol import TITLE_ABSTRACT, Protocol, Stage
from review.refusal import Refused
from review.sight import decision_in_sight
from review.store import tables
from screening.deciding import Situation, Wish, decide_in, situation
from screening.foreign import rayyan_rows
from screening.revealing import reveal_what_is_ready
from screening.standing_decisions import is_set_aside

ACCESSION_COLUMNS = ("accession", "record_id", "ID", "id", "key")
COLUMNS = (
    "record_id",
    "accession",
    "source",
    "stage",
    "reviewer",
    "verdict",
    "reason",
    "note",
    "at",
)
_WORDS = {
    "include": "include",
    "included": "include",
    "yes": "include",
    "1": "include",
    "exclude": "exclude",
    "excluded": "exclude",
    "no": "exclude",
    "0": "exclude",
    "-1": "exclude",
    "maybe": "maybe",
    "unsure": "maybe",
    "?": "maybe",
}


@dataclass(slots=True)
class TakenIn:
    """What became of the rows of a file of decisions."""

    found: int = 0
    imported: int = 0
    rejected: list[tuple[int, str, str]] = field(default_factory=list)  # line, why, text


@dataclass(frozen=True, slots=True)
class Row:
    """One decision as a file gives it."""

    line: int
    record: str
    reviewer: str
    verdict: str
    reason: str
    note: str
    at: str
    text: str


def take_in(
    review: Review,
    data: bytes,
    name: str,
    stage: Stage,
    codes: Mapping[str, str],
    source: str = "",
) -> TakenIn:
    """Keep the decisions of a file, each for the reviewer that it names, in one transaction.

    Only the lead takes in the decisions of others. Rows that name no known reviewer, record or
    verdict, or that the rules of the stage forbid, are listed, not invented.
    """
    done = TakenIn()
    given = list(rows(data, name, review.person))
    with review.write() as writing:
        connection = writing.connection
        members = {person.name: person for person in team.people(connection)}
        actor = team.require(connection, review, ("lead", "screener"), "take in decisions")
        records = resolve_many(connection, {row.record for row in given}, source)
        sets = {found.set_id for found in records.values() if isinstance(found, Found)}
        now = situation(connection, sets, stage)
        for row in given:
            done.found += 1
            try:
                reviewer = codes.get(row.reviewer, row.reviewer)
                _may_take_in(members.get(reviewer), row.reviewer, actor)
                _keep(writing, row, stage, reviewer, records[row.record], now)
                done.imported += 1
            except Refused as refusal:
                done.rejected.append((row.line, refusal.why.rstrip("."), row.text))
        writing.settle()
        reveal_what_is_ready(writing, stage, sets)
    return done


def _may_take_in(person: team.Person | None, code: str, actor: team.Person) -> None:
    if person is None or not person.may("screener"):
        raise Refused(f"“{code}” is not a screener of this review")
    if person.name != actor.name and not actor.may("lead"):
        raise Refused(f"only the lead takes in the decisions of {person.name}")


def _keep(
    writing: Writing, row: Row, stage: Stage, reviewer: str, record: Found | Refused, now: Situation
) -> None:
    if isinstance(record, Refused):
        raise record
    verdict = _WORDS.get(row.verdict.strip().lower(), "")
    if not verdict:
        raise Refused(f"“{row.verdict}” is not a verdict")
    reason, note = row.reason if verdict == "exclude" else "", row.note
    if reason and stage == TITLE_ABSTRACT and not _is_known(now.protocol, reason):
        # At this stage a reason is optional: words that the protocol lacks stay as a note.
        reason, note = "", "; ".join(part for part in (note, f"reason given: {reason}") if part)
    decide_in(writing, record, stage, Wish(verdict, (), reason, note, row.at), reviewer, now)


def _is_known(protocol: Protocol, reason: str) -> bool:
    try:
        protocol.find_reason(reason)
    except Refused:
        return False
    return True


def rows(data: bytes, name: str, default_reviewer: str) -> Iterator[Row]:
    """Read the rows of a file of decisions: our own CSV, or Rayyan's log of customisations."""
    text = _decoded(data, name)
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    reader = csv.DictReader(io.StringIO(text), delimiter=delimiter)
    columns = [column.strip() for column in reader.fieldnames or ()]
    reader.fieldnames = columns
    if {"article_id", "key", "value", "user_id"} <= set(columns):
        for line, record, reviewer, verdict, reason, at in rayyan_rows(reader):
            yield Row(line, record, reviewer, verdict, reason, "", at, f"{record},{verdict}")
        return
    key = next((column for column in ACCESSION_COLUMNS if column in columns), "")
    if not key or "verdict" not in columns:
        raise Refused(
            f"{name} is not a table of decisions.",
            f"Its first line names the columns: one of {', '.join(ACCESSION_COLUMNS)}; verdict; "
            "and reviewer, reason, note, at where known.",
        )
    for cells in reader:
        known = {column: (value or "").strip() for column, value in cells.items() if column}
        if any(known.values()):
            yield Row(
                line=reader.line_num,
                record=known[key],
                reviewer=known.get("reviewer") or default_reviewer,
                verdict=known["verdict"],
                reason=known.get("reason", ""),
                note=known.get("note", ""),
                at=known.get("at", ""),
                text=delimiter.join(known.values()),
            )


def _decoded(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise Refused(f"{name} is not a text file.", "Export the decisions as CSV.")


def export_csv(connection: Connection, viewer: str, stage: Stage | None) -> str:
    """Return the decisions that `viewer` may see as CSV, in the order in which they were made."""
    decision, record = tables.decision, tables.record
    query = (
        select(decision, record.c.accession, tables.source.c.name)
        .join(record, record.c.id == decision.c.record_id)
        .join(tables.source, tables.source.c.id == record.c.source_id)
        .where(decision_in_sight(viewer), ~is_set_aside())
        .order_by(decision.c.order)
    )
    if stage:
        query = query.where(decision.c.stage == stage)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows_in_sight = connection.execute(query).all()
    replaced = {old for row in rows_in_sight for old in row.replaces.split()}
    for row in rows_in_sight:
        if row.act_id in replaced:
            continue
        cells = (
            shown_record(row.record_id),
            row.accession,
            row.name,
            row.stage,
            row.reviewer,
            row.verdict,
            row.reasons.partition(" ")[0],
            row.note,
            row.at,
        )
        writer.writerow([safe_cell(cell) for cell in cells])
    return text.getvalue()
