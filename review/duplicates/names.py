"""Authors as surnames and first initials, however an export wrote them, and their agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from review.duplicates.text import folded

_LUMP = re.compile(r"(?<=\.)(?=[A-Z][a-z'’A-Z-]*[a-z])")
_GLUED = re.compile(r"^([A-Z][\w'’-]*[a-zß-ÿ])([A-Z](?:\.-?[A-Z])*\.?)$")  # `MoeK.B.`
_WRITTEN_OUT = re.compile(r"[^\W\d_]{2}")
_INITIALS = re.compile(r"^(?:[A-Z]\.?[ -]?){1,4}$")
_GROUP = re.compile(
    r"\b(?:group|collaborat\w+|investigators?|consortium|network|committee|society|association|"
    r"institute|organi[sz]ation|university|ministry|department|council|cent(?:er|re)|agency|inc|ltd)\b"
)
_NOBODY = frozenset(
    {
        "et al",
        "al",
        "anonymous",
        "anon",
        "no authors listed",
        "unknown",
        "na",
        "n a",
        "none",
        "others",
    }
)
_NUMBERED = re.compile(r"^(?:nct|isrctn|actrn|drks|chictr|euctr|umin|jprn|ctri)\W?\w*\d{4}")
_PARTICLES = frozenset(
    {"de", "da", "di", "du", "del", "della", "der", "den", "des", "dos", "van", "von", "la", "le",
     "el", "al", "bin", "ben", "ten", "ter", "und", "jr", "sr", "st"}
)  # fmt: skip
_SHORT = 2  # letters: a surname that a shared word must be longer than
_SLIPPED = re.compile(r"[A-Z]\.?|[A-Z]{2}")  # initials that stand behind a surname
_SPELLED = 84  # rapidfuzz ratio, 0 to 100: two spellings of one surname
_FIRST_ALONE = 0.6
_TURNED = 0.75  # of the shorter list: names of which given and family name changed places


@dataclass(frozen=True, slots=True)
class Authors:
    """The surnames' words, given names written out, the first author apart with an initial."""

    surnames: frozenset[str]
    given: frozenset[str]
    first: str
    initial: str
    count: int


NOBODY = Authors(frozenset(), frozenset(), "", "", 0)


def authors_of(written: tuple[str, ...]) -> Authors:
    """Return who is named; `et al.`, anonymous and group names are no surnames."""
    if len(written) == 1:
        written = tuple(
            part for piece in written[0].split(";") for part in _LUMP.split(piece) if part.strip()
        )
    people = [name for name in map(_name, written) if name[0]]
    if not people:
        return NOBODY
    words = frozenset(word for surname, _, _ in people for word in surname.split())
    given = frozenset(word for _, _, names in people for word in names if len(word) > 1)
    return Authors(words, given, people[0][0], people[0][1], len(people))


@lru_cache(maxsize=200_000)
def _name(written: str) -> tuple[str, str, tuple[str, ...]]:
    """Return the surname's words without particles, the first initial, and names written out."""
    last, comma, given = written.partition(",")
    if not comma:
        last, given = _turned(written.split())
    last, slipped = _without_initials(last)
    given = f"{slipped} {given}" if slipped else given
    surname = folded(last)
    if surname in _NOBODY or _no_person(surname, turned=not comma):
        return "", "", ()
    kept = [word for word in surname.split() if word not in _PARTICLES]
    if not kept or (len(kept) == 1 and len(kept[0]) == 1):
        # "Le, Quintrec M." and the like: the surname slipped behind the comma.
        rest = folded(given).split()
        kept = surname.split() + [word for word in rest if len(word) > _SHORT]
        given = " ".join(word for word in rest if word not in kept)
    letter = next(filter(str.isalpha, given), "")
    initial = letter.lower() if letter.isascii() else folded(letter)[:1]
    full = tuple(folded(given).split()) if _WRITTEN_OUT.search(given) else ()
    return " ".join(kept), initial, full


def _without_initials(last: str) -> tuple[str, str]:
    """Return a surname without initials that slipped into it, as in `Moe K, B`, and those."""
    if " " not in last:
        return last, ""
    words = last.split()
    kept = [word for word in words if not _SLIPPED.fullmatch(word)]
    if not kept or len(kept) == len(words) or last.isupper():
        return last, ""
    return " ".join(kept), " ".join(word for word in words if word not in kept)


def _no_person(surname: str, *, turned: bool) -> bool:
    """Tell whether this names a group, or a registration that stands in the author field."""
    return bool(
        ((turned or " " in surname) and _GROUP.search(surname))
        or (surname[-1:].isdigit() and _NUMBERED.match(surname))
    )


def _turned(words: list[str]) -> tuple[str, str]:
    """Return surname and given names of a name written without a comma."""
    if len(words) < _SHORT:
        glued = _GLUED.match(words[0]) if words else None
        return (glued[1], glued[2]) if glued else (" ".join(words), "")
    cut = len(words)
    while cut > 1 and _INITIALS.match(words[cut - 1]):
        cut -= 1
    if cut < len(words):
        return " ".join(words[:cut]), " ".join(words[cut:])
    return words[-1], " ".join(words[:-1])


def agreement(a: Authors, b: Authors) -> float | None:
    """Return the share, 0 to 1, of the shorter list that the other has too; None: nobody named."""
    if not a.surnames or not b.surnames:
        return None
    least = min(len(a.surnames), len(b.surnames))
    shared = len(a.surnames & b.surnames) / least
    if shared < _FIRST_ALONE and (a.given or b.given):
        # Some exports take the given name for the surname: Wang, Xiaoguang and Xiaoguang, W.
        turned = max(len(a.given & b.surnames), len(a.surnames & b.given)) / least
        if turned >= _TURNED:
            return min(1.0, turned)
    if shared >= 1 or not _same_first(a, b):
        if a.count == b.count == 1 and a.initial and b.initial and a.initial != b.initial:
            return 0.0
        return shared
    return max(shared, _FIRST_ALONE)


def _same_first(a: Authors, b: Authors) -> bool:
    if a.first != b.first:
        return fuzz.ratio(a.first, b.first) >= _SPELLED
    return not (a.initial and b.initial and a.initial != b.initial)
