"""Lists of retracted publications: Retraction Watch, PubMed's export, plain identifiers."""

from __future__ import annotations

import pytest

from review.formats.retracted import Listed, read_retracted
from review.refusal import Refused

WATCH = """\
Record ID,Title,Journal,RetractionDate,RetractionDOI,RetractionPubMedID,OriginalPaperDate,\
OriginalPaperDOI,OriginalPaperPubMedID,RetractionNature,Reason
1,An invented trial,J Invented,3/2/2021 0:00,10.9999/ret.1,111,1/1/2019 0:00,10.9999/ABC.1,222,\
Retraction,+Concerns about data;+Investigation by Journal;
2,Another,J Invented,25/12/2020 0:00,unavailable,0,1/1/2018 0:00,unavailable,333,\
Expression of concern,
3,No identifier,J Invented,,,,,unavailable,0,Retraction,
"""


def test_retraction_watch_is_read_by_its_columns() -> None:
    found = read_retracted(WATCH.encode(), "retraction_watch.csv")
    assert found.kind == "Retraction Watch"
    first, second = found.listed
    assert first == Listed(
        "10.9999/abc.1",
        "222",
        "retraction",
        "2021-03-02",
        "Concerns about data; Investigation by Journal",
        "10.9999/ret.1",
        first.line,
    )
    assert (second.doi, second.pmid, second.nature) == ("", "333", "expression of concern")
    assert second.date == "2020-12-25"


def test_a_pubmed_export_names_publications_and_no_notices() -> None:
    nbib = b"""\
PMID- 222
PT  - Journal Article
PT  - Retracted Publication
TI  - An invented trial
LID - 10.9999/abc.1 [doi]

PMID- 444
PT  - Retraction of Publication
TI  - Retraction: An invented trial
"""
    found = read_retracted(nbib, "pubmed.nbib")
    assert [(one.doi, one.pmid) for one in found.listed] == [("10.9999/abc.1", "222")]


@pytest.mark.parametrize("head", ["", "doi\n", "DOI or PMID\n"])
def test_a_plain_list_has_a_doi_or_a_pmid_a_line(head: str) -> None:
    text = f"{head}https://doi.org/10.9999/ABC.1\nPMID: 222\n00333\nnothing here\n\n"
    found = read_retracted(text.encode(), "list.txt")
    assert [(one.doi, one.pmid) for one in found.listed] == [
        ("10.9999/abc.1", ""),
        ("", "222"),
        ("", "333"),
    ]
    assert [text for _line, text in found.unread] == ["nothing here"]


def test_a_list_that_names_nothing_is_refused() -> None:
    with pytest.raises(Refused):
        read_retracted(b"Dear reader,\nthese are words.\n", "letter.txt")
    with pytest.raises(Refused, match="names no retracted"):
        read_retracted(WATCH.splitlines()[0].encode() + b"\n", "empty.csv")
