"""How well a value stands in its source: the eight statuses of an extracted value."""

from __future__ import annotations

from typing import Literal, get_args

Status = Literal[
    "reported",
    "partly-reported",
    "contradictory",
    "calculated",
    "imputed",
    "from-authors",
    "not-reported",
    "not-applicable",
]
STATUSES: tuple[Status, ...] = get_args(Status)

WITHOUT_VALUE: frozenset[Status] = frozenset(("not-reported", "not-applicable"))
# A gap or a contradiction may be shown by quoting the source, without a value of one's own.
QUOTE_SUFFICES: frozenset[Status] = frozenset(("partly-reported", "contradictory"))
