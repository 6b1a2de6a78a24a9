"""A record reduced to what comparing needs: evidence kept, noise set aside, marks remembered."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from review.duplicates import kinds
from review.duplicates.generic import is_generic
from review.duplicates.journals import words_of
from review.duplicates.marks import cleaned
from review.duplicates.names import Authors, authors_of
from review.duplicates.places import Place, place_of
from review.duplicates.text import folded, squeezed, tight
from review.record import Record

_DOI = re.compile(r"10\.\d{3,9}/\S+")
_ANY_COPY = "10.13140/"  # the prefix of ResearchGate, which numbers whatever copy is put there
_REGISTERED = re.compile(
    r"\b(?:NCT ?\d{8}|ISRCTN ?\d{8}|ACTRN ?\d{14}|ChiCTR[-A-Z]*\d{8,10}|DRKS ?\d{8}|CRD ?\d{11}|"
    r"UMIN ?\d{9}|CTRI/\d{4}/\d+/\d+|(?:EUCTR)?\d{4}-\d{6}-\d{2}\b)",
    re.IGNORECASE,
)
_LONG_NUMBER = re.compile(r"\d{5}")  # every registration has one
_REGISTRY_HINTS = ("NCT", "ISRCTN", "ACTRN", "ChiCTR", "DRKS", "CRD", "UMIN", "CTRI")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COPYRIGHT = re.compile(r"\s*(?:©|\(c\)|copyright)\s.{0,200}$", re.IGNORECASE | re.DOTALL)
_ABSTRACT_KEPT = 700  # characters compared
_ABSTRACT_LEAST = 100  # letters: less is a remark, not an abstract
_BESIDE = (" = ", "; ", " / ")
_BESIDE_PATTERN = re.compile(" = |; | / ")
_WHOLE_TITLE, _HALF = 25, 0.5  # letters; of the longest of titles side by side
_NO_ABSTRACT = ("noabstract", "abstractnot", "notavailable")
_SERIAL, _JOURNAL_START = 4, 4  # places of one title; letters of a journal's first word
_RUNNING_LEAST, _RUNNING_SHARE, _RUNNING_HIGH = 40, 0.9, 60


@dataclass(frozen=True, slots=True)
class Facts:
    """What is compared of one record; empty or zero where nothing is known."""

    title: str  # folded words
    tight: str  # the same without spaces
    written: str  # the title as it stands, without marks
    other_titles: tuple[str, ...]  # folded, in another language
    generic: bool  # a title that many reports bear
    sorts: frozenset[str]
    authors: Authors
    year: int
    journals: tuple[str, ...]
    issn: frozenset[str]
    place: Place
    issue: str  # empty where the import numbers its records in this field
    doi: str
    pmid: str
    pmcid: str
    registered: frozenset[str]
    abstract: str  # tight, its beginning
    abroad: bool  # the report is in another language than English, or its title was translated


def normalised(
    records: Sequence[tuple[str, Record]], seen: Callable[[int], None] | None = None
) -> list[Facts]:
    """Return the facts of (import file, record) pairs, in order; `seen` hears the count."""
    found: list[Facts] = []
    for count, (_, record) in enumerate(records, 1):
        found.append(facts_of(record))
        if seen:
            seen(count)
    running = _running(
        [(file, facts.issue) for (file, _), facts in zip(records, found, strict=True)]
    )
    serial = _serials(found)
    if not running and not serial:
        return found
    for index, ((file, _), facts) in enumerate(zip(records, found, strict=True)):
        if file in running or index in serial:
            issue = "" if file in running else facts.issue
            found[index] = replace(facts, issue=issue, generic=facts.generic or index in serial)
    return found


def _serials(found: Sequence[Facts]) -> set[int]:
    """Return the records whose title one journal prints again and again: a column, a series."""
    places: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
    members: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, facts in enumerate(found):
        if facts.tight and facts.journals and facts.place.pages.first:
            key = facts.tight, words_of(facts.journals[0])[0][:_JOURNAL_START]
            places[key].add((facts.place.volume, facts.place.pages.first))
            members[key].append(index)
    return {
        index for key, where in places.items() if len(where) >= _SERIAL for index in members[key]
    }


def _running(issues: Sequence[tuple[str, str]]) -> set[str]:
    """Return the import files that use the issue field as a running number."""
    by_file: dict[str, list[str]] = defaultdict(list)
    for file, issue in issues:
        if issue:
            by_file[file].append(issue)
    return {
        file
        for file, values in by_file.items()
        if len(values) >= _RUNNING_LEAST
        and len(set(values)) >= _RUNNING_SHARE * len(values)
        and max(map(int, values)) > _RUNNING_HIGH
    }


def facts_of(record: Record) -> Facts:
    """Return the facts of one record."""
    title, marks = cleaned(record.title)
    words = folded(title)
    close = tight(words)
    place = place_of(record)
    second = folded(cleaned(record.translated_title)[0]) if record.translated_title else ""
    others = tuple(
        dict.fromkeys(
            other for other in (second, *_side_by_side(title)) if other not in {"", words}
        )
    )
    return Facts(
        title=words,
        tight=close,
        written=title,
        other_titles=others,
        generic=is_generic(close),
        sorts=kinds.sorts(record, marks, place),
        authors=authors_of(record.authors),
        year=record.year or _year(record.date),
        journals=tuple(name for name in (record.journal, record.journal_short) if name.strip()),
        issn=frozenset(re.sub(r"[^0-9Xx]", "", number[:9]).upper() for number in record.issn)
        - {""},
        place=place,
        issue=place.issue,
        doi=_doi(record.doi),
        pmid=_digits(record.pmid),
        pmcid=_digits(record.pmcid),
        registered=_registered(record),
        abstract=_abstract(record.abstract),
        abroad=kinds.TRANSLATED in marks or bool(second) or _foreign(record.language),
    )


def _side_by_side(title: str) -> list[str]:
    """Return the folded titles of `Titel på svensk = Title in English`, none of a single title."""
    if not any(sign in title for sign in _BESIDE):
        return []
    parts = [folded(part) for part in _BESIDE_PATTERN.split(title)]
    lengths = sorted(map(len, parts))
    return parts if lengths[0] >= max(_WHOLE_TITLE, _HALF * lengths[-1]) else []


def _foreign(language: str) -> bool:
    return bool(language.strip()) and not language.strip().lower().startswith("en")


def _year(date: str) -> int:
    found = _YEAR.search(date)
    return int(found[0]) if found else 0


def _doi(text: str) -> str:
    found = _DOI.search(text.lower()) if text else None
    if not found or found[0].startswith(_ANY_COPY):
        return ""
    return found[0].rstrip(".,;)]")


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text)).lstrip("0")


def _registered(record: Record) -> frozenset[str]:
    texts = (record.title, record.accession, record.journal, *record.registrations, *record.urls)
    whole = " ".join(texts)
    if any(hint in record.abstract for hint in _REGISTRY_HINTS):
        whole += " " + record.abstract
    if not _LONG_NUMBER.search(whole):
        return frozenset()
    return frozenset(number.upper().replace(" ", "") for number in _REGISTERED.findall(whole))


def _abstract(text: str) -> str:
    if len(text) < _ABSTRACT_LEAST:
        return ""
    begun = text[:_ABSTRACT_KEPT]
    if len(text) <= _ABSTRACT_KEPT:
        begun = _COPYRIGHT.sub("", begun)
    kept = squeezed(begun)
    kept = kept.removeprefix("abstract")
    return "" if len(kept) < _ABSTRACT_LEAST or kept.startswith(_NO_ABSTRACT) else kept
