"""Which pairs a person should look at, the likeliest first.

The score adds up what agrees and takes off what differs; it ranks, it is no probability. A pair is
queued only where a duplicate is likelier than not: a queue that nobody finishes finds nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from review.duplicates import kinds
from review.duplicates.compare import Comparison

LEAST = 0.6
_MANY = 3  # authors
_AKIN, _NEARLY = 0.6, 0.8  # shares of a title's letters
_FINAL = frozenset({"generic-title", "supplement"})
_TITLE = {
    "equal": 0.45,
    "near": 0.42,
    "part": 0.32,
    "reworded": 0.15,
    "different": 0.0,
    "missing": 0.1,
}
_MARKS = frozenset({kinds.TRANSLATED, kinds.RETRACTED, kinds.CUT, kinds.AT_END})


def doubt(c: Comparison, objections: Mapping[str, str]) -> float:
    """Return how likely the pair is one report, 0 to 1; 0 where nobody need look."""
    if _versions(c, objections):
        return LEAST  # most are two versions, so they come last
    if _asked_anyway(c):
        return max(LEAST, _score(c))
    if _settled(c, objections):
        return 0.0
    if c.title.relation in {"different", "missing"} and not _placed(c):
        return 0.0
    return _score(c)


def _versions(c: Comparison, objections: Mapping[str, str]) -> bool:
    """Tell whether these may be two versions of one report, which only a person should merge."""
    return c.title_fits and (c.doi == "version" or "update" in objections)


def _asked_anyway(c: Comparison) -> bool:
    """Tell whether a person should see the pair for what it is, however little else agrees."""
    republished = c.title_fits and kinds.REPUBLISHED in c.one_sided
    return republished or any(
        asked(c) for asked in (_bare, _borrowed_doi, _renamed, _retitled, _title_alone, _column)
    )


def _settled(c: Comparison, objections: Mapping[str, str]) -> bool:
    """Tell whether what speaks against the pair leaves no doubt."""
    abstract = c.one_sided - _MARKS == {kinds.ABSTRACT} and c.journal == "same"
    return (
        not _FINAL.isdisjoint(objections)
        or ("sort" in objections and not abstract)
        or (bool(c.title.opposed) and not c.title.one_sided)
        or (c.authors_deny and c.doi != "same")
        or (c.doi == "different" and c.title.relation != "equal" and not c.place_same)
        or (c.title.relation == "part" and c.pages == "disjoint")
    )


def _bare(c: Comparison) -> bool:
    """Tell whether two nearly equal titles are all there is, so that only the sources can tell."""
    return (
        not (c.a.journals or c.b.journals or c.a.doi or c.b.doi)
        and c.a.place.blank
        and c.b.place.blank
        and not (c.a.registered or c.b.registered)
        and c.years == 0
        and not c.authors_deny
        and c.title.score >= _NEARLY
    )


def _borrowed_doi(c: Comparison) -> bool:
    """Tell whether one record may carry another report's DOI: one DOI, nothing else in common.

    Abstracts of one supplement and chapters of one book share a DOI by right.
    """
    sharing = (c.a.sorts | c.b.sorts) & {kinds.ABSTRACT, kinds.CHAPTER, kinds.BOOK}
    return (
        c.doi == "same"
        and not sharing
        and not c.title_fits
        and c.volume == "different"
        and c.pages != "same"
    )


def _title_alone(c: Comparison) -> bool:
    """Tell whether one record has little more than its title, and that is the other's."""
    return (
        c.title.relation == "equal"
        and c.title_long
        and c.authors is None
        and not c.journal
        and c.years in {0, None}
        and (c.a.place.blank or c.b.place.blank)
    )


def _column(c: Comparison) -> bool:
    """Tell whether an editorial or the like is told without its whole place in the journal."""
    return (
        c.generic
        and c.title_same
        and c.authors == 1
        and c.journal == "same"
        and c.years_close
        and not c.place_denies
        and c.issue != "different"
    )


def _renamed(c: Comparison) -> bool:
    """Tell whether the title may have been changed: the same people, journal and year, one placed.

    A list of three authors or more that agrees to the last is seldom two reports' in one year.
    """
    return (
        c.authors == 1
        and min(c.a.authors.count, c.b.authors.count) >= _MANY
        and c.journal == "same"
        and c.years == 0
        and c.title.score >= _AKIN
        and not c.title.opposed
        and (c.a.place.blank != c.b.place.blank)
        and c.abstract is None
    )


def _retitled(c: Comparison) -> bool:
    """Tell whether two titles, perhaps in two languages, stand on one page over the same names."""
    one = c.a.authors.surnames == c.b.authors.surnames and c.journal == "same" and c.years == 0
    return one and _placed(c) and kinds.ABSTRACT not in c.a.sorts | c.b.sorts


def _placed(c: Comparison) -> bool:
    """Tell whether everything but the title says one report."""
    return c.place_same and c.authors_agree and c.journal != "different"


def _score(c: Comparison) -> float:
    score = _TITLE[c.title.relation]
    score += 0.05 if c.authors is None else 0.2 if c.authors_agree else -0.05
    score += {"same": 0.1, "near": 0.05, "different": -0.1, "": 0.0}[c.journal]
    score += {"same": 0.08, "different": -0.08, "": 0.0}[c.volume]
    score += {"same": 0.15, "overlap": 0.05, "disjoint": -0.12, "": 0.0}[c.pages]
    score += 0.06 if c.whole_range else 0.0
    score += {"same": 0.2, "version": 0.1, "different": -0.15, "": 0.0}[c.doi]
    score -= 0.1 if c.pmid == "different" else 0.0
    if c.years is not None:
        score += 0.06 if c.years == 0 else 0.0 if c.years == 1 else -0.12
    if c.abstract is not None:
        score += 0.15 if c.abstract_same else -0.15 if c.abstract < 0.6 else 0.0  # noqa: PLR2004
    return max(0.0, min(1.0, score))
