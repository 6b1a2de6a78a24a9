"""What two people decided on the records of the overview, and how they settled what differed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from corpora.making.lines import line, part
from corpora.making.overview_records import Found
from corpora.making.verdicts import ANNA, BO, FULL_TEXT, TITLE_ABSTRACT

PEOPLE = (ANNA, BO)
_BEGUN = {TITLE_ABSTRACT: (2022, 5, 16), FULL_TEXT: (2022, 6, 7)}
_SECONDS = 40
# Of those that one of them would have excluded: every so many-th goes on after a talk.
_DOUBTED = 5
_EXCLUDED = "excluded-title-abstract"


def sought(records: Sequence[Found]) -> list[Found]:
    """Return the records whose full texts are sought."""
    return [record for record in records if record.standing != _EXCLUDED]


def assessed(records: Sequence[Found]) -> list[Found]:
    """Return the records whose full texts are read."""
    return [record for record in sought(records) if record.standing != "not-retrieved"]


def doubted(records: Sequence[Found]) -> list[Found]:
    """Return the records on whose titles the two differ."""
    return sought(records)[::_DOUBTED]


def table(records: Sequence[Found], reviewer: str, stage: str) -> bytes:
    """Return the decisions of one reviewer, as `review decisions import` reads them."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("accession", "reviewer", "verdict", "reason", "note", "at"))
    differ = {record.accession for record in doubted(records)}
    of_stage = records if stage == TITLE_ABSTRACT else assessed(records)
    time = datetime(*_BEGUN[stage], 8 + PEOPLE.index(reviewer), tzinfo=UTC)
    for record in of_stage:
        time += timedelta(seconds=_SECONDS)
        verdict, reason = "include", ""
        if stage == TITLE_ABSTRACT:
            out = record.standing == _EXCLUDED
            out = out or (reviewer == BO and record.accession in differ)
            verdict = "exclude" if out else "include"
        elif record.reason:
            verdict, reason = "exclude", record.reason
        at = f"{time:%Y-%m-%dT%H:%M:%SZ}"
        rows.writerow((record.accession, reviewer, verdict, reason, "", at))
    return text.getvalue().encode()


def lines(records: Sequence[Found]) -> Iterator[str]:
    """Give the command lines from the first title to the one review that is used."""
    yield from part(
        "Both read the titles and abstracts apart; with the last decision all are revealed."
    )
    yield from _decided(TITLE_ABSTRACT)
    yield from part("Where they differ they talk.")
    why = "The title leaves open whether the worker comes home to the family"
    for record in doubted(records):
        yield _settled(record, "include", TITLE_ABSTRACT, "discussion", why)
    yield from part("One full text could not be had; the others are read by both.")
    for record in sought(records):
        if record.standing == "not-retrieved":
            yield line(
                *("retrieval", record.accession, "requested", "--via", "authors", "--as", BO)
            )
            yield line(
                *("retrieval", record.accession, "not-retrieved", "--via", "library", "--as", BO)
            )
    yield from _decided(FULL_TEXT)
    yield from part(
        "Several reviews meet the criteria. The newest with the lowest risk of bias is used;",
        "the others are eligible, and not used.",
    )
    for place, record in enumerate(r for r in records if r.standing == "not-used"):
        yield _settled(record, "not-used", FULL_TEXT, "discussion", _WHY[place % len(_WHY)])


_WHY = (
    "Older, and its studies are all in the review that is used",
    "Narrower question than the review that is used",
    "Higher risk of bias than the review that is used (ROBIS)",
)


def _decided(stage: str) -> Iterator[str]:
    for reviewer in PEOPLE:
        file = f"decisions/{reviewer}-{stage}.csv"
        yield line("decisions", "import", file, "--stage", stage, "--as", reviewer)


def _settled(record: Found, outcome: str, stage: str, method: str, why: str) -> str:
    about = ("--stage", stage, "--method", method, "--why", why, "--as", ANNA)
    return line("settle", record.accession, outcome, *about)
