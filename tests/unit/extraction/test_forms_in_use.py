from __future__ import annotations

from dataclasses import replace

from extraction.form import shipped
from extraction.in_use import in_use


def test_a_review_has_its_two_forms_and_those_that_it_names_changes_or_fills() -> None:
    known = dict(shipped())
    assert list(in_use(known, (), ())) == ["characteristics", "tidier"]
    known |= {"own": replace(known["robis"], id="own"), "robis": replace(known["robis"], version=2)}
    assert list(in_use(known, ("rob2", "no-such"), {"overview", "tidier"})) == [
        *("characteristics", "tidier", "rob2", "robis", "own", "overview"),
    ]
