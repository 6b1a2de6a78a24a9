"""Two records side by side: what agrees, what differs, and what nobody can say.

Missing is neutral: a field that one of the two lacks is an empty string or None, never agreement
and never a difference.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from rapidfuzz import fuzz

from review.duplicates import journals, kinds, names, places, titles
from review.duplicates.normalise import Facts
from review.duplicates.text import tight

Same = Literal["same", "different", ""]
DoiLikeness = Literal["same", "version", "different", ""]

_VERSION = re.compile(r"(?:\.pub\d+|[./]v\d+)$")
_AGREE, _DENY = 0.5, 0.25  # shares of shared surnames
_AKIN = 0.6  # less of a title's letters, and other fields must tie the two
_NONE: frozenset[str] = frozenset()
_BEGUN = 40  # letters of an abstract
_LONG_TITLE = 30  # letters
_BEGUN_LONG = 50  # letters
_FULL = 70  # letters: no two reports of one journal and year begin with so many alike
_ABSTRACT_SAME, _ABSTRACT_OTHER = 0.9, 0.6
_WHOLE = 0.8  # of the longer abstract


@dataclass(frozen=True, slots=True)
class Comparison:
    """What comparing two records' facts gave; shares and scores are 0 to 1."""

    a: Facts
    b: Facts
    title: titles.Likeness
    authors: float | None
    years: int | None  # apart
    journal: journals.Likeness
    volume: Same
    issue: Same
    pages: places.Agreement
    whole_range: bool  # first and last page agree, and they are two
    doi: DoiLikeness
    pmid: Same
    abstract: float | None
    one_sided: frozenset[str]  # the sorts of document that only one of the two is

    @property
    def title_same(self) -> bool:
        """Whether the titles are equal but for slips."""
        return self.title.relation in {"equal", "near"}

    @property
    def title_fits(self) -> bool:
        """Whether the titles are the same, or one is the other cut short."""
        return self.title.relation in {"equal", "near", "part"}

    @property
    def title_told(self) -> bool:
        """Whether the titles are the same, or one is cut where databases cut titles."""
        return self.title_same or bool(self.title.cut)

    @property
    def title_begun_long(self) -> bool:
        """Whether even the shorter title is longer than what many titles begin with."""
        return min(len(self.a.tight), len(self.b.tight)) >= _BEGUN_LONG

    @property
    def title_opposed(self) -> bool:
        """Whether the titles exclude each other."""
        return bool(self.title.opposed)

    @property
    def generic(self) -> bool:
        """Whether either title is one that many reports bear."""
        return self.a.generic or self.b.generic

    @property
    def title_long(self) -> bool:
        """Whether both titles say enough to be one report's alone."""
        return not self.generic and min(len(self.a.tight), len(self.b.tight)) >= _LONG_TITLE

    @property
    def authors_agree(self) -> bool:
        """Whether at least half of the shorter list of authors is in the other."""
        return self.authors is not None and self.authors >= _AGREE

    @property
    def authors_deny(self) -> bool:
        """Whether both name authors and hardly one is shared."""
        return self.authors is not None and self.authors < _DENY

    @property
    def years_close(self) -> bool:
        """Whether the years are at most one apart, as online first and print are."""
        return self.years is None or self.years <= 1

    @property
    def place_same(self) -> bool:
        """Whether volume and first page are the same."""
        return self.volume == "same" and self.pages == "same"

    @property
    def place_denies(self) -> bool:
        """Whether volume or pages say that these stand in two places."""
        return self.pages == "disjoint" or (self.volume == "different" and not self.whole_range)

    @property
    def abstract_same(self) -> bool:
        """Whether both have an abstract, and it is one."""
        return self.abstract is not None and self.abstract >= _ABSTRACT_SAME

    @property
    def abstract_whole(self) -> bool:
        """Whether both abstracts are one and of one length, neither the other's start."""
        short, long = sorted((len(self.a.abstract), len(self.b.abstract)))
        return self.abstract_same and short >= _WHOLE * long

    @property
    def abstracts_differ(self) -> bool:
        """Whether both have an abstract, and they are two."""
        return self.abstract is not None and self.abstract < _ABSTRACT_OTHER

    @property
    def abroad(self) -> bool:
        """Whether one of the titles is a translation or in another language."""
        return self.a.abroad or self.b.abroad


def compare(a: Facts, b: Facts) -> Comparison | None:
    """Compare two records; None where neither title, nor place, nor a number ties them."""
    title = _best_title(a, b)
    if title.relation in {"different", "missing"}:
        if not _tied(a, b, title.score):
            return None
        if title.score >= _AKIN:
            title = titles.opposed(title, a.title, b.title)
    pages = places.agreement(a.place, b.place)
    volume = _same(a.place.volume, b.place.volume)
    doi = _doi(a.doi, b.doi)
    pmid = _same(a.pmid, b.pmid) or _same(a.pmcid, b.pmcid)
    return Comparison(
        a,
        b,
        title,
        names.agreement(a.authors, b.authors),
        abs(a.year - b.year) if a.year and b.year else None,
        _journal(a, b),
        volume,
        _same(a.issue, b.issue),
        pages,
        pages == "same" and a.place.pages.several and a.place.pages.last == b.place.pages.last,
        doi,
        pmid,
        _abstract(a.abstract, b.abstract),
        a.sorts ^ b.sorts if a.sorts or b.sorts else _NONE,
    )


def _tied(a: Facts, b: Facts, score: float) -> bool:
    """Tell whether something else than the titles ties the two, so that they deserve a look."""
    if score >= _AKIN and a.authors.first == b.authors.first:
        return True
    one = a.place.pages.first == b.place.pages.first != 0
    return (
        (one and _same(a.place.volume, b.place.volume) != "different")
        or (a.doi == b.doi != "")
        or (a.pmid == b.pmid != "")
        or (a.pmcid == b.pmcid != "")
        or not a.registered.isdisjoint(b.registered)
        or a.abstract[:_BEGUN] == b.abstract[:_BEGUN] != ""
        or (score >= _AKIN and not (a.journals or b.journals))
    )


def _best_title(a: Facts, b: Facts) -> titles.Likeness:
    found = titles.likeness(a.title, b.title, a.tight, b.tight)
    if found.relation == "part" and not found.cut:
        short, long = (a, b) if len(a.tight) < len(b.tight) else (b, a)
        if kinds.CUT in short.sorts:
            found = replace(found, opposed="", one_sided=False, cut="within")
        elif len(short.tight) >= _FULL or titles.before_subtitle(short.tight, long.written):
            found = replace(found, cut="between")
    if found.relation == "equal" or not (a.other_titles or b.other_titles):
        return found
    pairs = [(mine, b.title) for mine in a.other_titles]
    pairs += [(a.title, yours) for yours in b.other_titles]
    for mine, yours in pairs:
        other = titles.likeness(mine, yours, tight(mine), tight(yours))
        if other.score > found.score:
            found = other
    return found


def _same(a: str, b: str) -> Same:
    if not a or not b:
        return ""
    return "same" if a == b else "different"


def _doi(a: str, b: str) -> DoiLikeness:
    if not a or not b:
        return ""
    if a == b:
        return "same"
    return "version" if _VERSION.sub("", a) == _VERSION.sub("", b) else "different"


def _journal(a: Facts, b: Facts) -> journals.Likeness:
    found: set[journals.Likeness] = {
        journals.likeness(mine, yours) for mine in a.journals for yours in b.journals
    }
    if "same" in found:
        return "same"
    if a.issn & b.issn:
        # A number alone says less than the names it stands beside: exports copy it wrongly.
        return "near" if found else "same"
    return "near" if "near" in found else "different" if found - {""} else ""


def _abstract(a: str, b: str) -> float | None:
    if not a or not b:
        return None
    size = min(len(a), len(b))
    if a[:size] == b[:size]:
        return 1.0
    return fuzz.ratio(a[:size], b[:size]) / 100
