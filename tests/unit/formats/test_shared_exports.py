from __future__ import annotations

from pathlib import Path

import pytest

from review.formats.reading import members, read
from review.refusal import Refused

# Beside the checkout, or beside a folder above it.
SHARED = next(
    (data for up in Path(__file__).parents if (data := up / "shared" / "data").is_dir()),
    Path("shared"),
)
FILES = sorted(
    path
    for folder in ("formats", "stage-data", "wos", "rayyan", "dedup/sra-dedupe", "screening")
    for path in (SHARED / folder).rglob("*")
    if path.is_file() and path.name != "LICENSE"
)
# What is no export, or holds no record.
REFUSED = {
    "IsiImporterTestEmpty.isi",
    "MedlineImporterTestMinimalEntry.bib",
    "MedlinePlainImporterTestInvalidFormat.xml",
    "md_data.md",
    "veni_customizations_log.csv",
}
SOURCES = {
    "Dimensions_246.ris": 246,
    "econlit_3.ris": 3,
    "envindex_100.ris": 100,
    "lens_343.ris": 343,
    "medline_84.ris": 84,
    "wos_278.ris": 278,
}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not SHARED.is_dir(), reason="the shared exports are not beside the checkout"
    ),
]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_export_is_read_or_refused(path: Path) -> None:
    for name, content in members(path.read_bytes(), path.name):
        try:
            parsed = read(content, name)
        except Refused as refusal:
            assert path.name in REFUSED, refusal  # noqa: PT017 - most files are not refused
            continue
        assert path.name not in REFUSED
        assert parsed.records or parsed.rejected
        assert all(bad.why for bad in parsed.rejected)


@pytest.mark.parametrize(("name", "number"), SOURCES.items())
def test_every_record_of_the_six_sources_is_found(name: str, number: int) -> None:
    parsed = read((SHARED / "stage-data" / name).read_bytes(), name)
    assert (len(parsed.records), parsed.rejected) == (number, ())
    assert all(record.accession and (record.title or record.doi) for record in parsed.records)
