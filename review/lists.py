"""Lists that stand beside the flow: searches, and reports by what became of them."""

from __future__ import annotations

from sqlalchemy import Connection, select

from review.flow.since import since
from review.fulltext import log_of
from review.protocols.versions import current
from review.record import short_authors
from review.records.lookup import Found, members, shown_of
from review.sources.counts import source_counts
from review.store import tables
from review.table.table import Column, Table

# PRISMA 2020 item 16b asks for reports that seemed to meet the criteria and were excluded, with
# the reason; PRISMA-S items 1, 8, 13 and 15 for the searches.
_WORDS = {
    "en": {
        "sources": "Searches and what they gave",
        "excluded": "Reports excluded in full text, with reasons",
        "not-retrieved": "Reports not retrieved",
        "awaiting": "Reports awaiting classification, and ongoing studies",
        "source": "Source",
        "kind": "Kind",
        "platform": "Platform",
        "searched": "Searched",
        "hits": "Hits",
        "records": "Records",
        "unique": "Found only here",
        "report": "Report",
        "title": "Title",
        "where": "Published in",
        "id": "Identifier",
        "reason": "Reason",
        "state": "State",
        "tried": "Tried",
        "awaiting classification": "awaiting classification",
        "ongoing": "ongoing",
    },
    "nb": {
        "sources": "Søk og hva de ga",
        "excluded": "Publikasjoner ekskludert i fulltekst, med grunn",
        "not-retrieved": "Publikasjoner som ikke ble innhentet",
        "awaiting": "Publikasjoner som avventer vurdering, og pågående studier",
        "source": "Kilde",
        "kind": "Type",
        "platform": "Plattform",
        "searched": "Søkt",
        "hits": "Treff",
        "records": "Referanser",
        "unique": "Funnet bare her",
        "report": "Publikasjon",
        "title": "Tittel",
        "where": "Publisert i",
        "id": "Identifikator",
        "reason": "Grunn",
        "state": "Status",
        "tried": "Forsøkt",
        "awaiting classification": "avventer vurdering",
        "ongoing": "pågående",
    },
}


def sources(connection: Connection, language: str) -> Table:
    """Return the table of searches."""
    words = _WORDS[language]
    columns = (
        *(_column(words, key) for key in ("source", "kind", "platform", "searched")),
        *(Column(key, words[key], "right", 0.7) for key in ("hits", "records", "unique")),
    )
    rows = tuple(
        (row.name, row.kind, row.platform, row.searched, row.hits, row.records, row.unique)
        for row in source_counts(connection)
    )
    return Table("sources", words["sources"], columns, rows)


def excluded(connection: Connection, language: str) -> Table:
    """Return the table of excluded reports, in the order of the reasons, then of arrival."""
    words = _WORDS[language]
    _version, protocol = current(connection)
    names = {reason.id: reason.text(language) for reason in protocol.reasons}
    order = {reason: place for place, reason in enumerate(protocol.reason_ids())}
    found = _standing(connection, "excluded-full-text")
    found.sort(key=lambda row: (order.get(row[1], len(order)), row[2]))
    rows = tuple((*_cells(record), names.get(reason, reason)) for record, reason, *_rest in found)
    return _reports("excluded", words, rows, "reason")


def not_retrieved(connection: Connection, language: str) -> Table:
    """Return the table of reports that were not retrieved, with what was tried."""
    words = _WORDS[language]
    rows = []
    for record, _reason, _place, _state in _standing(connection, "not-retrieved"):
        log = log_of(connection, [member.id for member in members(connection, record.set_id)])
        rows.append((*_cells(record), "; ".join(line.via for line in log if line.via)))
    return _reports("not-retrieved", words, tuple(rows), "tried")


def awaiting(connection: Connection, language: str) -> Table:
    """Return the table of reports that await classification or belong to ongoing studies."""
    words = _WORDS[language]
    names = {"awaiting": words["awaiting classification"], "ongoing": words["ongoing"]}
    rows = tuple(
        (*_cells(record), names[state])
        for record, _reason, _place, state in _standing(connection, "awaiting", "ongoing")
    )
    return _reports("awaiting", words, rows, "state")


def reports_standing(connection: Connection, standing: str) -> list[tuple[str, ...]]:
    """Return the reports that stand so: name, title, journal, identifier, why it was settled so."""
    settled, in_set = tables.settlement, tables.record_set
    found: list[tuple[str, ...]] = []
    for record, _reason, _place, _state in _standing(connection, standing):
        why = connection.scalars(
            select(settled.c.why)
            .join(in_set, in_set.c.record_id == settled.c.record_id)
            .where(in_set.c.set_id == record.set_id, settled.c.outcome == standing)
            .order_by(settled.c.order.desc())
        ).first()
        found.append((*_cells(record), why or ""))
    return found


def _standing(connection: Connection, *standings: str) -> list[tuple[Found, str, int, str]]:
    """Return the reports that stand so and that the flow counts: since the last edition."""
    made = tables.duplicate_set
    counted = set(since(connection).sets(connection, made.c.standing.in_(standings)))
    rows = connection.execute(
        select(made.c.set_id, made.c.reason, made.c.place, made.c.standing)
        .where(made.c.standing.in_(standings))
        .order_by(made.c.place)
    ).all()
    found = [row for row in rows if row.set_id in counted]
    shown = shown_of(connection, counted)
    return [(shown[row.set_id], row.reason, row.place, row.standing) for row in found]


def _cells(record: Found) -> tuple[str, str, str, str]:
    name = f"{short_authors(record.authors) or '–'} {record.year or ''}".strip()
    return name, record.title, record.journal, record.doi or record.accession


def _reports(
    name: str, words: dict[str, str], rows: tuple[tuple[str, ...], ...], last: str
) -> Table:
    columns = (
        Column("report", words["report"]),
        Column("title", words["title"], width=2.5),
        Column("where", words["where"], width=1.4),
        Column("id", words["id"]),
        Column(last, words[last]),
    )
    return Table(name, words[name], columns, rows, landscape=True)


def _column(words: dict[str, str], key: str) -> Column:
    return Column(key, words[key])
