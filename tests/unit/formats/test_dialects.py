"""An invented export of each format and dialect, and the fields that a person read in it.

Adding a dialect is adding its table, such a file and, beside it, what is to be read: every field
of a record but `extra`, of which only the pairs are given that matter.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import pytest

from review.formats.reading import FORMATS, read
from review.formats.ris_dialects import DIALECTS
from review.formats.table import MIXED
from review.record import Record

GOLDEN = Path(__file__).parents[2] / "golden" / "formats"
EXPORTS = sorted(path for path in GOLDEN.iterdir() if path.suffix != ".json" or path.stem == "csl")
WRITTEN_BY_US = {"review"}  # its files are those of the writers' tests


def _told(record: Record) -> dict[str, object]:
    """Return the filled fields of a record as JSON has them."""
    told = {
        field.name: getattr(record, field.name)
        for field in fields(Record)
        if field.name not in {"extra", "raw", "line"}
    }
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in told.items()
        if value or value == 0
    }


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_an_export_is_read_field_by_field(path: Path) -> None:
    expected = json.loads((GOLDEN / f"{path.name}.json").read_text("utf-8"))
    parsed = read(path.read_bytes(), path.name)
    assert (parsed.format, parsed.dialect) == (expected["format"], expected["dialect"])
    assert not parsed.rejected
    assert len(parsed.records) == len(expected["records"])
    for record, wanted in zip(parsed.records, expected["records"], strict=True):
        extra = [tuple(pair) for pair in wanted.pop("extra", [])]
        assert _told(record) == wanted
        assert set(extra) <= set(record.extra)


def test_every_format_and_every_dialect_of_ris_has_an_export() -> None:
    read_as = {
        (said["format"], said["dialect"])
        for path in EXPORTS
        for said in [json.loads((GOLDEN / f"{path.name}.json").read_text("utf-8"))]
    }
    assert {name for kind, name in read_as if kind == "ris"} == {*DIALECTS, MIXED} - WRITTEN_BY_US
    assert {*FORMATS} <= {kind for kind, _ in read_as} | {"xlsx", "json"}
