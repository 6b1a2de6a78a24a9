"""The overview of reviews put together: every generated file by its path."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from corpora.making.lines import line, part, says
from corpora.making.overview_decisions import PEOPLE, assessed, lines, sought, table
from corpora.making.overview_records import SOURCES, Found, as_ris, found
from corpora.making.verdicts import ANNA, BO, CEM, FULL_TEXT, TITLE_ABSTRACT

TITLE = "Intensive support at home to keep families together: an overview of reviews (sample)"
OUTCOME = "placement out of home"
APPRAISED_BY = "Pasteboard 2022"


@cache
def generated() -> Mapping[str, bytes]:
    """Return the bytes of every generated file by its path within the folder."""
    records = found()
    exports = {
        _file(name): as_ris([one for one in records if one.source == name]) for name, *_ in SOURCES
    }
    decisions = {
        f"decisions/{reviewer}-{stage}.csv": table(records, reviewer, stage)
        for reviewer in PEOPLE
        for stage in (TITLE_ABSTRACT, FULL_TEXT)
    }
    return {
        **exports,
        **decisions,
        "truth.csv": _truth(records),
        "walkthrough.txt": _walkthrough(records),
        "expected.json": _expected(records),
    }


def _file(source: str) -> str:
    return f"{source.lower()}.ris"


def _walkthrough(records: Sequence[Found]) -> bytes:
    chosen = next(record for record in records if record.standing == "included")
    told = [
        *says("An overview of reviews (invented) from the first line to the last. Each line is"),
        *says("one command; names of files are seen from the folder of this file."),
        *_beginning(),
        *lines(records),
        *_appraisal(chosen),
        *_certainty(f"{chosen.authors[0].surname} {chosen.year}"),
        *part("The summary, in Norwegian and in English."),
        line("evidence", "--lang", "nb"),
        line("table", "summary-of-findings", "--lang", "nb"),
        line("evidence"),
        line("agreement", "--stage", TITLE_ABSTRACT),
        line("prisma", "--lang", "nb"),
    ]
    return ("\n".join(told) + "\n").encode()


def _beginning() -> Iterator[str]:
    yield from part("Anna leads, Bo screens with her, and Cem settles what they cannot.")
    people = ("--reviewer", ANNA, "--reviewer", BO, "--adjudicator", CEM)
    yield line("new", ".", "--title", TITLE, "--protocol", "protocol.toml", *people)
    yield from part("What each database gave, after duplicates were removed in EndNote.")
    for name, platform, day, number, duplicates, _prefix in SOURCES:
        about = ("--source", name, "--platform", platform, "--searched", day)
        hits = ("--hits", str(number + duplicates), "--query-file", f"searches/{_query(name)}")
        yield line("import", _file(name), *about, *hits, "--as", ANNA)
        if duplicates:
            why = "Removed in EndNote before import"
            what = ("elsewhere", "add", "duplicates-removed", str(duplicates), "--source", name)
            yield line(*what, "--why", why, "--as", ANNA)
    yield line("dedupe", "--as", ANNA)


def _query(source: str) -> str:
    return f"{source.lower()}.txt"


def _appraisal(chosen: Found) -> Iterator[str]:
    yield from part("Both note what the review that is used did and found, then they agree.")
    about = (chosen.accession, "--form", "overview")
    for reviewer in PEOPLE:
        file = f"entries/{reviewer}-overview.json"
        yield line("extract", *about, "--from", file, "--done", "--as", reviewer)
    yield line("agree", *about, "--from", "consensus/overview.json", "--as", ANNA)
    yield from part(
        "An older overview has appraised it by ROBIS. Its judgements are adopted as theirs: both",
        "take them over, then they agree.",
    )
    on = (chosen.accession, "--form", "robis")
    for reviewer in PEOPLE:
        taken = ("--adopt", APPRAISED_BY, "--from", f"entries/{reviewer}-robis.json")
        yield line("judge", *on, *taken, "--done", "--as", reviewer)
    yield line("agree", *on, "--from", "consensus/robis.json", "--as", ANNA)


def _certainty(review: str) -> Iterator[str]:
    yield from part(
        "What the review found, by outcome and time point, and how certain its authors are of it:",
        "their judgements are adopted, with their reasons.",
    )
    yield line("evidence", "set", "evidence.toml", "--as", ANNA)
    moderate = ("--inconsistency", "-1 the studies differ | nb: ulikheter mellom studiene")
    low = (
        *("--risk-of-bias", "-1 low methodological quality | nb: lav metodisk kvalitet"),
        *("--inconsistency", "-1 the studies differ | nb: ulikheter mellom studiene"),
        *(
            "--publication-bias",
            "0 small studies may be unpublished | nb: små studier kan være upublisert",
        ),
    )
    for months, level, reasons in (
        (3, "low", low),
        (6, "low", low),
        (12, "moderate", moderate),
        (24, "low", low),
    ):
        body = f"{OUTCOME} @ {months} months"
        yield line(*("grade", body, "--adopt", review, "--level", level, *reasons), "--as", ANNA)


def _truth(records: Sequence[Found]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("accession", "source", "set", "standing", "reason", "title"))
    for number, one in enumerate(records, start=1):
        rows.writerow((one.accession, one.source, number, one.standing, one.reason, one.title))
    return text.getvalue().encode()


def _expected(records: Sequence[Found]) -> bytes:
    reasons = Counter(record.reason for record in records if record.reason)
    names = {
        "publication-type": "Not a systematic review",
        "population": "Wrong population",
        "intervention": "Wrong intervention",
        "outcome": "Placement not measured",
    }
    flow = {
        "database_results": len(records) + sum(source[4] for source in SOURCES),
        "duplicates": sum(source[4] for source in SOURCES),
        "records_screened": len(records),
        "records_excluded": len(records) - len(sought(records)),
        "dbr_sought_reports": len(sought(records)),
        "dbr_notretrieved_reports": len(sought(records)) - len(assessed(records)),
        "dbr_assessed": len(assessed(records)),
        "dbr_excluded": {name: reasons[key] for key, name in names.items()},
        "dbr_not_used": sum(record.standing == "not-used" for record in records),
        "new_studies": 1,
        "new_reports": 1,
    }
    return (json.dumps({"flow": flow}, ensure_ascii=False, indent=2) + "\n").encode()
