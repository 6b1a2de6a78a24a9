from __future__ import annotations

import json
from typing import Any

import pytest

from extraction.entry import Entry
from extraction.entry_file import parse
from extraction.field_agreement import agreement, kappa
from extraction.form import shipped

STUDY = shipped()["characteristics"]


def entry(who: str, **values: Any) -> Entry:
    return parse(STUDY, json.dumps({"values": values}), study="s1", extractor=who)


def result(outcome: str, direction: str) -> dict[str, Any]:
    return {"outcome": outcome, "direction": direction}


def test_agreement_counts_every_answer_that_at_least_one_gave() -> None:
    pairs = [
        (entry("anna", design="cohort", funding="F"), entry("bo", design="cohort", funding="G")),
        (entry("anna", design="cohort"), entry("bo", design="case-control")),
        (entry("anna", results=[result("A", "no-difference")]), entry("bo")),
    ]
    found = {one.field: one for one in agreement(STUDY, pairs)}
    assert (found["design"].n, found["design"].agree, found["design"].percent) == (2, 1, 0.5)
    assert (found["funding"].agree, found["funding"].same_status) == (0, 1)
    assert (found["results.direction"].n, found["results.direction"].agree) == (1, 0)
    assert found["setting"].percent is None
    assert found["design"].kappa == pytest.approx(0.0)
    assert found["funding"].kappa is None


@pytest.mark.parametrize(
    ("cells", "value"),
    [
        ((20, 5, 10, 15), 0.4),
        ((118, 5, 15, 62), 0.7836),
        ((0, 0, 3, 97), 0.0),
        ((5, 5, 5, 5), 0.0),
        ((0, 0, 0, 50), None),
        ((0, 0, 0, 0), None),
    ],
)
def test_kappa_of_categories(cells: tuple[int, int, int, int], value: float | None) -> None:
    both = (("yes", "yes"), ("yes", "no"), ("no", "yes"), ("no", "no"))
    pairs = [pair for pair, times in zip(both, cells, strict=True) for _ in range(times)]
    assert kappa(pairs) == (None if value is None else pytest.approx(value, abs=5e-5))
