"""What other readers' authors expect of the same exports, field by field, and where we differ.

Each difference is listed with its reason; one that is listed and is none fails as well.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from review.formats.reading import read

FOLDER = next(
    (
        data / "formats"
        for up in Path(__file__).parents
        if (data := up / "shared" / "data").is_dir()
    ),
    Path("shared"),
)
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not FOLDER.is_dir(), reason="the shared exports are not beside the checkout"
    ),
]
FIELDS = (
    "title", "abstract", "authors", "editors", "year", "journal", "volume", "issue", "start_page",
    "end_page", "doi", "pmid", "pmcid", "issn", "isbn", "language", "publisher", "keywords", "urls",
)  # fmt: skip

_LANGUAGE = "the export tells a language, the expected file leaves it out"
_LINK = "the expected file makes a link of the PMID; the export has none"
_STARS = "a major topic has its star where PubMed's own MEDLINE export has it, before the word"
_SERIALS = "the linking or the second ISSN is kept as well"
_PAGES = "pages stand as exported; the expected file writes 242 for 42"
_SOURCE = "the expected file takes no place out of Ovid's source line"
_DEGREES = "a degree is no part of a name"
_LONG_NAME = "the journal's full name is the journal, its short name stands beside it"
_PMID = "a PMID is a PMID; the expected file leaves it out or takes it for the issue"
_EDITORS = "A2 is a second author: an editor"
_TORN = "the file has TY lines in the midst of its record: each begins a record of its own"
_LAST_DOT = "the full stop that ends PubMed's list of authors is no part of the last name"

_PLACE = ("year", "journal", "volume", "issue", "start_page", "end_page")
_ALL_TORN = ("records", "title", "abstract", "authors", "editors", "journal", "doi", "publisher",
             "keywords", "urls")  # fmt: skip

DIFFERENT: dict[str, dict[str, str]] = {
    "EndnoteXmlImporterTestLabelAndMultiTitle.xml": {"authors": "“and” between names parts them"},
    "MedlineImporterTestArticleID.xml": {"issn": _SERIALS, "language": _LANGUAGE, "urls": _LINK},
    "MedlineImporterTestArticleItalics.xml": {
        "abstract": "a blank before a closing tag is the export's, and stands where it has it",
        "language": _LANGUAGE,
        "urls": _LINK,
    },
    "MedlineImporterTestArticleNoISSN.xml": {"end_page": _PAGES, "language": _LANGUAGE},
    "MedlineImporterTestBookArticleSet.xml": {
        "title": "the record is of the chapter; the book's title is its place",
        "journal": "the record is of the chapter; the book's title is its place",
        "language": _LANGUAGE,
    },
    "MedlineImporterTestKeywordSingleEntry.xml": {
        "authors": "the expected author is the person whom the record is about",
        "pmid": "of two PMIDs the first is the one that its list of identifiers has",
        "language": _LANGUAGE,
        "urls": _LINK,
    },
    "MedlineImporterTestMathML.xml": {
        "abstract": "formulas are read as their text; the expected file writes TeX",
        "language": _LANGUAGE,
        "keywords": _STARS,
        "urls": _LINK,
    },
    "MedlineImporterTestMeshHeadingList.xml": {"language": _LANGUAGE, "keywords": _STARS},
    "MedlineImporterTestNbib.xml": {
        "abstract": "parts of an abstract are lines, without an empty one between",
        "authors": "a suffix is part of a name",
        "end_page": _PAGES,
        "issn": _SERIALS,
        "language": _LANGUAGE,
        "keywords": _STARS,
        "urls": _LINK,
    },
    "MedlineImporterTestPubmedBook.xml": {"language": _LANGUAGE},
    "MedlinePlainImporterStringOutOfBounds.txt": {"pmid": _PMID},
    "MedlinePlainImporterTestCompleteEntry.txt": {
        "pmcid": "the PMC number is kept",
        "issn": "the ISSN is kept",
        "keywords": "“History, 20th Century” is one heading",
    },
    "MedlinePlainImporterTestMultiAbstract.txt": {
        "abstract": "the second abstract is kept as another one",
        "editors": "names stand as exported",
    },
    "MedlinePlainImporterTestMultiTitle.txt": {
        "title": "the first title is the title, the others are kept beside it"
    },
    "OvidImporterTest3.txt": {"year": _SOURCE, "journal": _SOURCE, "urls": "a link is kept"},
    "OvidImporterTest4.txt": dict.fromkeys(_PLACE, _SOURCE),
    "OvidImporterTest5.txt": {
        "authors": _DEGREES,
        **dict.fromkeys(_PLACE, _SOURCE),
    },
    "OvidImporterTest6.txt": {
        "authors": _DEGREES,
        "year": _SOURCE,
        "journal": _SOURCE,
        "urls": "a link is kept",
    },
    "OvidImporterTest7.txt": {"year": _SOURCE, "journal": _SOURCE, "urls": "a link is kept"},
    "RisImporterTest1.ris": dict.fromkeys(_ALL_TORN, _TORN),
    "RisImporterTest3.ris": {
        "authors": "names without a comma stand as exported",
        "issue": "M1 of a book's chapter is no issue",
    },
    "RisImporterTest5a.ris": {"issue": "M1 holds a claim of copyright, no issue"},
    "RisImporterTest6.ris": {
        "title": "a dash is a dash",
        "authors": "names stand as exported",
        "issue": "M1 holds a PMC number, no issue",
        "pmid": _PMID,
    },
    "RisImporterTest7.ris": {"authors": _EDITORS, "editors": _EDITORS},
    **{
        f"RisImporterTest{name}.ris": {"journal": _LONG_NAME}
        for name in ("8_date", "Date1.1", "Date1.2", "WithEmptyER")
    },
    "RisImporterTestDOI.ris": {
        "issue": _PMID,
        "pmid": _PMID,
        "issn": _SERIALS,
        "urls": "both links are kept",
    },
    "pubmed-chatbot.csv": {"authors": _LAST_DOT},
}  # fmt: skip
_ENDINGS = (".ris", ".txt", ".xml", ".isi", ".enw")
# An expected file that holds no entry.
EMPTY = {"MedlineImporterTestMinimalEntry.xml"}


def _pairs() -> list[tuple[Path, Path]]:
    others = FOLDER / "colrev-tests"
    pairs = [
        (others / "enl_data.enl", others / "enl_data_expected.bib"),
        (others / "pubmed-chatbot.csv", others / "pubmed-chatbot-expected.bib"),
    ]
    for expected in sorted((FOLDER / "jabref-tests").glob("*.bib")):
        stem = expected.stem.replace("OvidImporterTestBib", "OvidImporterTest")
        inputs = (expected.with_name(stem + ending) for ending in _ENDINGS)
        pairs += [(path, expected) for path in inputs if path.exists()]
    return [pair for pair in pairs if pair[0].name not in EMPTY]


@pytest.mark.parametrize(("path", "expected"), _pairs(), ids=lambda path: path.name)
def test_an_export_is_read_as_others_expect_but_for_what_is_listed(
    path: Path, expected: Path
) -> None:
    ours, theirs = (read(one.read_bytes(), one.name) for one in (path, expected))
    differing = {
        name
        for record, other in zip(ours.records, theirs.records, strict=False)
        for name in FIELDS
        if getattr(record, name) != getattr(other, name)
    }
    if len(ours.records) != len(theirs.records):
        differing.add("records")
    assert differing == set(DIFFERENT.get(path.name, {}))


def test_a_merged_library_gives_the_entries_of_the_expected_one_by_their_keys() -> None:
    folder = FOLDER / "colrev-tests"
    ours, theirs = (
        {record.accession: record for record in read((folder / name).read_bytes(), name).records}
        for name in ("records.bib", "records_expected.bib")
    )
    assert set(theirs) <= set(ours)  # the expected file is what is left without duplicates
    for key, record in theirs.items():
        for name in FIELDS:
            assert getattr(ours[key], name) == getattr(record, name), (key, name)
