"""Lists that are a decision themselves, and columns that say what was agreed.

Covidence writes its lists as `review_<number>_<list>_<format>_<time>`; a record in the list of the
irrelevant or the excluded was excluded, with the reason in its notes. colandr gives the state of
each stage in a column. Both say what came out, never who said it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from review.counting import counted
from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Stage
from review.record import Record
from screening.decisions.asreview import keys_of_record
from screening.decisions.row import Given, Keys, Row, marked, noted
from screening.decisions.sheet import Line, Sheet
from screening.decisions.table import keys_of, parted

_COVIDENCE_NAME = re.compile(
    r"review_\d+_([a-z_]+?)_(?:csv|ris|xlsx?|enw|xml|endnote)", re.IGNORECASE
)
# By the name of Covidence's list: the verdict, and the stage that it was given at.
_COVIDENCE_LISTS: dict[str, tuple[str, Stage]] = {
    "irrelevant": ("exclude", TITLE_ABSTRACT),
    "select": ("include", TITLE_ABSTRACT),
    "excluded": ("exclude", FULL_TEXT),
    "included": ("include", FULL_TEXT),
    "extract": ("include", FULL_TEXT),
}
_REASON = re.compile(r"Exclusion reason: *(.*?)(?:;|$)", re.IGNORECASE | re.MULTILINE)
_COLANDR = {
    TITLE_ABSTRACT: "citation screening status",
    FULL_TEXT: "fulltext screening status",
}
_COLANDR_SAID = {"included": "include", "excluded": "exclude"}
_COLANDR_OPEN = frozenset({"", "not_screened", "not screened", "nan"})


def covidence_verdict(name: str, records: Sequence[Record]) -> str:
    """Return the verdict that a list of Covidence is, by its file's name or its reasons."""
    found = _COVIDENCE_NAME.search(name)
    if found and found[1].lower() in _COVIDENCE_LISTS:
        return _COVIDENCE_LISTS[found[1].lower()][0]
    with_reason = [record for record in records if _reasons(record.notes)]
    return "exclude" if records and len(with_reason) == len(records) else ""


def decisions_of_list(records: Sequence[Record], verdict: str, name: str, tool: str) -> Given:
    """Return one decision for each record of a list, all of them `verdict`."""
    found = _COVIDENCE_NAME.search(name)
    known = _COVIDENCE_LISTS.get(found[1].lower()) if found else None
    stage = known[1] if known and known[0] == verdict else None
    given = Given(tool)
    given.says.append(
        f"A list of {counted(len(records), 'record')}, taken as “{verdict}” each; "
        "it does not say by whom"
    )
    for record in records:
        reasons = _reasons(record.notes) if verdict == "exclude" else ()
        rest = [text for note in record.notes if (text := _REASON.sub("", note).strip(" ;\n"))]
        labels = [value for column, value in record.extra if column.lower() == "tags" and value]
        given.rows.append(
            Row(
                line=record.line,
                keys=_keys(record),
                reviewer="",
                verdict=verdict,
                reasons=reasons,
                note=noted(*(rest if tool == "Covidence" else ()), marked("labels", labels)),
                stage=stage,
                text=f"{record.accession or record.title}: {verdict}",
            )
        )
    return given


def _reasons(notes: Sequence[str]) -> tuple[str, ...]:
    found = (reason.strip() for note in notes for reason in _REASON.findall(note))
    return tuple(dict.fromkeys(reason for reason in found if reason))


def _keys(record: Record) -> Keys:
    keys = keys_of_record(record)
    extra = {column.lower(): value for column, value in record.extra}
    number = extra.get("covidence #", "")
    ids = [*keys.ids, *([number, number.removeprefix("#")] if number else [])]
    doi = keys.doi or extra.get("doi", "")
    return replace(keys, ids=tuple(dict.fromkeys(ids)), doi=doi)


def is_colandr(sheet: Sheet) -> bool:
    """Tell whether a table is an export of colandr."""
    return bool(sheet.names & set(_COLANDR.values()))


def decisions_of_colandr(sheet: Sheet, stage: Stage) -> Given:
    """Read the state of each record at `stage`; what one person alone said is not told."""
    given = Given("colandr")
    for line in sheet.lines:
        said = line.get(_COLANDR[stage]).lower()
        if said not in _COLANDR_OPEN:
            given.rows.append(_colandr_row(line, said, stage))
    given.says.append(
        f"colandr export, {counted(len(given.rows), 'record')} screened at {stage}; it says what "
        "was agreed, not by whom"
    )
    return given


def _colandr_row(line: Line, said: str, stage: Stage) -> Row:
    verdict = _COLANDR_SAID.get(said, "")
    reasons = line.get("fulltext exclude reasons").strip("[]{}") if stage == FULL_TEXT else ""
    return Row(
        line=line.line,
        keys=replace(keys_of(line), ids=(), doi=line.first(("citation doi", "doi"))),
        reviewer="",
        verdict=verdict,
        reasons=tuple(part.strip("'\" ") for part in parted(reasons.replace(",", ";"))),
        text=line.text,
        why="" if verdict else f"“{said}” is not what was agreed",
    )
