"""Tables of what changed: differences from the protocol, and the flow of each edition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from review.editions.edition import editions
from review.flow.counts import Flow
from review.flow.keeping import from_data
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.queries import flow
from review.flow.rows import COUNTED
from review.flow.since import since
from review.flow.units import bare
from review.flow.wording import Wording, wording
from review.protocols.changes import Change, changes
from review.table.table import Cell, Column, Table

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "differences": "Differences from the protocol",
        "none": "The protocol has not been changed.",
        "date": "Date",
        "by": "Changed by",
        "part": "Part",
        "before": "Before",
        "after": "After",
        "decisions": "Decisions made by then",
        "title": "Title",
        "question": "Question",
        "rules": "Decisions needed",
        "maybe": "Include and maybe",
        "reveal": "Reveal",
        "screen_other_methods": "Records of other methods are screened",
        "criteria": "Criterion",
        "reasons": "Reason",
        "order": "order of priority",
        "terms": "Terms marked",
        "calibration_target": "Target of calibration",
        "risk_of_bias": "Risk of bias",
        "certainty": "Who judges certainty",
        "language": "Language of the review",
        "extraction": "Who extracts",
        "editions": "The flow of each edition",
        "row": "Row",
        "edition": "Edition {n} ({day})",
        "now": "Since then",
        "whole": "So far",
    },
    "nb": {
        "differences": "Avvik fra protokollen",
        "none": "Protokollen er ikke endret.",
        "date": "Dato",
        "by": "Endret av",
        "part": "Del",
        "before": "Før",
        "after": "Etter",
        "decisions": "Vurderinger gjort til da",
        "title": "Tittel",
        "question": "Problemstilling",
        "rules": "Vurderinger som trengs",
        "maybe": "Inkluder og kanskje",
        "reveal": "Avdekking",
        "screen_other_methods": "Referanser fra andre metoder vurderes på tittel og sammendrag",
        "criteria": "Kriterium",
        "reasons": "Grunn",
        "order": "rekkefølge",
        "terms": "Ord som utheves",
        "calibration_target": "Mål for kalibrering",
        "risk_of_bias": "Risiko for systematiske skjevheter",
        "certainty": "Hvem som vurderer tilliten",
        "language": "Språket i oversikten",
        "extraction": "Hvem som henter ut data",
        "editions": "Flyten i hver utgave",
        "row": "Linje",
        "edition": "Utgave {n} ({day})",
        "now": "Siden da",
        "whole": "Så langt",
    },
}


def differences(connection: Connection, language: str) -> Table:
    """Return the table of differences from the protocol, version by version."""
    words = _WORDS[language]
    found = changes(connection)
    columns = (
        *(Column(key, words[key], width=0.8) for key in ("date", "by", "part")),
        *(Column(key, words[key], width=1.8) for key in ("before", "after")),
        Column("decisions", words["decisions"], "right", 0.7),
    )
    rows = tuple(_difference(change, words) for change in found)
    notes = () if found else (words["none"],)
    return Table("differences", words["differences"], columns, rows, notes, landscape=True)


def _difference(change: Change, words: Mapping[str, str]) -> tuple[Cell, ...]:
    found = change.difference
    name = words["order"] if found.how == "moved" else found.name
    part = f"{words[found.part]}: {name}" if name else words[found.part]
    return (change.day, change.by, part, found.before, found.after, change.decisions)


def flows(connection: Connection, language: str) -> Table:
    """Return the flow with a column for each edition, and one for what has come since."""
    words, names = _WORDS[language], wording(language)
    closed = editions(connection)
    columns = [Column("row", words["row"], width=3.0)]
    found: list[Flow] = []
    for edition in closed:
        title = words["edition"].format(n=edition.number, day=edition.at[:10])
        columns.append(Column(f"edition_{edition.number}", title, "right"))
        found.append(from_data(edition.flow))
    base = since(connection).base
    if not closed or (base is not None and base.id == closed[-1].id):
        columns.append(Column("now", words["now" if closed else "whole"], "right"))
        found.append(flow(connection))
    rows = _rows([numbers_of(one) for one in found], names)
    return Table("editions", words["editions"], tuple(columns), rows, landscape=len(columns) > 4)  # noqa: PLR2004 - as many as stand on an upright page


def _rows(found: Sequence[Numbers], words: Wording) -> tuple[tuple[Cell, ...], ...]:
    rows: list[tuple[Cell, ...]] = []
    for row in COUNTED:
        counts = [numbers.get(row) for numbers in found]
        if not any(counts) or row.endswith(("_specific_results", "_included")):
            continue
        rows.append((words.name(row), *map(bare, counts)))
        if row.endswith("_excluded") and row != "records_excluded":
            rows += _reasons(row, found, words)
    return tuple(rows)


def _reasons(row: str, found: Sequence[Numbers], words: Wording) -> list[tuple[Cell, ...]]:
    reasons = dict.fromkeys(reason for numbers in found for reason in numbers.named.get(row, {}))
    return [
        (
            f"– {next((n.reason(reason, words.language) for n in found if reason), reason)}",
            *(bare(numbers.named.get(row, {}).get(reason)) for numbers in found),
        )
        for reason in reasons
    ]
