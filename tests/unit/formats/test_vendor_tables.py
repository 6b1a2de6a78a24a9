"""Tables and values as vendors write them where a plain reading would misread them."""

from __future__ import annotations

import pytest

from review.formats.fields import bare_doi, doi_of_links
from review.formats.languages import language_of
from review.formats.reading import read
from review.protocol import LANGUAGES

OVID = """ORN,VN,DB,UI,PM,TI,SO,AU,IN,MH,AB
1,Ovid Technologies,Embase,2099000001,29600000 [http://example.org/?term=29600000],\
Visits at home.,"Invented Journal of Visits. 25 (1) (no pagination), 2018. \
Article Number: inv018. Date of Publication: 2018.","Hall V.

De Boer J.","(Hall) Institute of Nowhere
(De Boer) Office of Elsewhere","adult

*home visit","First part.

Second part."
2,Ovid Technologies,Embase,2099000002,,Calls.,\
"Invented Calls. 9 (2) (pp 100-110), 2021. Date of Publication: May 2021.",Moe A.K.,,adult,Text
""".replace("\\\n", "")

SICI = "10.1002/(SICI)1234-5679(19980815/30)17:15/16<1661::AID-INV968>3.0.CO;2-2"


def test_a_table_with_the_tags_of_ovid_is_read_by_its_rules() -> None:
    parsed = read(OVID.encode())
    first, second = parsed.records
    assert parsed.dialect == "ovid"
    assert (first.accession, first.pmid, first.year) == ("2099000001", "29600000", 2018)
    assert first.authors == ("Hall, V.", "De Boer, J.")
    assert (first.journal, first.volume, first.issue) == ("Invented Journal of Visits", "25", "1")
    assert (first.article_number, first.start_page) == ("inv018", "")
    assert first.keywords == ("adult", "*home visit")
    assert "Second part." in first.abstract
    assert not first.other_abstracts
    assert (second.start_page, second.end_page, second.pmid) == ("100", "110", "")


def test_a_column_of_an_ovid_table_can_be_given_another_field() -> None:
    first, _ = read(OVID.encode(), columns={"ORN": "accession"}).records
    assert first.accession == "1"


@pytest.mark.parametrize(
    ("source", "told"),
    [
        (
            "Invented J (2026) 14:1 Article Number: 11. Date of Publication: 1 Dec 2026",
            ("Invented J", "14", "1", "", "11"),
        ),
        (
            "Invented J: Part A (2026) 750 Article Number: 141489",
            ("Invented J: Part A", "750", "", "", "141489"),
        ),
        ("Invented J (Oslo) (2014) 3:4 (152-160).", ("Invented J (Oslo)", "3", "4", "152", "")),
        ("Invented J (2014)", ("Invented J", "", "", "", "")),
    ],
)  # fmt: skip
def test_embase_tells_the_place_of_a_report_in_one_line(source: str, told: tuple[str, ...]) -> None:
    (record,) = read(f'Title,Author Names,Source\nOne,"Moe A.",{source}\n'.encode()).records
    assert told == (
        record.journal, record.volume, record.issue, record.start_page, record.article_number,
    )  # fmt: skip


def test_rayyan_writes_several_values_as_a_list() -> None:
    text = (
        "key,title,year,journal,issn,volume,issue,pages,authors,location,notes\n"
        'rayyan-1,"[""Visits"", ""Besøk""]",2020,"[""Invented J"", ""Oppdiktet""]",'
        '"[""1234-5679"", ""8765-4328""]",1,2,3-4,"Moe,, Åse and Li, Bo",NA,x\n'
    )
    (record,) = read(text.encode()).records
    assert (record.title, record.journal) == ("Visits", "Invented J")
    assert record.issn == ("1234-5679", "8765-4328")
    assert record.authors == ("Moe, Åse", "Li, Bo")
    assert ("title", "Besøk") in record.extra


def test_a_list_of_authors_that_was_cut_says_so_and_is_told_apart() -> None:
    text = 'Cites,Authors,Title,Year,GSRank\n3,"A Moe, B Li, ...",One,2020,1\n'
    (record,) = read(text.encode()).records
    assert record.authors == ("A Moe", "B Li", "et al.")


def test_keywords_of_the_cochrane_library_stand_close_to_each_other() -> None:
    text = "Record #1 of 1\nID: CD000000\nTI: One\nKY: Infant;Visits [methods];Home\n"
    (record,) = read(text.encode()).records
    assert record.keywords == ("Infant", "Visits [methods]", "Home")


@pytest.mark.parametrize(
    "written",
    [
        SICI,
        SICI.replace("<", "%3C").replace(">", "%3E"),
        SICI.replace("<", "&lt;").replace(">", "&gt;"),
        "https://doi.org/" + SICI.replace("<", "%3C").replace(">", "%3E") + " [doi]",
    ],
)
def test_a_doi_with_angle_brackets_is_whole(written: str) -> None:
    assert bare_doi(written) == SICI
    assert doi_of_links([written]) == SICI


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.5555/S0140-1111%2805%2967", "10.5555/S0140-1111(05)67"),
        ("10.5555/inv.2020.1/full", "10.5555/inv.2020.1"),
        ("10.5555/2010-0160.1.short", "10.5555/2010-0160.1"),
    ],
)
def test_what_an_address_does_to_a_doi_is_undone(written: str, doi: str) -> None:
    assert bare_doi(written) == doi


def test_every_language_that_a_review_may_have_is_told_from_the_others() -> None:
    abstracts = {
        "en": "The children of the study were seen by nurses and this was for the best.",
        "nb": "Barna i studien ble sett av sykepleiere, og det var ikke for sent etter fødsel.",
        "da": "Børnene i studiet blev set af sygeplejersker, og det var ikke for sent efter.",
        "sv": "Barnen i studien var inte sjuka och det är en fördel att de fick hjälp av oss.",
        "de": "Die Kinder wurden von der Schwester besucht, und das war nicht zu spät für sie.",
        "nl": "De kinderen van het onderzoek werden door een zuster bezocht en dat is goed.",
        "fr": "Les enfants de la ville ont une visite par mois et le bilan est bon pour eux.",
        "es": "Los niños de la ciudad fueron visitados por una enfermera y el efecto es bueno.",
        "pt": "As crianças da cidade foram visitadas por uma enfermeira e o efeito não é pequeno.",
        "it": "I bambini della città sono visitati da una persona che non è del posto, e bene.",
    }
    assert set(abstracts) == set(LANGUAGES)
    assert {name: language_of(text) for name, text in abstracts.items()} == {
        name: name for name in LANGUAGES
    }
