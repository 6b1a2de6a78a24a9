"""A file of decisions read, whatever tool wrote it: what it is is told by its content."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from review.formats.containers import everything
from review.formats.decoding import Decoder
from review.formats.not_records import refuse_others
from review.formats.parsed import Parsed
from review.formats.reading import read as read_records
from review.formats.sniffing import text_format
from review.protocol import Stage
from review.record import Record
from review.refusal import Refused
from screening.decisions import (
    asreview,
    asreview_project,
    eppi,
    lists,
    rayyan_log,
    rayyan_notes,
    table,
)
from screening.decisions.row import Given, Keys, Row
from screening.decisions.sheet import Sheet, sheet_of

_LOG = "customizations_log.csv"
_NEXT_STEP = (
    "Its first line names the columns: one of accession, record_id, ID, id, key"
    "; verdict; and reviewer, reason, note, at where known. Exports with decisions of Rayyan, "
    "Covidence, ASReview, EPPI-Reviewer and colandr are read too. If the list itself is the "
    "decision, say which: --verdict exclude."
)


def given_by(data: bytes, name: str, stage: Stage, asker: str, verdict: str = "") -> Given:
    """Return what a file says, as rows for `stage`; `verdict` makes each record of a list one.

    Raises Refused for what holds no decisions. A table of our own without a column of reviewers is
    taken to be the `asker`'s.
    """
    if asreview_project.is_project(data):
        return _clean(asreview_project.decisions_of(data))
    files = list(everything(data, name))
    log = next((content for inner, content in files if inner.lower().endswith(_LOG)), None)
    if log is not None and len(files) > 1 and not verdict:
        return _clean(_rayyan_archive(log, files))
    given: Given | None = None
    for inner, content in files:
        one = _one(content, inner, stage, asker, verdict)
        given = given or Given(one.tool)
        given.add(one)
    return _clean(given or Given("nothing"))


def _rayyan_archive(log: bytes, files: Sequence[tuple[str, bytes]]) -> Given:
    """Read Rayyan's archive by its log; the records beside it tell DOI and title."""
    articles: dict[str, Record] = {}
    noted = False
    for inner, content in files:
        if not inner.lower().endswith(_LOG):
            try:
                records = read_records(content, inner).records
            except Refused:
                continue
            articles |= rayyan_log.by_number(records)
            noted = noted or rayyan_notes.has_notes(records)
    given = rayyan_log.decisions_of_log(sheet_of(log), articles)
    if noted:
        given.says.append(
            "The records beside the log have notes too, by people's names; they are not read here: "
            "take in that file instead of the archive to have the notes, but no times"
        )
    return given


def _one(data: bytes, name: str, stage: Stage, asker: str, verdict: str) -> Given:
    refuse_others(data)
    if verdict:
        return lists.decisions_of_list(_records(data, name).records, verdict, name, "list")
    kind = "" if data.startswith(b"PK\x03\x04") else text_format(Decoder(data).sample()) or ""
    if kind == "json":
        value = _json(data)
        if eppi.is_eppi(value):
            return eppi.decisions_of(value, stage)  # type: ignore[arg-type]  # it is a dict
    if not kind:
        given = _of_sheet(sheet_of(data), stage, asker)
        if given is not None:
            return given
    return _of_records(_records(data, name), name)


def _of_sheet(sheet: Sheet, stage: Stage, asker: str) -> Given | None:
    if rayyan_log.is_log(sheet):
        return rayyan_log.decisions_of_log(sheet)
    if table.is_table(sheet):
        return table.decisions_of(sheet, asker)
    if lists.is_colandr(sheet):
        return lists.decisions_of_colandr(sheet, stage)
    if asreview.has_labels(sheet):
        return asreview.decisions_of_table(sheet)
    return None


def _of_records(parsed: Parsed, name: str) -> Given:
    if rayyan_notes.has_notes(parsed.records):
        return rayyan_notes.decisions_of_notes(parsed.records)
    if asreview.has_notes(parsed.records):
        return asreview.decisions_of_notes(parsed.records)
    if parsed.dialect == "covidence":
        verdict = lists.covidence_verdict(PurePath(name).name, parsed.records)
        if verdict:
            return lists.decisions_of_list(parsed.records, verdict, name, "Covidence")
    raise _none(name)


def _records(data: bytes, name: str) -> Parsed:
    try:
        return read_records(data, name)
    except Refused as refusal:
        raise _none(name) from refusal


def _none(name: str) -> Refused:
    return Refused(f"{name} is not a table of decisions.", _NEXT_STEP)


def _json(data: bytes) -> object:
    try:
        return json.loads(Decoder(data).text().removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None


def _clean(given: Given) -> Given:
    """Return what was given without characters that no database keeps."""
    given.rows = [_plain_row(row) for row in given.rows]
    return given


def _plain_row(row: Row) -> Row:
    keys = row.keys
    return replace(
        row,
        keys=Keys(
            ids=tuple(map(_plain, keys.ids)),
            checked=keys.checked,
            doi=_plain(keys.doi),
            pmid=_plain(keys.pmid),
            title=_plain(keys.title),
            year=keys.year,
        ),
        reviewer=_plain(row.reviewer).strip(),
        reasons=tuple(map(_plain, row.reasons)),
        note=_plain(row.note),
        at=_plain(row.at),
        text=_plain(row.text),
    )


def _plain(text: str) -> str:
    if text.isascii() and "\x00" not in text:
        return text
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
