"""The numbers that the review must end with, counted from the truth."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from importlib.resources import files
from typing import Any

from corpora.making.shelves import Shelves
from corpora.making.studies import (
    FAVOURABLE,
    FAVOURABLE_ON_MALTREATMENT,
    MALTREATMENT,
    MEASURED_MALTREATMENT,
    STUDIES,
)
from corpora.making.verdicts import Ballot


def expected(shelves: Shelves, title_abstract: list[Ballot], full_text: list[Ballot]) -> bytes:
    """Return the numbers as JSON: the flow by the row ids of the PRISMA2020 R package, and others.

    `dbr_excluded` is by the English texts of the reasons in protocol.toml.
    """
    sources = {name: len(held) for name, held in shelves.records.items()}
    standing = Counter(report.standing for report in shelves.reports)
    reasons = Counter(report.reason for report in shelves.reports if report.reason)
    assessed = standing["included"] + standing["excluded-full-text"]
    flow: dict[str, Any] = {
        "database_results": sum(sources.values()),
        "database_specific_results": sources,
        "duplicates": sum(sources.values()) - len(shelves.reports),
        "records_screened": len(shelves.reports),
        "records_excluded": standing["excluded-title-abstract"],
        "dbr_sought_reports": assessed + standing["not-retrieved"],
        "dbr_notretrieved_reports": standing["not-retrieved"],
        "dbr_assessed": assessed,
        "dbr_excluded": {name: reasons[reason] for reason, name in _reason_names().items()},
        "new_studies": STUDIES,
        "new_reports": standing["included"],
    }
    numbers = {
        "flow": flow,
        "conflicts": {
            "title-abstract": sum(bool(ballot.settled) for ballot in title_abstract),
            "full-text": sum(bool(ballot.settled) for ballot in full_text),
        },
        "reasons_differ": sum(_differ(ballot) for ballot in full_text),
        "synthesis": {
            "included": STUDIES,
            "favourable_on_any_outcome": FAVOURABLE,
            "outcome": MALTREATMENT,
            "measured": MEASURED_MALTREATMENT,
            "favourable": FAVOURABLE_ON_MALTREATMENT,
        },
    }
    return (json.dumps(numbers, ensure_ascii=False, indent=2) + "\n").encode()


def _reason_names() -> dict[str, str]:
    text = (files("corpora") / "family-partner" / "protocol.toml").read_text(encoding="utf-8")
    return {reason["id"]: reason["en"] for reason in tomllib.loads(text)["reasons"]}


def _differ(ballot: Ballot) -> bool:
    return ballot.anna == ballot.bo == "exclude" and ballot.anna_reason != ballot.bo_reason
