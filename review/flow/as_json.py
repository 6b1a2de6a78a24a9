"""The flow as one JSON object under the row ids of the PRISMA2020 R package."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from review.flow.checks import check
from review.flow.counts import Flow
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.rows import COUNTED, NAMED, unit_of
from review.flow.units import Count, bare


def as_json(flow: Flow | Numbers, language: str = "en") -> dict[str, Any]:
    """Return counts by row id, lists as `{name: n}`, None for the rows of an absent column.

    Reasons have their names in `language`. Then `units` (what each row counts), `pending`,
    `interim`, `notices`, `elsewhere`, and `problems`: the rules that are broken, each with what was
    expected and found.
    """
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    found: dict[str, Any] = {}
    for row in COUNTED:
        if row not in NAMED:
            found[row] = bare(numbers.get(row))
        elif row not in numbers.named:
            found[row] = None
        elif row.endswith("_excluded"):
            found[row] = _list(numbers.by_reason(row, language))
        else:
            found[row] = _list(numbers.named[row])
    return found | {
        "units": {row: unit_of(row) for row in COUNTED},
        "pending": {
            "title_abstract": int(numbers.pending.title_abstract),
            "retrieval": int(numbers.pending.retrieval),
            "full_text": int(numbers.pending.full_text),
        },
        "interim": numbers.pending.anything,
        "notices": list(flow.notices) if isinstance(flow, Flow) else [],
        "elsewhere": [
            {
                "id": entry.shown,
                "what": entry.what,
                "number": entry.number,
                "source": entry.source,
                "reason": entry.reason,
                "why": entry.why,
                "by": entry.by,
                "at": entry.day,
            }
            for entry in numbers.logged
        ],
        "problems": [
            {
                "rule": problem.rule,
                "level": problem.level,
                "message": problem.message,
                "expected": problem.expected,
                "found": problem.found,
                "rows": list(problem.rows),
            }
            for problem in check(numbers)
        ],
    }


def _list(listed: Mapping[str, Count]) -> dict[str, int]:
    return {name: int(count) for name, count in listed.items()}
