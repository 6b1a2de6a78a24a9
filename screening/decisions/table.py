"""Tables with one decision a row: our own, a reviewer's column of Covidence or EPPI-Reviewer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.formats.column_names import NAMES
from review.formats.fields import bare_doi, year_of
from review.protocol import FULL_TEXT, STAGES, TITLE_ABSTRACT, Stage
from screening.decisions.row import Given, Keys, Row
from screening.decisions.sheet import Line, Sheet

IDS = ("accession", "record id", "id", "key")
_TOOLS_IDS = ("covidence #", "covidence", "itemid", "item id", "ref")
_REVIEWER = (
    "reviewer",
    "reviewer name",
    "reviewed by",
    "coded by",
    "coder",
    "voter",
    "user",
    "user name",
    "screener",
)
_VERDICT = ("verdict", "vote", "decision", "screening decision", "judgement", "judgment")
_REASON = ("reason", "exclusion reason", "reason for exclusion", "reasons", "exclude reason")
_NOTE = ("note", "notes", "comment", "comments", "reviewer note")
_AT = ("at", "voted at", "decided at", "created at", "date", "time", "timestamp", "date of vote")
_SEPARATOR = re.compile(r"\s*[;|\n]\s*")


def is_table(sheet: Sheet) -> bool:
    """Tell whether each row of the table is a decision on a record that it names."""
    named = {*IDS, *_TOOLS_IDS, *NAMES["doi"], *NAMES["pmid"], *NAMES["title"]}
    return bool(sheet.names & set(_VERDICT) and sheet.names & named)


def decisions_of(sheet: Sheet, default_reviewer: str) -> Given:
    """Read one decision a row; a table without a column of reviewers is the asker's own."""
    whose = "" if sheet.names & set(_REVIEWER) else default_reviewer
    given = Given("Covidence" if "covidence #" in sheet.names else "table")
    given.rows += [_row(line, whose) for line in sheet.lines]
    if whose:
        given.says.append(f"A table without a column of reviewers: all of it is of {whose}")
    else:
        given.says.append(f"A table of decisions, one a row{_people(given.rows)}")
    return given


def _people(rows: list[Row]) -> str:
    names = sorted({row.reviewer for row in rows if row.reviewer})
    return f", of {', '.join(names)}" if names else ""


def _row(line: Line, whose: str) -> Row:
    stage = line.get("stage")
    known = stage_of(stage)
    return Row(
        line=line.line,
        keys=keys_of(line),
        reviewer=line.first(_REVIEWER) or whose,
        verdict=line.first(_VERDICT),
        reasons=tuple(parted(line.first(_REASON))),
        fails=tuple(line.get("fails").split()),
        note=_note(line),
        at=line.first(_AT),
        stage=known,
        text=line.text,
        why=f"“{stage}” is not a stage" if stage and known is None else "",
    )


def _note(line: Line) -> str:
    """Return the note to the letter, blanks around it included."""
    return next((cell for name in _NOTE if (cell := line.cells.get(name, "")).strip()), "")


def keys_of(line: Line) -> Keys:
    """Return by what a row of a table names its record.

    The first of the columns for accessions is the accession, an id of ours being surer still;
    numbers that another tool gave come last.
    """
    own = [cell for name in IDS if (cell := line.get(name))]
    own.sort(key=lambda cell: not cell.startswith("r-"))
    theirs = [] if own else list(tools_ids(line))
    return Keys(
        ids=(*own, *theirs),
        checked=bool(theirs),
        doi=bare_doi(line.first(NAMES["doi"])),
        pmid=digits(line.first(NAMES["pmid"])),
        title=line.first(NAMES["title"]),
        year=year_of(line.first(NAMES["year"])),
    )


def tools_ids(line: Line) -> Iterator[str]:
    """Yield the numbers by which another tool names the record, with and without their sign."""
    for name in _TOOLS_IDS:
        if cell := line.get(name):
            yield cell
            if cell.startswith("#"):
                yield cell[1:]


def stage_of(word: str) -> Stage | None:
    """Return the stage that a word of a file means."""
    plain = word.strip().lower()
    if plain in STAGES:
        return TITLE_ABSTRACT if plain == TITLE_ABSTRACT else FULL_TEXT
    if "full" in plain:
        return FULL_TEXT
    return TITLE_ABSTRACT if "title" in plain or "abstract" in plain else None


def parted(cell: str) -> list[str]:
    """Return the reasons in a cell, told apart by `;`, `|` or lines."""
    return [part for part in _SEPARATOR.split(cell.strip()) if part]


def digits(text: str) -> str:
    """Return a PMID without what stands around it."""
    return "".join(filter(str.isdecimal, text)).lstrip("0")
