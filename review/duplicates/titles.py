"""How two titles relate: equal, misspelt, cut short, reworded, or different."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from review.duplicates.opposition import numbers, opposition
from review.duplicates.text import folded, tight

Relation = Literal["equal", "near", "part", "reworded", "different", "missing"]
Cut = Literal["within", "between", ""]

_TAIL_SORTS = frozenset(
    [
        "reply",
        "response",
        "comment",
        "commentary",
        "protocol",
        "erratum",
        "correction",
        "retraction",
    ]
)
_TAIL_PARTS = frozenset({"part", "phase", "volume", "chapter", "section"})
_TAIL_LAST = frozenset({"update", "addendum", "followup"})
_NEAR, _CLOSE, _FLOOR = 0.95, 0.85, 0.45
_PART = 24  # letters: less of a title is not a title cut short
_MOST = 0.6  # of a title: less of it at the end is a subject that others share
_ONE_SLIP, _TWO_SLIPS = 4, 8  # letters of a word that may hold one or two wrong ones
_NEARBY = 9  # letters around the place where a title may have been cut
_SHORT_TAIL = 5  # words
_ROMAN_LETTERS = frozenset("ivx")
_SUBTITLE = re.compile(r"[:.?!;]\s|\s[-–—]|[(\[]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two titles relate, 0 to 1, and in which words they are opposed (empty: in none)."""

    relation: Relation
    score: float
    opposed: str = ""
    one_sided: bool = False  # only one title has the number or negation
    cut: Cut = ""  # of a part: ends within a word, or where a title may end
    added: bool = False  # of near ones: a word of weight that the other lacks in every spelling


MISSING = Likeness("missing", 0.0)
EQUAL = Likeness("equal", 1.0)
_UNLIKE = Likeness("different", 0.0)


def likeness(a: str, b: str, tight_a: str, tight_b: str) -> Likeness:
    """Compare two folded titles; their tight forms come along, for they are made only once."""
    if not a or not b:
        return MISSING
    if tight_a == tight_b:
        return EQUAL
    score = fuzz.ratio(tight_a, tight_b, score_cutoff=_FLOOR * 100) / 100
    partly = _cut_short(tight_a, tight_b)
    if score < _FLOOR and not partly:
        return _UNLIKE
    relation: Relation
    added = False
    if partly:
        relation, score = "part", max(score, _CLOSE)
        if differing := _opposed_before(a, b):
            return Likeness(relation, score, differing)
        if _within_a_word(a, b):
            return Likeness(relation, score, cut="within")
        words, one_sided = _telling_tail(a, b)
    else:
        close = score >= _CLOSE
        words, one_sided = opposition(a, b) if close else ("", False)
        more = _lacking(a, b) if close else (False, False)
        relation = ("reworded" if all(more) else "near") if close else "different"
        added = any(more)
    return Likeness(relation, score, words, one_sided, added=added)


def opposed(likeness: Likeness, a: str, b: str) -> Likeness:
    """Return the likeness of two unlike titles with the words in which they are opposed."""
    words, one_sided = opposition(a, b) if a and b else ("", False)
    return Likeness(likeness.relation, likeness.score, words, one_sided)


def _cut_short(a: str, b: str) -> bool:
    """Tell whether one title is the beginning or the end of the other, slips allowed."""
    short, long = (a, b) if len(a) < len(b) else (b, a)
    if len(short) < _PART:
        return False
    if long.startswith(short) or (len(short) >= _MOST * len(long) and long.endswith(short)):
        return True
    size = len(short)
    alike = (
        short[:_ONE_SLIP] == long[:_ONE_SLIP]
        or short[-_ONE_SLIP:] in long[max(0, size - _NEARBY) : size + _NEARBY]
    )
    return (
        alike
        and len(long) - size >= _ONE_SLIP
        and (
            fuzz.ratio(short, long[:size]) >= _NEAR * 100
            or fuzz.ratio(short[:-1], long[: size - 1]) >= _NEAR * 100
        )
    )


def _opposed_before(a: str, b: str) -> str:
    """Return the words in which the shorter title is opposed to as much of the longer one."""
    short, long = sorted((a.split(), b.split()), key=len)
    begun = long[: len(short)]
    if short == begun:
        return ""
    words, one_sided = opposition(" ".join(short), " ".join(begun))
    return "" if one_sided else words


def _within_a_word(a: str, b: str) -> bool:
    """Tell whether the shorter title stops in the middle of a word: a database cut it off."""
    short, long = sorted((a.split(), b.split()), key=lambda words: sum(map(len, words)))
    last = short[-1]
    if last in long or last.isdigit() or _ROMAN_LETTERS.issuperset(last):
        return False
    return any(word.startswith(last) for word in long)


def before_subtitle(short: str, written: str) -> bool:
    """Tell whether `short`, folded and tight, is what stands before a subtitle of a title."""
    return any(
        tight(folded(written[: found.start()])) == short for found in _SUBTITLE.finditer(written)
    )


def _telling_tail(a: str, b: str) -> tuple[str, bool]:
    """Return the words of the longer title's rest that tell another document, as `opposition` does.

    What a database cut off may hold any number; a rest that ends on `part II` or on a number, or
    consists of little but `reply` or `protocol`, was not cut off.
    """
    short, long = sorted((a.split(), b.split()), key=len)
    known = set(short)
    rest = [word for word in long if word not in known]
    sorts = [word for word in rest if word in _TAIL_SORTS]
    if sorts and len(long) - len(short) <= _SHORT_TAIL:
        return sorts[0], True
    before, last = long[-2:]
    numbered = last in rest and bool(numbers(f"part {last}"))
    if (numbered and (len(rest) <= _SHORT_TAIL or before in _TAIL_PARTS)) or (
        last in rest and last in _TAIL_LAST
    ):
        return f"{before} {last}", True
    return "", False


def _lacking(a: str, b: str) -> tuple[bool, bool]:
    """Tell of each title whether it has a word of weight that the other lacks in every spelling."""
    mine, yours = a.split(), b.split()
    left = [word for word in mine if word not in yours]
    right = [word for word in yours if word not in mine]
    joined_a, joined_b = tight(a), tight(b)
    return (
        any(_weighty(w) and w not in joined_b and not _spelt(w, right) for w in left),
        any(_weighty(w) and w not in joined_a and not _spelt(w, mine) for w in right),
    )


def _spelt(word: str, among: Sequence[str]) -> bool:
    """Tell whether a word is one of others, in some spelling."""
    return any(_slip(word, other) for other in among)


def _weighty(word: str) -> bool:
    return len(word) >= _ONE_SLIP


def _slip(x: str, y: str) -> bool:
    """Tell whether two words are one word, misspelt or with another ending."""
    if min(len(x), len(y)) < _ONE_SLIP:
        return False
    if x.startswith(y) or y.startswith(x):
        return True
    if x[0] != y[0] and x[-1] != y[-1]:
        return False
    allowed = 2 if min(len(x), len(y)) >= _TWO_SLIPS else 1
    return OSA.distance(x, y, score_cutoff=allowed) <= allowed
