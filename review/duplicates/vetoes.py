"""What forbids a merge, however alike two records look; each veto with its sentence.

A veto is absolute for the program and for nobody else: a person may still merge the pair.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from review.duplicates import kinds, places
from review.duplicates.compare import Comparison

_TELLING = (
    kinds.ERRATUM, kinds.NOTICE, kinds.COMMENT, kinds.REPLY, kinds.PROTOCOL, kinds.PREPRINT,
    kinds.REGISTRATION, kinds.REPUBLISHED,
)  # fmt: skip
_SAID_ONCE = frozenset({kinds.ERRATUM, kinds.NOTICE, kinds.PROTOCOL})
_ANSWERS = frozenset({kinds.COMMENT, kinds.REPLY})
_SLIP = 0.95  # of a title's letters
_MANY = 3  # authors
_COCHRANE = "cochrane"


@dataclass(frozen=True, slots=True)
class Veto:
    """A reason why two records are not merged: `says` gives the sentence, empty: no objection."""

    name: str
    says: Callable[[Comparison], str]


def _sort(c: Comparison) -> str:
    if not c.one_sided:
        return ""
    telling = [kind for kind in _TELLING if kind in c.one_sided]
    if _one_place(c) and (c.doi == "same" or _said_once(c, set(telling))):
        telling = []  # one place, one report: only one wording of its title says the sort
    lost = c.title.cut == "within" and kinds.AT_END in c.one_sided
    if set(telling) <= _ANSWERS and (lost or _one_doi(c)):
        telling = []
    if telling == [kinds.PROTOCOL] and (c.doi == "same" or _one_text(c)):
        telling = []
    if telling:
        return f"only one is marked as {telling[0]}"
    if (kinds.CHAPTER in c.a.sorts and kinds.BOOK in c.b.sorts) or (
        kinds.BOOK in c.a.sorts and kinds.CHAPTER in c.b.sorts
    ):
        return "one is a chapter, the other a book"
    if kinds.THESIS in c.one_sided and c.journal == "different":
        return f"only one is marked as {kinds.THESIS}"
    if kinds.ABSTRACT in c.one_sided and not (
        c.pages == "same"
        or c.doi == "same"
        or (_one_text(c) and c.abstract_whole and not c.place_denies)
    ):
        other = c.b if kinds.ABSTRACT in c.a.sorts else c.a
        # A single page in the same journal and year is an abstract's; several are a paper's.
        single = other.place.pages.first and not other.place.pages.several
        if not (c.journal == "same" and not c.years and (single or other.place.supplement)):
            return f"only one is marked as {kinds.ABSTRACT}"
    return ""


def _said_once(c: Comparison, telling: set[str]) -> bool:
    """Tell whether two records of one place may differ in saying the sort.

    A letter and its answer may begin on one page, but are not by the same people.
    """
    return telling <= _SAID_ONCE or (telling <= _ANSWERS and c.authors == 1)


def _one_doi(c: Comparison) -> bool:
    return c.doi == "same" and c.authors == 1 and c.journal == "same" and c.pages != "disjoint"


def _one_text(c: Comparison) -> bool:
    """Tell whether journal, year and abstract are one, as no two reports of a study have them."""
    first = c.a.place.blank or c.b.place.blank  # online first, perhaps the year before
    return c.abstract_same and c.journal == "same" and (c.years == 0 or (first and c.years_close))


def _one_place(c: Comparison) -> bool:
    last = c.a.place.pages.last == c.b.place.pages.last
    return c.place_same and last and c.issue != "different" and c.doi != "different"


def _opposed(c: Comparison) -> str:
    slip = c.title.score >= _SLIP and c.volume == "same"
    if not c.title.opposed or (slip and (c.whole_range or (c.doi == c.pages == "same"))):
        return ""  # two reports do not begin and end on the same pages, or share page and DOI
    placed = c.place_same or c.doi == "same" or (c.title.relation == "part" and _one_text(c))
    if c.title.one_sided and placed and c.journal != "different":
        return ""
    return f"the titles are opposed ({c.title.opposed})"


def _pages(c: Comparison) -> str:
    one = c.doi == "same" and c.title_same and c.volume != "different" and not c.generic
    if c.pages == "disjoint" and not one and not _slip(c):
        return f"the pages differ ({_range(c, 0)} and {_range(c, 1)})"
    return ""


def _slip(c: Comparison) -> bool:
    """Tell whether a page differs in one digit and everything that is known agrees."""
    return (
        places.one_digit(c.a.place.pages, c.b.place.pages)
        and c.title.relation == "equal"
        and c.title_long
        and c.authors == 1
        and min(c.a.authors.count, c.b.authors.count) >= _MANY
        and (c.journal, c.volume, c.years) == ("same", "same", 0)
        and "different" not in {c.issue, c.doi}
        and not c.abstracts_differ
    )


def _range(c: Comparison, side: int) -> str:
    pages = (c.a, c.b)[side].place.pages
    last = f"-{pages.last}" if pages.several else ""
    return f"{pages.letters}{pages.first}{last}"


def _doi(c: Comparison) -> str:
    if c.doi == "version":
        return "the DOIs are of two versions"
    if c.doi != "different":
        return ""
    one = c.title.relation == "equal" and not c.authors_deny and not c.generic
    placed = c.place_same and c.journal in {"same", "near"}
    told = c.volume == "same" and c.authors_agree and _one_text(c)
    return "" if one and (placed or told) else "the DOIs differ"


def _pmid(c: Comparison) -> str:
    return "the PubMed numbers differ" if c.pmid == "different" else ""


def _authors(c: Comparison) -> str:
    return "the authors differ" if c.authors_deny else ""


def _year(c: Comparison) -> str:
    if not c.years or c.doi == "same" or (c.place_same and c.journal == "same"):
        return ""
    known = c.abstract_same and c.journal == "same" and c.title_long
    if c.years == 1 and (c.a.place.blank or c.b.place.blank or c.volume or c.pages or known):
        return ""  # online first and print; what contradicts is told by other vetoes
    return f"the years differ ({c.a.year} and {c.b.year})"


def _volume(c: Comparison) -> str:
    if c.volume != "different" or c.doi == "same" or c.whole_range:
        return ""
    return f"the volumes differ ({c.a.place.volume} and {c.b.place.volume})"


def _generic(c: Comparison) -> str:
    if not c.generic or c.title.relation == "missing":
        return ""
    return "" if _settled(c) and c.journal != "different" else "many reports bear this title"


def _settled(c: Comparison) -> bool:
    """Tell whether the place says one report, whatever the title."""
    if c.issue == "different" or not c.years_close or "different" in {c.volume, c.pages}:
        return False
    if c.doi == "same" and (c.place_same or (c.authors == 1 and not c.place_denies)):
        return True
    known = c.volume == "same" or (c.issue == "same" and c.authors_agree)
    if c.pages == "same":
        return known and (not c.years or (c.volume == c.issue == "same" and c.authors_agree))
    # Nobody writes two columns of one title in one issue.
    return c.volume == c.issue == "same" and c.authors == 1 and c.journal == "same" and not c.years


def _abstract(c: Comparison) -> str:
    placed = c.place_same or c.doi == "same" or c.pmid == "same"
    if placed or c.title_same or c.abroad or not c.abstracts_differ:
        return ""
    return "the abstracts differ"


def _update(c: Comparison) -> str:
    both = all(_COCHRANE in " ".join(each.journals).lower() for each in (c.a, c.b))
    if both and c.doi != "same" and (c.years or c.issue == "different"):
        return "these may be two versions of one review"
    return ""


def _supplement(c: Comparison) -> str:
    if c.a.place.supplement and c.b.place.supplement and not c.title_fits and not c.abroad:
        return "the titles differ within one supplement"
    return ""


VETOES = (
    Veto("sort", _sort),
    Veto("opposed-titles", _opposed),
    Veto("pages", _pages),
    Veto("pmid", _pmid),
    Veto("doi", _doi),
    Veto("authors", _authors),
    Veto("abstract", _abstract),
    Veto("update", _update),
    Veto("year", _year),
    Veto("volume", _volume),
    Veto("generic-title", _generic),
    Veto("supplement", _supplement),
)


def objections(c: Comparison) -> dict[str, str]:
    """Return the names and sentences of all vetoes that hold."""
    return {veto.name: why for veto in VETOES if (why := veto.says(c))}
