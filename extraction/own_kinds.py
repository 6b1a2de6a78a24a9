"""Kinds of answer that a form defines once for many of its fields, such as signalling questions.

`[kinds.signalling]` holds the keys that every field of `kind = "signalling"` begins with; what the
field says itself stands before them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from extraction.field import KINDS
from review.refusal import Refused


def with_kinds(rows: object, kinds: object, where: str) -> Any:
    """Return the decoded fields with the form's own kinds written out.

    Raises Refused where `kinds` is no table of kinds; what is wrong with a field is left for its
    reader to say.
    """
    if not isinstance(kinds, Mapping) or not all(isinstance(k, Mapping) for k in kinds.values()):
        raise Refused(f"{where}: kinds is not a table of kinds.", "Write each as [kinds.name].")
    for name, one in kinds.items():
        if name in KINDS or one.get("kind") not in KINDS:
            raise Refused(
                f"{where}: kinds.{name} is not built on a kind of field.",
                f"Give it another name than these and one of them as its kind: {', '.join(KINDS)}.",
            )
    return _written_out(rows, kinds) if kinds else rows


def _written_out(rows: object, kinds: Mapping[str, Mapping[str, Any]]) -> Any:
    if not isinstance(rows, list):
        return rows
    return [_row(row, kinds) if isinstance(row, Mapping) else row for row in rows]


def _row(row: Mapping[str, Any], kinds: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    own = kinds.get(str(row.get("kind")))
    told = {**row, **({"fields": _written_out(row["fields"], kinds)} if "fields" in row else {})}
    if own is None:
        return told
    return {**own, **told, "kind": own["kind"]}
