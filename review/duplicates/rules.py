"""When two records are one report: each rule with a name, a sentence, a strength and a test.

The first rule that holds merges a pair, provided that no veto holds. Missing fields satisfy no
rule. Strengths only rank the bonds of a set, so that a contradiction is cut at the weakest.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from review.duplicates import kinds
from review.duplicates.compare import Comparison

_REWORDED = 0.5  # share of letters: two wordings of one title in one language


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason to merge; `sure` rules are those that the conservative mode keeps."""

    name: str
    sentence: str
    strength: float
    sure: bool
    holds: Callable[[Comparison], bool]


def _number(c: Comparison) -> bool:
    return c.pmid == "same" and (c.title_fits or c.abroad or c.title.relation == "missing")


def _doi(c: Comparison) -> bool:
    return c.doi == "same" and c.title_fits


def _doi_translated(c: Comparison) -> bool:
    return (
        c.doi == "same"
        and c.authors_agree
        and c.journal != "different"
        and (c.abroad or c.abstract_same or c.title.relation == "reworded")
        and (c.whole_range or c.abstract_same)
    )


def _place(c: Comparison) -> bool:
    if not (c.place_same and (c.title_fits or c.title.relation == "reworded")):
        return False
    return c.journal in {"same", "near"} or c.authors_agree


def _range(c: Comparison) -> bool:
    return (
        c.volume == "same"
        and c.whole_range
        and c.journal in {"same", "near"}
        and c.authors_agree
        and (c.title.relation == "missing" or c.title.score >= _REWORDED)
    )


def _translated(c: Comparison) -> bool:
    return (
        c.volume == "same"
        and c.whole_range
        and c.journal != "different"
        and c.abroad
        and (c.authors_agree or (c.authors is None and c.journal == "same"))
    )


def _page(c: Comparison) -> bool:
    return (
        c.title_same
        and c.pages == "same"
        and c.journal != "different"
        and not c.place_denies
        and (c.authors_agree or c.journal == "same")
    )


def _journal(c: Comparison) -> bool:
    if not c.title_told or c.journal != "same":
        return False
    if c.abstracts_differ or _says_more(c):
        return False
    if c.title.relation == "part" and (c.issue == "different" or not _year_explained(c)):
        return False
    if c.authors is None:
        when = c.years == 0 or (c.years_close and c.abstract_same)
        return c.title_same and c.title_long and when
    return c.authors_agree


def _says_more(c: Comparison) -> bool:
    """Tell whether one title has a word more, and no abstract says that it is the same report."""
    return c.title.added and not c.abstract_same


def _year_explained(c: Comparison) -> bool:
    """Tell whether a cut title's record may be of another year than the whole title's."""
    first = c.a.place.blank or c.b.place.blank  # online first
    cut = c.title.cut == "within" and c.title_begun_long and c.authors == 1
    return not c.years or c.abstract_same or (c.years_close and first and cut)


def _issue(c: Comparison) -> bool:
    known = c.authors_agree or (not c.authors_deny and (c.journal == "same" or c.abstract_same))
    return (
        known
        and c.title_same
        and c.title_long
        and c.volume == c.issue == "same"
        and c.pages != "disjoint"
        and c.journal in {"same", ""}
        and c.years_close
        and not c.abstracts_differ
    )


def _year(c: Comparison) -> bool:
    return (
        c.title_same
        and c.title_long
        and c.authors_agree
        and c.years == 0
        and not c.journal
        and not c.abstracts_differ
        and not _says_more(c)
    )


def _abstract(c: Comparison) -> bool:
    return (
        c.abstract_same
        and c.authors_agree
        and c.title_fits
        and c.years == 0
        and c.journal in {"same", ""}
    )


def _registration(c: Comparison) -> bool:
    return (
        kinds.REGISTRATION in c.a.sorts & c.b.sorts
        and bool(c.a.registered & c.b.registered)
        and (c.title_fits or len(c.a.registered | c.b.registered) == 1)
    )


RULES = (
    Rule("number", "The PubMed number and the title are the same.", 0.99, True, _number),
    Rule("doi", "The DOI and the title are the same.", 0.99, True, _doi),
    Rule("place", "Title, volume and first page are the same.", 0.97, True, _place),
    Rule("doi-translated", "The DOI, the authors and the pages or abstract are the same; "
         "the title is in two wordings.", 0.96, True, _doi_translated),
    Rule("registration", "Both are entries of one registration.", 0.96, True, _registration),
    Rule("page", "Title and first page are the same, and nothing differs.", 0.94, True, _page),
    Rule("range", "Journal, volume, first and last page and authors are the same.", 0.93, False,
         _range),
    Rule("translated", "Journal, volume and pages are the same; one title is a translation.", 0.92,
         False, _translated),
    Rule("journal", "Title, authors and journal are the same, and nothing differs.", 0.91, False,
         _journal),
    Rule("issue", "Title, volume and issue are the same, and nothing differs.", 0.9, False, _issue),
    Rule("abstract", "Abstract, title, authors and year are the same.", 0.9, False, _abstract),
    Rule("year", "Title, authors and year are the same, and nothing differs.", 0.88, False, _year),
)  # fmt: skip


def first(c: Comparison) -> Rule | None:
    """Return the first rule that holds for the pair."""
    return next((rule for rule in RULES if rule.holds(c)), None)
