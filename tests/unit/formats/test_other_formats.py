from __future__ import annotations

import io
import json

import openpyxl
import pytest

from review.formats.parsed import Parsed
from review.formats.reading import read
from review.refusal import Refused

MEDLINE = """PMID- 20481061
OWN - NLM
IS  - 0955-2359 (Print)
VI  - 20
IP  - 4
DP  - 2009 Nov-Dec
TI  - A title that is wrapped
      over two lines.
PG  - 454-81
LID - 10.5555/abc [doi]
AB  - Text.
OAB - Andre ord.
FAU - Long, Vicky
AU  - Long V
CN  - Home Visit Group
PT  - Journal Article
TA  - Inv J
JT  - Invented journal
MH  - Female
SI  - ClinicalTrials.gov/NCT01234567
PMC - PMC4513071

PMID- 2
TI  - Second
"""


def only(parsed: Parsed) -> object:
    (record,) = parsed.records
    return record


def test_medline_reads_pubmeds_tags() -> None:
    parsed = read(MEDLINE.encode())
    assert (parsed.format, parsed.dialect) == ("medline", "pubmed")
    first, second = parsed.records
    assert first.title == "A title that is wrapped over two lines."
    assert first.authors == ("Long, Vicky", "Home Visit Group")
    assert (first.abstract, first.other_abstracts) == ("Text.", ("Andre ord.",))
    assert (first.year, first.date) == (2009, "2009 Nov-Dec")
    assert (first.start_page, first.end_page) == ("454", "81")
    assert (first.pmid, first.accession, first.pmcid) == ("20481061", "20481061", "PMC4513071")
    assert first.doi == "10.5555/abc"
    assert first.registrations == ("NCT01234567",)
    assert ("AU", "Long V") in first.extra
    assert (second.line, second.title) == (23, "Second")


WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Hart, J
   World Hlth Org
AF Hart, Jo
   World Health Organization
TI A title
   in two lines
SO INVENTED JOURNAL
DE home visit; support
ID PLUS
C1 [Hart, Jo] Univ A, B, Norway.
PD NOV
PY 2019
BP 5
EP 9
AR 106558
DI 10.5555/w
SN 0951-8320
EI 1879-0836
UT WOS:000491685000028
PM 123
ER

EF
"""


def test_web_of_science_text() -> None:
    parsed = read(WOS.encode())
    assert (parsed.format, parsed.notices) == ("wos", ())
    (record,) = parsed.records
    assert record.title == "A title in two lines"
    assert record.authors == ("Hart, Jo", "World Health Organization")
    assert record.keywords == ("home visit", "support", "PLUS")
    assert (record.accession, record.pmid) == ("WOS:000491685000028", "123")
    assert (record.year, record.date, record.article_number) == (2019, "NOV", "106558")
    assert record.issn == ("0951-8320", "1879-0836")
    assert record.type == "JOUR"
    assert record.line == 3


def test_endnote_and_refworks_tagged_text() -> None:
    enw = "%0 Book Section\n%A Hart, Jo\n%T One\n%B Whole\n%D 2019\n%P 1-9\n%U https://x.org\n"
    (record,) = read(enw.encode()).records
    assert (record.type, record.title, record.journal) == ("CHAP", "One", "Whole")
    assert (record.start_page, record.end_page, record.year) == ("1", "9", 2019)
    refworks = "RT Journal Article\nID 7\nA1 Hart,Jo;Fox, Bo\nT1 One\nYR 2019\nK1 a;b\nSP 1\nOP 9\n"
    (record,) = read(refworks.encode()).records
    assert record.authors == ("Hart, Jo", "Fox, Bo")
    assert (record.type, record.accession, record.end_page) == ("JOUR", "7", "9")


def test_bibtex_with_braces_accents_and_a_body() -> None:
    text = r"""@string{jo = {Invented Journal}}
@article{hart2019,
  author = {Hart, J{\"o}rg and {World Health Organization and Partners} and {\O}deg{\aa}rd, Bo},
  title = {A {Trial} of 95% \& more -- p~values},
  journal = jo, year = 2019, volume = {12A}, number = {Suppl 1}, pages = {1--9},
  keywords = {home visit; support, formal},
  url = {https://example.org/a\_b;c},
  doi = {https://doi.org/10.5555/a_b},
}
@article{broken, title = {never closed
"""
    parsed = read(text.encode())
    assert parsed.format == "bibtex"
    record = parsed.records[0]
    assert record.authors == ("Hart, Jörg", "World Health Organization and Partners", "Ødegård, Bo")
    assert record.title == "A Trial of 95% & more -- p values"
    assert (record.journal, record.volume, record.issue) == ("Invented Journal", "12A", "Suppl 1")
    assert (record.start_page, record.end_page) == ("1", "9")
    assert record.keywords == ("home visit", "support, formal")
    assert record.urls == ("https://example.org/a_b;c",)
    assert (record.doi, record.accession, record.year) == ("10.5555/a_b", "hart2019", 2019)
    (bad,) = parsed.rejected
    assert "never closed" in bad.text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_with_any_separator(delimiter: str) -> None:
    rows = [
        ["Title", "Authors", "Year", "DOI", "Odd"],
        ['"A, quoted; title\nof two lines"', '"Hart, Jo; Fox, Bo"', "2019", "10.5555/t", "kept"],
        ["", "", "", "", ""],
        ["Second", "", "2020", "", ""],
    ]
    text = "\ufeff" + "\r\n".join(delimiter.join(row) for row in rows)
    parsed = read(text.encode())
    first, second = parsed.records
    assert first.title == "A, quoted; title of two lines"
    assert first.authors == ("Hart, Jo", "Fox, Bo")
    assert (first.year, first.doi, first.line) == (2019, "10.5555/t", 2)
    assert first.extra == (("Odd", "kept"),)
    assert (second.title, second.line) == ("Second", 5)


def test_every_row_of_a_long_table_is_read() -> None:
    text = "title,id\n" + "".join(f"Title {n},{n}\n" for n in range(1, 251))
    accessions = [record.accession for record in read(text.encode()).records]
    assert accessions == [str(n) for n in range(1, 251)]


@pytest.mark.parametrize(
    ("header", "accession"),
    [
        ("title,key,id,record_id,accession", "accession"),
        ("title,key,id,record_id", "record_id"),
        ("title,key,ID", "ID"),
        ("title,key", "key"),
        ("title,PMID", "PMID"),
    ],
)
def test_the_accession_of_a_row(header: str, accession: str) -> None:
    names = header.split(",")
    row = ["T"] + [str(100 + position) for position in range(1, len(names))]
    (record,) = read(f"{header}\n{','.join(row)}\n".encode()).records
    assert record.accession == row[names.index(accession)]


def test_columns_that_a_user_maps() -> None:
    text = "Overskrift,Omtale,Navn\nEn studie,Tekst,T-1\n"
    with pytest.raises(Refused):
        read(text.encode())
    columns = {"Overskrift": "title", "Omtale": "abstract", "Navn": "accession"}
    (record,) = read(text.encode(), columns=columns).records
    assert (record.title, record.abstract, record.accession) == ("En studie", "Tekst", "T-1")
    with pytest.raises(Refused) as refusal:
        read(text.encode(), columns={"Overskrift": "heading"})
    assert "title" in refusal.value.next_step


def test_an_upright_table() -> None:
    text = (
        '"TITLE","One"\n"AUTHOR NAMES","Liu R.","Adler D.G."\n'
        '"SOURCE","Invented J (2014) 3:4 (152-160). Date of Publication: 25 Aug 2014"\n'
        '"ABSTRACT","Text"\n\n"TITLE","Two"\n"ABSTRACT","More"\n'
    )
    parsed = read(text.encode())
    first, second = parsed.records
    assert parsed.dialect == "embase"
    assert first.authors == ("Liu, R.", "Adler, D.G.")
    assert (first.journal, first.year, first.volume, first.issue) == ("Invented J", 2014, "3", "4")
    assert (first.start_page, first.end_page) == ("152", "160")
    assert (second.title, second.line) == ("Two", 6)


def test_a_workbook() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Report of the search"])
    book.active.append(["Title", "Publication Year", "Volume"])
    book.active.append(["One", 2019, 12.0])
    store = io.BytesIO()
    book.save(store)
    parsed = read(store.getvalue(), "x.xlsx")
    (record,) = parsed.records
    assert (parsed.format, record.title, record.year, record.volume) == ("xlsx", "One", 2019, "12")
    assert record.line == 3


def test_csl_json() -> None:
    item = {
        "id": "hart2019",
        "type": "article-journal",
        "title": "One",
        "author": [{"family": "Berg", "non-dropping-particle": "van der", "given": "Jo"},
                   {"literal": "World Health Organization"}],
        "issued": {"date-parts": [[2019, 7, 1]]},
        "container-title": "Invented Journal",
        "page": "1-9",
        "DOI": "10.5555/c",
    }  # fmt: skip
    parsed = read(json.dumps([item]).encode())
    (record,) = parsed.records
    assert parsed.format == "csl-json"
    assert record.authors == ("van der Berg, Jo", "World Health Organization")
    assert (record.year, record.date, record.accession) == (2019, "2019-07-01", "hart2019")
    assert (record.type, record.start_page, record.end_page) == ("JOUR", "1", "9")


PUBMED = """<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle//EN" "https://x.invalid/p.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">11</PMID><Article>
<Journal><ISSN>0006-2944</ISSN><JournalIssue><Volume>1</Volume><PubDate><Year>2019</Year>
<Month>Mar</Month></PubDate></JournalIssue><Title>Invented</Title></Journal>
<ArticleTitle>The <i>one</i> title.</ArticleTitle>
<Abstract><AbstractText Label="AIM">A.</AbstractText><AbstractText>B.</AbstractText></Abstract>
<AuthorList><Author><LastName>Hart</LastName><ForeName>Jo</ForeName></Author>
<Author><CollectiveName>Home Visit Group</CollectiveName></Author></AuthorList>
</Article></MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.5555/p</ArticleId></ArticleIdList></PubmedData></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID>12</PMID><Article><ArticleTitle>Cut o"""


def test_pubmed_xml_that_breaks_off_keeps_what_came_before() -> None:
    parsed = read(PUBMED.encode())
    (record,) = parsed.records
    assert record.title == "The one title."
    assert record.abstract == "AIM: A.\nB."
    assert record.authors == ("Hart, Jo", "Home Visit Group")
    assert (record.pmid, record.accession, record.doi) == ("11", "11", "10.5555/p")
    assert (record.year, record.date, record.line) == (2019, "2019 Mar", 4)
    (bad,) = parsed.rejected
    assert (bad.line, "breaks off" in bad.why) == (13, True)


def test_xml_with_entities_of_its_own_is_refused() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "b">]><xml><records><record>&a;</record>'
    with pytest.raises(Refused):
        read(bomb.encode())


OVID_TEXT = """<1>
Accession Number
  2019-1.
Author
  Hart, Jo MD *;  van Berg, Ole PhD, RN +
Title
  A title: of two
  lines.[Review]
Source
  Invented Journal.   28(2):103-106, April 2015.
Abstract
  Text.
Author Keywords
  one;  two.
DOI Number
  10.5555/o
"""


def test_ovid_text() -> None:
    (record,) = read(OVID_TEXT.encode()).records
    assert record.title == "A title: of two lines"
    assert record.authors == ("Hart, Jo", "van Berg, Ole")
    assert (record.journal, record.volume, record.issue) == ("Invented Journal", "28", "2")
    assert (record.start_page, record.end_page, record.year) == ("103", "106", 2015)
    assert (record.accession, record.keywords) == ("2019-1", ("one", "two"))
    assert record.type == "JOUR"


EBSCO = """TY  - JOUR
AU  - Hart, Jo
T1  - One
T2  - Another title altogether
JO  - Invented Journal
JF  - Invented Journal
Y1  - 2020/11//Nov/Dec2020
SN  - 10685502
SP  - e2115
N1  - Accession Number: 0992879; Keywords: a; Publication Type: Journal Article
N2  - Text
L3  - 10.5555/e
UR  - https://search.ebscohost.com/login.aspx?direct=true&db=ecn&AN=0992879&site=ehost
DP  - EBSCOhost
DB  - ecn
ER  -
"""
EMBASE = """TY  - JOUR
U2  - L373791783
C5  - 15368318
DB  - Embase
A1  - Liu R.
M1  - (Liu R.) Department, Norway
T1  - One
JF  - Invented
ER  -
Link to full text here
"""


def test_what_a_tag_means_follows_the_vendor() -> None:
    parsed = read(EBSCO.encode())
    (record,) = parsed.records
    assert parsed.dialect == "ebsco"
    assert (record.journal, record.accession, record.doi) == (
        "Invented Journal", "0992879", "10.5555/e",
    )  # fmt: skip
    assert ("T2", "Another title altogether") in record.extra
    parsed = read(EMBASE.encode())
    (record,) = parsed.records
    assert parsed.dialect == "embase"
    assert (record.accession, record.pmid) == ("L373791783", "15368318")
    assert (record.authors, record.affiliations) == (
        ("Liu, R.",), ("(Liu R.) Department, Norway",),
    )  # fmt: skip
    (generic,) = read(EBSCO.encode(), dialect="generic").records
    assert generic.accession == ""


def test_an_at_sign_that_begins_a_line_of_an_abstract_is_no_entry() -> None:
    text = (
        "@article{a, title = {One}, abstract = {Text\n@(home) more\n@ end}}\n@book{b, title={Two}}"
    )
    parsed = read(text.encode())
    assert [record.title for record in parsed.records] == ["One", "Two"]
    assert "@(home) more" in parsed.records[0].abstract
    assert not parsed.rejected


def test_json_with_an_object_a_line() -> None:
    parsed = read(b'{"title": "One", "year": 2019}\n\n{"title": "Two", "doi": "10.5555/x"}\n')
    assert [(record.title, record.year) for record in parsed.records] == [
        ("One", 2019),
        ("Two", None),
    ]
    with pytest.raises(Refused, match="broken"):
        read(b'[{"title": "One"}, {"title": ')


def test_nought_in_json_is_kept_where_it_says_something() -> None:
    item = {"id": 0, "title": "One", "year": 0, "volume": 0, "cites": 0, "included": 0, "x": 0.0}
    (record,) = read(json.dumps([item]).encode()).records
    assert (record.accession, record.year, record.volume) == ("0", None, "")
    assert dict(record.extra) == {"cites": "0", "included": "0", "x": "0.0"}


@pytest.mark.parametrize(
    ("text", "filled"), [("title\nOne\nTwo\n", "title"), ("PMID\n11\n12", "pmid")]
)
def test_a_table_of_one_column(text: str, filled: str) -> None:
    assert all(getattr(record, filled) for record in read(text.encode()).records)
    assert len(read(text.encode()).records) == 2
