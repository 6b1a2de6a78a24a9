"""Each rule, veto and link by name, on a pair that only it decides."""

from __future__ import annotations

from dataclasses import replace

import pytest

from review.duplicates import links, rules, vetoes
from review.duplicates.compare import Comparison, compare
from review.duplicates.engine import Candidate, find
from review.duplicates.normalise import facts_of
from review.record import Record

ONE = Record(
    title="Home visits by volunteers to isolated families: a controlled study",
    authors=("Aas, Nina", "Moe, Kari", "Lund, Per"),
    year=2018,
    journal="Nordic Journal of Social Care",
    volume="12",
    issue="2",
    start_page="101",
    end_page="117",
)
POOR = replace(ONE, volume="", issue="", start_page="", end_page="")
GERMAN = "Wie Ehrenamtliche Eltern unterstützen"
ABSTRACT = "Families who live far from others were visited every week by trained volunteers. " * 3


def _of(a: Record, b: Record) -> Comparison:
    found = compare(facts_of(a), facts_of(b))
    assert found is not None
    return found


RULE_PAIRS = {
    "number": (replace(POOR, pmid="123"), replace(POOR, pmid="123", title=GERMAN, language="ger")),
    "doi": (replace(POOR, doi="10.1000/X"), replace(POOR, doi="https://doi.org/10.1000/x")),
    "place": (ONE, replace(ONE, authors=())),
    "doi-translated": (
        replace(ONE, doi="10.1000/x", title=GERMAN, language="ger"),
        replace(ONE, doi="10.1000/x"),
    ),
    "registration": (
        replace(POOR, journal="ClinicalTrials.gov", accession="NCT01234567"),
        replace(
            POOR,
            journal="ClinicalTrials.gov",
            title="A trial in rural counties",
            accession="NCT01234567",
        ),
    ),
    "page": (replace(ONE, volume=""), replace(ONE, issue="", authors=ONE.authors[:1])),
    "range": (ONE, replace(ONE, title="Home visits by helpers to families who are isolated")),
    "translated": (ONE, replace(ONE, title=GERMAN, language="German")),
    "journal": (ONE, POOR),
    "issue": (
        replace(ONE, authors=(), start_page="", end_page="", abstract=ABSTRACT),
        replace(POOR, authors=(), journal="", volume="12(2)", abstract=ABSTRACT),
    ),
    "abstract": (
        replace(POOR, journal="", abstract=ABSTRACT, title=ONE.title[:40]),
        replace(POOR, abstract=ABSTRACT),
    ),
    "year": (ONE, replace(POOR, journal="")),
}
VETO_PAIRS = {
    "sort": (ONE, replace(ONE, title="Erratum: " + ONE.title, start_page="300", end_page="")),
    "opposed-titles": (
        replace(POOR, title="Home visits to isolated mothers in the north of the country"),
        replace(POOR, title="Home visits to isolated fathers in the north of the country"),
    ),
    "pages": (ONE, replace(ONE, start_page="318", end_page="330")),
    "pmid": (replace(ONE, pmid="1"), replace(ONE, pmid="2")),
    "doi": (replace(POOR, doi="10.1000/a"), replace(POOR, doi="10.1000/b")),
    "authors": (POOR, replace(POOR, authors=("Hansen, Ida", "Berg, Ola"))),
    "abstract": (
        replace(POOR, title="Home visits by volunteers to isolated families", abstract=ABSTRACT),
        replace(POOR, abstract="Nothing is known of what debt advice costs a bank. " * 4),
    ),
    "update": (
        replace(POOR, journal="Cochrane Database of Systematic Reviews", issue="1"),
        replace(POOR, journal="Cochrane Database Syst Rev", issue="4"),
    ),
    "year": (POOR, replace(POOR, year=2014)),
    "volume": (ONE, replace(ONE, volume="14", start_page="", end_page="")),
    "generic-title": (replace(POOR, title="Editorial"), replace(POOR, title="Editorial")),
    "supplement": (
        replace(ONE, issue="Suppl 1", start_page="S4", end_page=""),
        replace(ONE, issue="Suppl 1", start_page="S4", end_page="", title="Debt advice for all"),
    ),
}
LINK_PAIRS = {
    "retraction-notice": (ONE, replace(ONE, title="Retraction: " + ONE.title, start_page="9")),
    "erratum": VETO_PAIRS["sort"],
    "registration": (
        replace(POOR, abstract=ABSTRACT + "ISRCTN12345678"),
        replace(POOR, journal="ISRCTN registry", registrations=("ISRCTN12345678",), title="Visits"),
    ),
    "protocol": (
        POOR,
        replace(POOR, title="Home visits by volunteers to isolated families: study protocol"),
    ),
    "preprint": (ONE, replace(POOR, journal="SocArXiv")),
    "conference-abstract": (
        ONE,
        replace(POOR, journal="Public Health Reports", issue="Suppl", start_page="S3"),
    ),
    "thesis": (ONE, replace(POOR, journal="Dissertation Abstracts International", year=2017)),
    "published-twice": (ONE, replace(ONE, journal="Acta Socialia", volume="3", start_page="7")),
}


def test_every_rule_veto_and_link_is_tested_here() -> None:
    assert set(RULE_PAIRS) == {rule.name for rule in rules.RULES}
    assert set(VETO_PAIRS) == {veto.name for veto in vetoes.VETOES}
    assert set(LINK_PAIRS) == {link.name for link in links.LINKS}


@pytest.mark.parametrize("name", RULE_PAIRS)
def test_the_rule_is_the_one_that_merges_the_pair(name: str) -> None:
    a, b = RULE_PAIRS[name]
    found = find([Candidate("a" * 32, "f", a), Candidate("b" * 32, "g", b)])
    assert [pair.rule for pair in found.merged] == [name]
    assert found.merged[0].why.endswith(".")


@pytest.mark.parametrize("name", VETO_PAIRS)
def test_the_veto_holds_and_nothing_is_merged(name: str) -> None:
    a, b = VETO_PAIRS[name]
    assert name in vetoes.objections(_of(a, b))
    assert not find([Candidate("a" * 32, "f", a), Candidate("b" * 32, "g", b)]).merged


@pytest.mark.parametrize("name", LINK_PAIRS)
def test_the_link_is_the_one_that_ties_the_pair(name: str) -> None:
    a, b = LINK_PAIRS[name]
    found = find([Candidate("a" * 32, "f", a), Candidate("b" * 32, "g", b)])
    assert [pair.rule for pair in found.linked] == [name]
    assert not found.merged


def test_one_doi_and_title_outweigh_pages_that_two_databases_count_differently() -> None:
    a = replace(ONE, doi="10.1000/x", start_page="1", end_page="16")
    b = replace(a, start_page="101", end_page="117")
    assert vetoes.objections(_of(a, b)) == {}


def test_a_pair_without_a_veto_has_no_objection() -> None:
    assert vetoes.objections(_of(ONE, ONE)) == {}
