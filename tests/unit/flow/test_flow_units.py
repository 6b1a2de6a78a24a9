"""Records, reports and studies are types: nothing adds one to another, here or on the way out."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mypy import api

from review.flow.as_json import as_json
from review.flow.boxes import boxes
from review.flow.keeping import from_data, to_data
from review.flow.numbering import numbers_of
from review.flow.numbers import from_numbers
from review.flow.units import Records, Reports, Studies, total
from tests.unit.flow.flows import ALL, NEW

# Each line is refused but for the last two; the comment says in which of them.
MIXED = """
from review.flow.units import Count, Records, Reports, Studies, total

records, reports, studies = Records(3), Reports(2), Studies(1)
records + reports  # refused
reports - studies  # refused
records > reports  # refused
records + 1  # refused
total(Records, records, reports)  # refused
Records(reports)  # refused
def both(one: Count, other: Count) -> Count:
    return one + other  # refused
total(Records, records, records) - records
Reports(int(records)) + reports
"""


def test_the_type_checker_refuses_every_mixture(tmp_path: Path) -> None:
    (tmp_path / "mixed.py").write_text(MIXED)
    said, failed, _status = api.run(
        ["--strict", f"--cache-dir={tmp_path / 'cache'}", str(tmp_path / "mixed.py")]
    )
    assert not failed
    lines = MIXED.split("\n")
    refused = {int(line) for line in re.findall(r"mixed\.py:(\d+): error", said)}
    assert {lines[number - 1] for number in refused} == {one for one in lines if "refused" in one}


@pytest.mark.parametrize("mix", [operator.add, operator.sub, operator.lt, operator.gt])
def test_a_mixture_is_an_error_where_no_types_are_checked(mix: Callable[[Any, Any], Any]) -> None:
    for one, other in ((Records(3), Reports(2)), (Reports(2), 2), (2, Studies(1))):
        with pytest.raises(TypeError):
            mix(one, other)


def test_numbers_of_one_unit_are_numbers() -> None:
    assert total(Records, Records(3), None, Records(4)) == Records(7) == 7
    assert Records(3) != Reports(3)
    assert (f"{Records(3221):,}", int(Reports(5)), bool(Studies())) == ("3,221", 5, False)
    with pytest.raises(TypeError):
        Records("3")  # type: ignore[arg-type]


def test_a_row_is_reached_by_its_own_unit_alone() -> None:
    numbers = from_numbers({"records_screened": 5, "dbr_excluded": {"a": 2, "b": 1}})
    assert numbers.records.get("records_screened") == Records(5)
    assert numbers.reports.of("dbr_excluded") == Reports(3)
    with pytest.raises(TypeError, match="records_screened counts records, not reports"):
        numbers.reports.get("records_screened")


@pytest.mark.parametrize("name", list(ALL))
def test_every_number_has_its_unit_in_the_boxes_and_in_what_an_edition_keeps(name: str) -> None:
    flow = ALL[name]
    units = as_json(flow)["units"]
    for line in (line for box in boxes(flow) for line in box.lines if line.count is not None):
        row = line.open_key.partition(":")[0]
        if row in units:
            assert line.count.unit == units[row], row
    assert from_data(to_data(flow)) == flow
    assert all(isinstance(n, int) for _source, n in to_data(flow)["databases"])


def test_a_kept_flow_with_something_else_than_numbers_is_refused() -> None:
    for broken in ({"screened": "12"}, {"screened": 1.5}, {"databases": [["PsycINFO", None]]}):
        with pytest.raises(TypeError):
            from_data({**to_data(NEW), **broken})
    assert numbers_of(from_data(to_data(NEW))).get("records_screened") == 1080
