"""Files of records as their formats' specifications have them, and as other readers read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.formats.manager_keys import Key
from review.formats.outgoing import Outgoing
from review.formats.writing import write
from review.record import Record

GOLDEN = Path(__file__).parents[2] / "golden" / "formats-out"
ITEMS = (
    Outgoing(
        Record(
            type="JOUR",
            title="Home visits & new parents: p < 0.05",
            abstract="Families were visited.\nThey were glad.",
            authors=("Solberg, Kari", "World Health Organization"),
            year=2018,
            date="2018/03/05/",
            journal="Journal of Invented Studies",
            journal_short="J Invent Stud",
            volume="12A",
            issue="Suppl 1",
            start_page="101",
            end_page="109",
            doi="10.5555/inv.2018;1(2)",
            pmid="12345678",
            pmcid="PMC99",
            issn=("1234-5678",),
            accession="2018-01234-001",
            database="PsycINFO",
            language="eng",
            keywords=("home visits", "parents"),
            urls=("https://example.org/a;b?c=1",),
            affiliations=("University of Nowhere",),
        ),
        ("full_text: included", "decision: full-text, anna, 2026-03-02: include"),
        {
            "record_id": "r-1a2b3c",
            "source": "PsycINFO",
            "set_id": "r-1a2b3c",
            "title_abstract": "forward",
            "full_text": "included",
            "study_ids": "s-1",
            "standing": "included",
            "included": "1",
            "decisions": "full-text, anna, 2026-03-02: include",
        },
        Key("endnote", "417", "9xw5"),
    ),
    Outgoing(
        Record(
            type="BOOK",
            title="Families at ease",
            authors=("Ødegård, Åse",),
            editors=("Hart, Jo",),
            year=2020,
            isbn=("978-3-86490-311-3",),
            publisher="Invented Press",
            place="Oslo",
            accession="fox:2020",
        ),
        key=Key("bibtex", "fox:2020"),
    ),
)
FILES = {
    "csv": "records.csv",
    "ris": "records.ris",
    "bibtex": "records.bib",
    "csl-json": "records.json",
    "endnote-xml": "records.xml",
    "nbib": "records.nbib",
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_as_its_format_has_it(name: str) -> None:
    assert write(ITEMS, name) == (GOLDEN / FILES[name]).read_text()


def test_rispy_reads_our_ris() -> None:
    import rispy

    first, second = rispy.loads(str(write(ITEMS, "ris")))
    assert first["type_of_reference"] == "JOUR"
    assert first["authors"] == ["Solberg, Kari", "World Health Organization"]
    assert first["doi"] == "10.5555/inv.2018;1(2)"
    assert (first["volume"], first["number"]) == ("12A", "Suppl 1")
    assert (first["start_page"], first["end_page"]) == ("101", "109")
    assert first["keywords"] == ["home visits", "parents"]
    assert first["notes"][1] == "decision: full-text, anna, 2026-03-02: include"
    assert second["issn"] == "978-3-86490-311-3"  # rispy's name for SN
    assert (second["title"], second["year"]) == ("Families at ease", "2020")


def test_bibtexparser_reads_our_bibtex() -> None:
    from bibtexparser.entrypoint import parse_string

    library = parse_string(str(write(ITEMS, "bibtex")))
    assert not library.failed_blocks
    first, second = library.entries
    assert [first.key, second.key] == ["solberg2018home", "fox:2020"]
    assert first["author"] == "Solberg, Kari and {World Health Organization}"
    assert (first["volume"], first["number"], first["pages"]) == ("12A", "Suppl 1", "101--109")
    assert second["isbn"] == "978-3-86490-311-3"


_CSL = (
    "abstract annote author citation-key container-title container-title-short custom DOI editor "
    "id ISBN ISSN issue issued keyword language note page PMCID PMID publisher publisher-place "
    "source title type URL volume"
)


def test_a_list_of_csl_has_only_what_its_schema_knows() -> None:
    allowed = set(_CSL.split())
    for item in json.loads(str(write(ITEMS, "csl-json"))):
        assert set(item) <= allowed
        assert {"id", "type"} <= set(item)
