"""Single values made clean: DOIs, years, pages, serial numbers, links; nothing here guesses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

_DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s\"<>|\x00-\x1f]{1,300}")
# Wiley's DOIs of 1996 to 2002 hold signs that end any other DOI, and are often written in code.
_SICI = re.compile(
    r"10\.\d{4,9}/(?:\(SICI\))?\d{4}-\d{3}[\dX]\([^()\s]{4,20}\)[^\s\"<>]{1,40}"
    r"<[^\s\"<>]{1,60}>\d\.\d\.[A-Z]{2};2-[0-9A-Z#]",
    re.IGNORECASE,
)
_CODED = re.compile(r"%[0-9A-Fa-f]{2}")
# What a publisher's address adds to a DOI; no DOI ends so.
_OF_ADDRESS = re.compile(r"(?:/(?:full|abstract|pdf|epdf)|\.(?:short|full|abstract))$")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?=(?:[01]\d[0-3]\d)?(?!\d))")
_RANGE = re.compile(r"^(\S+?)\s*(?:--?|[\u2010-\u2015])\s*(\S+)$")
_PAGES_WORD = re.compile(r"^(?:(?:pp?\.?|pages?)\s+(?=[\dA-Za-z])|pp?(?=\d+-\d+$))", re.IGNORECASE)
_ISSN = re.compile(r"(?<![\dXx-])\d{4}-?\d{3}[\dXx](?![\dXx-])")
_ISBN = re.compile(r"(?<![\dXx-])(?:97[89][- ]?(?:\d[- ]?){9}\d|(?:\d[- ]?){9}[\dXx])(?![\dXx-])")
_LETTERS_ASIDE = re.compile(r"\([^()]*\)|(?i:e?is[sb]n[:-]?|electronic|print|linking|online)")
_PMID_URL = re.compile(r"(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/(\d{1,8})\b")
_OVID_MEDLINE = re.compile(r"[?&]D=(?:med|ppez|prem|pmnm|mesz|oldm|cmed)\w*(?:&|$)")
_OVID_NUMBER = re.compile(r"[?&]AN=(\d{6,8})(?!\d)")
_PMID_WORDS = re.compile(
    r"\bPM?ID:?\s{0,3}(?:NLM)?(\d{5,8})\b|\bPUBMED\s(\d{5,8})\b", re.IGNORECASE
)
# DOIs that CENTRAL gives to its own records, not to the reports that they describe.
_OF_CENTRAL = re.compile(r"^10\.1002/central/CN-", re.IGNORECASE)
_CITED = ("References:", "Cited References", "Cited By")
_PMCID = re.compile(r"\bPMC\d+\b")
_PMCID_WORDS = re.compile(
    r"(?:/pmc/articles/|pmc\.ncbi\.nlm\.nih\.gov/articles/|PMCID:\s?)(PMC\d+)\b"
)
_TRIAL = re.compile(
    r"\b(?:NCT\d{8}|ISRCTN\d{6,8}|ACTRN\d{14}|ChiCTR[-A-Z]*\d{8,10}|CTRI/\d{4}/\d+/\d+|"
    r"EUCTR\d{4}-\d{6}-\d\d(?:-[A-Z]{2})?|DRKS\d{8}|NTR\d{1,5}|JPRN-\w+|UMIN\d{9}|"
    r"CRD4\d{10}|CRD\d{11}|KCT\d{7}|IRCT\w{10,20}|PACTR\d{15,16}|TCTR\d{11}|RBR-\w{6,})\b"
)
_CLOSERS = {")": "(", "]": "[", "}": "{", ">": "<"}


def bare_doi(text: str) -> str:
    """Return the DOI in `text` as `10.1000/xyz` in its own case, or an empty string."""
    if "0.co" in text.lower() and (sici := _SICI.search(html.unescape(unquote(text)))):
        return sici[0]
    found = _DOI.search(text) or ("%2" in text and _DOI.search(unquote(text))) or None
    if not found:
        return ""
    doi = found[0]
    if _CODED.search(doi) and (plain := _DOI.fullmatch(unquote(doi))):
        doi = plain[0]
    doi = _OF_ADDRESS.sub("", doi)
    while doi and (doi[-1] in ".,;:'*\u201d\u2019" or _unopened(doi)):
        doi = doi[:-1]
    return doi


def _unopened(doi: str) -> bool:
    last = doi[-1]
    return last in _CLOSERS and doi.count(last) > doi.count(_CLOSERS[last])


def doi_of_links(values: Iterable[str]) -> str:
    """Return the first DOI in links and notes; what follows `&`, `?` or `;` is not of it."""
    for value in values:
        if "10." in value and (doi := bare_doi(value)) and not _OF_CENTRAL.match(doi):
            if _SICI.fullmatch(doi):
                return doi
            return re.split(r"[&?#;]|%26|/(?:full|abstract|pdf|epdf)(?:$|/)", doi)[0].rstrip(".,")
    return ""


def doi_of_notes(values: Iterable[str]) -> str:
    """Return the one DOI that notes name; none when they name several, as lists of the cited do."""
    found = {
        doi.lower(): doi
        for value in values
        if "10." in value and not value.startswith(_CITED)
        for part in _DOI.findall(value)
        if (doi := bare_doi(part)) and not _OF_CENTRAL.match(doi)
    }
    return found.popitem()[1] if len(found) == 1 else ""


@lru_cache(maxsize=8192)
def year_of(text: str) -> int | None:
    """Return the year in a date such as `2008/08//`, `Mar. 2017` or `2020 Nov-Dec`."""
    found = _YEAR.search(text)
    return int(found[1]) if found else None


def split_pages(text: str) -> tuple[str, str]:
    """Return first and last page of `152-60`, `pp 37--64` or `e2115`; the last may be empty."""
    pages = _PAGES_WORD.sub("", text.strip())
    found = _RANGE.match(pages)
    return (found[1], found[2]) if found else (pages, "")


@lru_cache(maxsize=8192)
def serials(text: str) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the ISSNs and the ISBNs in `text`, or None when it holds something else as well."""
    rest = _LETTERS_ASIDE.sub(" ", text)
    isbn = [found[0].strip(" -") for found in _ISBN.finditer(rest)]
    rest = _ISBN.sub(" ", rest)
    issn = [found[0] for found in _ISSN.finditer(rest)]
    rest = _ISSN.sub(" ", rest)
    if rest.strip(" ,;:/.|\\\n\t"):
        return None
    return tuple(issn), tuple(isbn)


def pmid_of_links(values: Iterable[str]) -> str:
    """Return the PMID that a link to PubMed, or to MEDLINE at Ovid, tells; or an empty string."""
    for value in values:
        if "ovidweb" in value and _OVID_MEDLINE.search(value):
            return found[1] if (found := _OVID_NUMBER.search(value)) else ""
        if "ncbi.nlm" in value and (found := _PMID_URL.search(value)):
            return found[1]
    return ""


def pmid_of_words(values: Iterable[str]) -> str:
    """Return the one PMID that notes name, as `PMID: 12345678`; none when they name several."""
    found = {
        one or other
        for value in values
        if "ID" in value or "UBMED" in value.upper()
        for one, other in _PMID_WORDS.findall(value)
    }
    return found.pop() if len(found) == 1 else ""


def pmcid_of(text: str) -> str:
    """Return `PMC123` if `text` holds one."""
    found = _PMCID.search(text)
    return found[0] if found else ""


def pmcid_within(values: Iterable[str]) -> str:
    """Return the PMC number that a link to PMC or a note `PMCID: PMC123` names."""
    for value in values:
        if "PMC" in value and (found := _PMCID_WORDS.search(value)):
            return found[1]
    return ""


def registrations_of(text: str) -> list[str]:
    """Return the registration numbers of trials and reviews in `text`, as written."""
    return [found[0] for found in _TRIAL.finditer(text)]
