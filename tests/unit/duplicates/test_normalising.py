from __future__ import annotations

import pytest

from review.duplicates import journals, names, places
from review.duplicates.compare import compare
from review.duplicates.kinds import (
    AT_END,
    COMMENT,
    CUT,
    ERRATUM,
    NOTICE,
    REPLY,
    REPUBLISHED,
    RETRACTED,
    TRANSLATED,
)
from review.duplicates.marks import cleaned
from review.duplicates.normalise import facts_of, normalised
from review.duplicates.opposition import opposition
from review.duplicates.places import place_of
from review.duplicates.text import folded, squeezed, tight
from review.duplicates.titles import likeness
from review.record import Record


def test_letters_lose_case_accents_and_markup() -> None:
    assert (
        folded("The <i>β</i>-blocker&#39;s Öffnung &amp; Straße")
        == "the beta blockers offnung and strasse"
    )
    assert folded("1,200 children") == "1200 children"
    assert folded("Дети и семья") == "дети и семья"


@pytest.mark.parametrize("text", ["Two-step (2) Plan.", "a &amp; b", "naïve <sup>2</sup> x"])
def test_the_quick_way_to_tight_text_gives_the_same(text: str) -> None:
    assert squeezed(text) == tight(folded(text))


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("783", "90", 783, 790),
        ("783-90", "", 783, 790),
        ("1223--1229", "", 1223, 1229),
        ("S33", "38", 33, 38),
        ("616", "616", 616, 616),
        ("12-Mar", "", 0, 0),
        ("01", "Sep", 0, 0),
        ("2297", "2108", 0, 0),
        ("215 p.", "", 0, 0),
        ("xii, 215 p", "", 0, 0),
        ("1254S", "", 1254, 1254),
        ("", "", 0, 0),
    ],
)
def test_pages_are_numbers_and_mangled_ones_are_missing(
    start: str, end: str, first: int, last: int
) -> None:
    pages = place_of(Record(start_page=start, end_page=end)).pages
    assert (pages.first, pages.last) == (first, last)


@pytest.mark.parametrize(
    ("volume", "number"),
    [("55 (3)", "55"), ("1)", ""), ("10 Suppl 2", "10"), ("Drug Discovery. 9", "9"), ("", "")],
)
def test_volumes_are_their_number(volume: str, number: str) -> None:
    assert place_of(Record(volume=volume)).volume == number


@pytest.mark.parametrize(
    ("volume", "issue", "number"), [("12(3)", "", "3"), ("12(3-4)", "", "3"), ("12(3)", "5", "5")]
)
def test_an_issue_may_be_told_with_the_volume(volume: str, issue: str, number: str) -> None:
    assert place_of(Record(volume=volume, issue=issue)).issue == number


def test_an_article_number_and_a_page_say_nothing_of_each_other() -> None:
    number = place_of(Record(article_number="e43268"))
    assert places.agreement(number, place_of(Record(start_page="3"))) == ""
    assert places.agreement(number, place_of(Record(start_page="e43268"))) == "same"


def test_a_count_of_pages_and_an_article_number_say_nothing_of_each_other() -> None:
    counted = place_of(Record(start_page="1", end_page="8"))
    assert places.agreement(counted, place_of(Record(start_page="24"))) == ""
    assert places.agreement(counted, place_of(Record(start_page="24", end_page="30"))) == "disjoint"
    assert places.agreement(counted, place_of(Record(start_page="24", end_page="31"))) == ""


@pytest.mark.parametrize(
    ("a", "b", "want"),
    [
        ("N Engl J Med", "The New England Journal of Medicine", "same"),
        ("JPEN. Journal of Parenteral Nutrition", "Journal of parenteral nutrition", "same"),
        ("Americas Conference on Information Systems", "AMCIS 2017 Proceedings", "same"),
        ("Blood", "Blood Reviews", "near"),
        ("Annals of Surgery", "Annals of Surgical Oncology", "different"),
        ("Molecular Therapy: the Journal of a Society", "Molecular Therapy", "same"),
        ("", "Chest", ""),
        ("Z Kinder Jugendpsychiatr", "Zeitschrift für Kinder- und Jugendpsychiatrie", "same"),
        ("Dissertation Abstracts International", "University of Bergen", "same"),
        ("Dissertation Abstracts International", "University of Toronto Law Journal", "different"),
    ],
)
def test_journals_are_one_by_abbreviation_acronym_and_subtitle(a: str, b: str, want: str) -> None:
    assert journals.likeness(a, b) == want
    assert journals.likeness(b, a) == want


@pytest.mark.parametrize(
    ("a", "b", "least", "most"),
    [
        (("Nürnberger, Jens",), ("Nuernberger, J.",), 0.6, 1.0),
        (("Le Quintrec, M.",), ("Le, Quintrec M.",), 1.0, 1.0),
        (("van Bijnen, S.", "Hill, A."), ("Bijnen SV", "Hill A"), 1.0, 1.0),
        (("Wang, X.",), ("Wang, Y.",), 0.0, 0.0),
        (("Berg, A.", "Moe, K.", "Lund, P."), ("Berg A", "et al."), 1.0, 1.0),
        (("Hansen, I.",), ("Moe, K.",), 0.0, 0.0),
        (("MoeK.B.BergA.",), ("Moe, Kari B.", "Berg, A."), 1.0, 1.0),
        (("Moe K, B",), ("Moe, Kari",), 1.0, 1.0),
        (("Xiaoming, Wang", "Hua, Li"), ("Wang, X.", "Li, H."), 1.0, 1.0),
        (("MOE Kari", "LE ROUX Anna"), ("Moe, K.", "Le Roux, A."), 1.0, 1.0),
    ],
)
def test_authors_agree_by_surname(
    a: tuple[str, ...], b: tuple[str, ...], least: float, most: float
) -> None:
    share = names.agreement(names.authors_of(a), names.authors_of(b))
    assert share is not None
    assert least <= share <= most


def test_nobody_named_is_neutral() -> None:
    nobody = names.authors_of(("Anonymous", "The Home Visits Study Group"))
    assert names.agreement(nobody, names.authors_of(("Moe, Kari",))) is None


@pytest.mark.parametrize(
    ("title", "clean", "marks"),
    [
        ("RETRACTED: Home visits", "Home visits", {RETRACTED}),
        ("Home visits (Retracted article. See vol. 3, pg. 4)", "Home visits", {RETRACTED}),
        ("Retraction notice to: Home visits", "Home visits", {NOTICE}),
        ("[Home visits in Norway]. [Norwegian]", "Home visits in Norway", {TRANSLATED}),
        ("Home visits (vol 360, pg 542, 2009)", "Home visits", {ERRATUM}),
        ("Correction to: Home visits", "Home visits", {ERRATUM}),
        ("Correction of posture in school", "Correction of posture in school", set()),
        (
            "Home visits.[Erratum appears in J Home. 2009;3(1):2 X [added]]",
            "Home visits.",
            set(),
        ),
        ("Comment on: Home visits", "Home visits", {COMMENT}),
        ("Home visits: authors' reply", "Home visits", {REPLY, AT_END}),
        ("Home visits for fami...", "Home visits for fami", {CUT}),
        ("The dose-response", "The dose-response", set()),
        ("Home visits [corrected and republished]", "Home visits", {REPUBLISHED}),
    ],
)
def test_marks_are_taken_off_and_remembered(title: str, clean: str, marks: set[str]) -> None:
    found, said = cleaned(title)
    assert folded(found) == folded(clean)
    assert said == marks


@pytest.mark.parametrize(
    ("a", "b", "opposed", "one_sided"),
    [
        ("stress in rats", "stress in mice", True, False),
        ("visits part i", "visits part ii", True, False),
        ("a phase 2 trial", "a phase iii trial", True, False),
        ("type 1 diabetes", "type i diabetes", False, False),
        ("hypotension at birth", "hypertension at birth", True, False),
        ("support with meetings", "support without meetings", True, False),
        ("report 2015", "report 2016", True, False),
        ("visits do help", "visits do not help", True, True),
        ("two visits", "2 visits", False, False),
        ("paediatric care", "pediatric care", False, False),
    ],
)
def test_titles_are_opposed_in_numbers_and_excluding_words(
    a: str, b: str, opposed: bool, one_sided: bool
) -> None:
    words, alone = opposition(a, b)
    assert (bool(words), alone) == (opposed, one_sided)
    assert bool(opposition(b, a)[0]) == opposed


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("home-visits for families", "home visits for families", "equal"),
        ("randomised trial of home visits", "randomized trial of home visits", "near"),
        ("home visits for families with small children", "home visits for families with", "part"),
        ("debt advice in banks", "home visits for families", "different"),
        ("", "home visits", "missing"),
    ],
)
def test_titles_relate(a: str, b: str, relation: str) -> None:
    a, b = folded(a), folded(b)
    assert likeness(a, b, tight(a), tight(b)).relation == relation


def test_an_issue_field_that_numbers_the_records_is_ignored() -> None:
    running = [("f", Record(title=f"Title number {n}", issue=str(n))) for n in range(100, 180)]
    real = [("g", Record(title=f"Title number {n}", issue=str(n % 4))) for n in range(1, 80)]
    facts = normalised(running + real)
    assert {each.issue for each in facts[:80]} == {""}
    assert {each.issue for each in facts[80:]} >= {"1", "2", "3"}


def test_a_title_that_one_journal_prints_again_and_again_is_a_column() -> None:
    column = [
        ("f", Record(title="Gateways to clinical trials", journal="Methods", start_page=str(n)))
        for n in (10, 60, 110, 160)
    ]
    assert all(each.generic for each in normalised(column))
    assert not any(each.generic for each in normalised(column[:3]))


def test_registration_numbers_are_found_where_exports_put_them() -> None:
    facts = facts_of(Record(abstract="Registered as NCT 01234567 before start.", doi="x"))
    assert facts.registered == {"NCT01234567"}
    assert facts.doi == ""


def test_a_number_given_to_any_copy_is_no_doi_and_one_among_other_words_is() -> None:
    assert facts_of(Record(doi="10.13140/RG.2.2.1234")).doi == ""
    assert facts_of(Record(doi="artn 32 10.9999/X.32")).doi == "10.9999/x.32"


def test_titles_side_by_side_are_each_compared_but_a_subtitle_is_no_title() -> None:
    beside = facts_of(Record(title="Hjemmebesøk til familier i nord = Visits to families up north"))
    assert "visits to families up north" in beside.other_titles
    assert facts_of(Record(title="Visits to families up north; a trial")).other_titles == ()


@pytest.mark.parametrize(
    ("short", "long", "cut"),
    [
        ("Home visits to families with small chil", "with small children", "within"),
        ("Home visits to families with small...", "with small children", "within"),
        ("Home visits to families with", "with: a controlled trial", "between"),
        ("Home visits to families with", "with dogs in the north", ""),
        ("Home visits to families in phase I", "in phase II", ""),
    ],
)
def test_where_a_title_was_cut_is_seen(short: str, long: str, cut: str) -> None:
    whole = "Home visits to families " + long
    found = compare(
        facts_of(Record(title=short, doi="10.1/x")), facts_of(Record(title=whole, doi="10.1/x"))
    )
    assert found is not None
    assert found.title.cut == cut
