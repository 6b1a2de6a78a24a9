"""EPPI-Reviewer's JSON: code sets and the codes of each reference.

A screening code set has codes of the types Include and Exclude; the name of an exclude code is the
reason. One file holds the coding of one person or the agreed one, and does not say whose.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from review.counting import counted
from review.formats.fields import bare_doi, year_of
from review.protocol import Stage
from screening.decisions.row import Given, Keys, Row, noted
from screening.decisions.table import digits, stage_of

_EXCLUDE = re.compile(
    r"^\s*(?:\d+[.)]?\s*)?exclu\w*\b[-:, ]*(?:(?:on|for|because of)\b)?\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Code:
    verdict: str
    reason: str
    stage: Stage | None  # as the name of its set tells it


def is_eppi(value: object) -> bool:
    """Tell whether decoded JSON is an export of EPPI-Reviewer."""
    return isinstance(value, dict) and "CodeSets" in value and "References" in value


def decisions_of(value: Mapping[str, Any], stage: Stage) -> Given:
    """Read the include and exclude codes of each reference that concern `stage`."""
    codes = {
        code_id: code
        for code_set in _dicts(value.get("CodeSets"))
        for code_id, code in _codes(code_set)
        if code.stage in {None, stage}
    }
    given = Given("EPPI-Reviewer")
    references = list(_dicts(value.get("References")))
    for number, reference in enumerate(references, start=1):
        row = _row(number, reference, codes)
        if row is not None:
            given.rows.append(row)
    given.says.append(
        f"EPPI-Reviewer export of {counted(len(references), 'record')}, "
        f"{counted(len(given.rows), 'decision')} by its include and exclude codes; it does not "
        "say whose coding it is"
    )
    return given


def _codes(code_set: Mapping[str, Any]) -> Iterator[tuple[str, _Code]]:
    stage = stage_of(str(code_set.get("SetName", "")))
    waiting = [code_set]
    while waiting:
        node = waiting.pop()
        kind = str(node.get("AttributeType", "")).strip().lower()
        name = str(node.get("AttributeName", "")).strip()
        if kind in {"include", "exclude"}:
            reason = _EXCLUDE.sub("", name) if kind == "exclude" else ""
            yield str(node.get("AttributeId")), _Code(kind, reason, stage)
        inner = node.get("Attributes")
        waiting += list(_dicts(inner.get("AttributesList") if isinstance(inner, dict) else None))


def _row(number: int, reference: Mapping[str, Any], codes: Mapping[str, _Code]) -> Row | None:
    chosen = [
        (code, str(given.get("AdditionalText") or ""))
        for given in _dicts(reference.get("Codes"))
        if (code := codes.get(str(given.get("AttributeId"))))
    ]
    if not chosen:
        return None
    verdicts = sorted({code.verdict for code, _text in chosen})
    keys = _keys(reference)
    return Row(
        line=number,
        keys=keys,
        reviewer="",
        verdict=verdicts[0],
        reasons=tuple(dict.fromkeys(code.reason for code, _text in chosen if code.reason)),
        note=noted(*(text for _code, text in chosen)),
        text=f"{keys.shown}: {', '.join(verdicts)}",
        why="" if len(verdicts) == 1 else "it has include and exclude codes",
    )


def _keys(reference: Mapping[str, Any]) -> Keys:
    def told(name: str) -> str:
        return str(reference.get(name) or "").strip()

    return Keys(
        ids=tuple(key for key in (told("ItemId"), told("OldItemId")) if key),
        checked=True,
        doi=bare_doi(told("DOI")),
        pmid=digits(told("PMID")),
        title=told("Title"),
        year=year_of(told("Year")),
    )


def _dicts(value: object) -> Iterable[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else ()
