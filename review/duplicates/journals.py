"""Whether two journal names mean one journal: abbreviations, acronyms, subtitles, places.

`N Engl J Med` abbreviates `The New England Journal of Medicine` word by word; `AMCIS` abbreviates
`Americas Conference on Information Systems` letter by letter. A name that only begins another is
`near`: `Molecular Therapy` and its long form, but also `Blood` and `Blood Reviews`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from review.duplicates.kinds import is_of_theses
from review.duplicates.text import folded, tight

Likeness = Literal["same", "near", "different", ""]

_MEETING = re.compile(r"\W+Conference\s*:\s*", re.IGNORECASE)
_SCHOOL = re.compile(
    r"(?!.*\b(?:journal|law|review|annals|bulletin|quarterly|press|papers)\b)"
    r".*(?:\buniversi\w+|\bcollege|h[øöo]g?skol|hochschule)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)?")
_ASIDE = re.compile(r"\([^)]*\)|\[(?:electronic|online|internet|print)[^\]]*\]", re.IGNORECASE)
_SUBTITLE = re.compile(r"\s*[:=;/]\s+|\s+[-–—]\s+")
_SMALL = frozenset(
    {"the", "of", "and", "in", "for", "on", "a", "an", "d", "de", "la", "le", "les", "des",
     "du", "der", "die", "das", "und", "et", "e", "y", "el", "los", "del", "di", "della",
     "den", "det", "fur", "fuer", "og", "och", "av", "till", "til", "van", "het", "voor",
     "aux", "au", "zur", "zum", "im"}
)  # fmt: skip
_SPELLED = 88  # rapidfuzz ratio, 0 to 100: two spellings of one name
_CONTAINED = 3  # words: a shorter name says too little to be found inside another
_ACRONYM = 3  # letters
_PLAIN_LETTERS = 4  # letters of a word that its abbreviation must at least keep when it skips some


@lru_cache(maxsize=50_000)
def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a journal name that carry meaning."""
    words = folded(_ASIDE.sub(" ", name)).split()
    telling = (word for word in words if word not in _SMALL and not _ORDINAL.fullmatch(word))
    return tuple(telling) or tuple(words)


@lru_cache(maxsize=50_000)
def forms(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the whole name's words, and those of the parts around a colon or dash."""
    name, _, meeting = _MEETING.sub("\0", name, count=1).partition("\0")
    parts = [part for part in _SUBTITLE.split(_ASIDE.sub(" ", name)) if part.strip()]
    whole = words_of(name)
    pieces = [words_of(part) for part in parts] if len(parts) > 1 else []
    pieces += [words_of(meeting)] if meeting else []
    return (whole, *(piece for piece in pieces if piece and piece != whole))


@lru_cache(maxsize=400_000)
def likeness(a: str, b: str) -> Likeness:
    """Return how two journal names relate; an empty string where one is missing."""
    mine, yours = forms(a), forms(b)
    if not mine[0] or not yours[0]:
        return ""
    if a == b or _of_theses(a, b) or any(_abbreviates(x, y) for x in mine for y in yours):
        return "same"
    if fuzz.ratio(tight(" ".join(mine[0])), tight(" ".join(yours[0]))) >= _SPELLED:
        return "same"
    if _acronym(mine[0], yours[0]) or _acronym(yours[0], mine[0]):
        return "same"
    return "near" if _inside(mine[0], yours[0]) or _inside(yours[0], mine[0]) else "different"


def _of_theses(a: str, b: str) -> bool:
    """Tell whether one thesis may stand in both: in lists of theses, or under its university."""
    return (is_of_theses(a) and bool(is_of_theses(b) or _SCHOOL.match(b))) or (
        is_of_theses(b) and bool(_SCHOOL.match(a))
    )


def _abbreviates(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    return len(a) == len(b) and all(map(_short_for, a, b))


def _short_for(a: str, b: str) -> bool:
    """Tell whether one word shortens the other: `engl`, `natl`, `dtsch`, `j`."""
    if len(a) > len(b):
        a, b = b, a
    if b.startswith(a):
        return True
    if a[0] != b[0] or len(a) < _PLAIN_LETTERS:
        return False
    rest = iter(b)
    return all(letter in rest for letter in a)


def _inside(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    if len(short) >= len(long):
        return False
    if all(map(_short_for, short, long)):
        return True
    return len(short) >= _CONTAINED and any(
        all(map(_short_for, short, long[at:])) for at in range(1, len(long) - len(short) + 1)
    )


def _acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether a word of `short` is made of the beginnings of all words of `long`."""
    return len(long) >= _ACRONYM and any(
        len(word) >= len(long) and word[0] == long[0][0] and _made_of(word, long) for word in short
    )


def _made_of(word: str, words: tuple[str, ...]) -> bool:
    if not words:
        return not word
    head = words[0]
    return any(
        head.startswith(word[:size]) and _made_of(word[size:], words[1:])
        for size in range(1, min(len(word), len(head)) + 1)
    )
