"""Where a report stands in its journal: volume, issue, pages; noise kept apart from evidence.

`55 (3)` is volume 55; `783-90` ends on 790; `12-Mar` is what a spreadsheet made of pages 3-12 and
counts as missing; `e43268` and `CD008173` are article numbers, which share no scale with pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from review.record import Record

_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_SPREADSHEET = re.compile(
    rf"^(?:\d{{1,4}}[-/ ](?:{_MONTH})[a-z]*|(?:{_MONTH})[a-z]*[-/ ]\d{{1,4}})$"
)
_PAGE = re.compile(r"^([a-z]{0,6})[ .:-]?0*(\d{1,12})")
_SUPPLEMENT = re.compile(
    r"^s\d+$|\bsup(?:p|pl|plement\w*)?\b\.?(?: ?\d+)?|\bspec(?:ial)?\.? (?:no|issue)\.? ?\d*"
)
_NUMBER = re.compile(r"\d+")
_COUNT = re.compile(r"(?:[ivxl]+, *)?\d+(?: ?pp?| ?pages| s| sider| seiten)\.?$")
_VOLUME_ISSUE = re.compile(r"^\W*(?:vol\w*\W*)?\d+ ?\((\d+)(?:[-/]\d+)?\)$")
_LEADING = re.compile(r"^(?:pp?\.?|pages?|s\.)(?=[ .]*\d)[ .]*")
_RANGE = re.compile(r"\s*(?:--+|[-\u2010-\u2015\u2212])\s*")
_LONG_NUMBER = 5  # digits: no journal has so many pages in a volume
_PAGE_LETTERS = frozenset({"", "s", "a", "p", "suppl", "supp", "r", "w", "l", "f", "h", "g", "m"})

Agreement = Literal["same", "overlap", "disjoint", ""]


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages as numbers: letters before them, first, last; `first` 0 where nothing is known."""

    letters: str = ""
    first: int = 0
    last: int = 0
    number: bool = False  # an article number, not a page

    @property
    def from_one(self) -> bool:
        """Whether the pages are counted from 1, as they are before a report has its place."""
        return self.first == 1 and self.several

    @property
    def several(self) -> bool:
        """Whether more than one page is known."""
        return self.last > self.first


@dataclass(frozen=True, slots=True)
class Place:
    """Volume and issue as numbers without leading zeros (empty: unknown), pages, supplement.

    A `blank` place has neither volume nor pages, not even unreadable ones, or pages counted from 1:
    so looks a report that is online before it is in print.
    """

    volume: str
    issue: str
    pages: Pages
    supplement: bool
    blank: bool


def place_of(record: Record) -> Place:
    """Return where `record` says that its report stands."""
    volume, issue = record.volume.lower(), record.issue.lower()
    pages = _pages(record)
    supplement = bool(_SUPPLEMENT.search(volume) or _SUPPLEMENT.search(issue)) or (
        pages.letters in {"s", "suppl", "supp"}
    )
    unpaged = not (record.start_page.strip() or record.article_number.strip()) or pages.from_one
    blank = unpaged and not volume.strip()
    if not issue.strip() and (found := _VOLUME_ISSUE.match(volume)):
        issue = found[1]
    return Place(_number(volume), _number(issue), pages, supplement, blank)


def _number(text: str) -> str:
    if text.isdigit():
        return text.lstrip("0")
    if ")" in text and "(" not in text:
        return ""  # the tail of a broken "55 (1)"
    found = _NUMBER.search(_SUPPLEMENT.sub(" ", text))
    return (found[0].lstrip("0") or "") if found else ""


def _pages(record: Record) -> Pages:
    start, end = record.start_page.strip().lower(), record.end_page.strip().lower()
    if not end and _COUNT.match(start):
        return Pages()  # how many there are
    if not start:
        return _one(record.article_number.strip().lower(), "", named=True)
    whole = f"{start}-{end}" if end else start
    if _SPREADSHEET.match(whole):
        return Pages()
    if not end:
        start, _, end = _RANGE.sub("\0", start, count=1).partition("\0")
    return _one(start, end, named=False)


def _one(start: str, end: str, *, named: bool) -> Pages:
    found = _PAGE.match(_LEADING.sub("", start))
    if not found:
        return Pages()
    letters, digits = found[1], found[2]
    first = int(digits)
    last = _last(digits, end)
    if 0 < last < first:
        return Pages()  # pages that run backwards: one of the two is a slip
    number = (
        named or letters not in _PAGE_LETTERS or (len(digits) >= _LONG_NUMBER and last <= first)
    )
    return Pages(letters, first, max(first, last), number)


def _last(first: str, end: str) -> int:
    """Return the last page; `783-90` is 783-790. Zero where there is none."""
    found = _PAGE.match(end)
    if not found:
        return 0
    digits = found[2]
    if len(digits) < len(first):
        digits = first[: len(first) - len(digits)] + digits
    return int(digits)


def _moved(one: Place, other: Place) -> bool:
    """Tell whether one record has its volume in the issue field and its issue in the page field."""
    return (
        not one.volume and one.issue == other.volume != "" and str(one.pages.first) == other.issue
    )


def _counted(a: Pages, b: Pages) -> bool:
    """Tell whether `1-8` only counts the pages of what the other has as article 24 or 101-108."""
    single = not b.several and not a.letters and not b.letters
    return a.from_one and (single or a.last - a.first == b.last - b.first)


def one_digit(a: Pages, b: Pages) -> bool:
    """Tell whether two single pages differ in one digit only, as a slip of the keyboard makes."""
    first, second = str(a.first), str(b.first)
    return (
        not a.several
        and not b.several
        and a.letters == b.letters
        and len(first) == len(second)
        and sum(x != y for x, y in zip(first, second, strict=True)) == 1
    )


def agreement(one: Place, other: Place) -> Agreement:
    """Return how two page statements relate; an empty string where nothing can be said."""
    a, b = one.pages, other.pages
    if _moved(one, other) or _moved(other, one):
        return ""
    if not a.first or not b.first:
        return ""
    if a.first == b.first and (a.letters == b.letters or not a.letters or not b.letters):
        return "same"
    if a.number != b.number or _counted(a, b) or _counted(b, a):
        return ""
    if a.letters != b.letters and a.letters and b.letters:
        return "disjoint"
    return "overlap" if a.first <= b.last and b.first <= a.last else "disjoint"
