"""Labels as people and programs write them: what says include, what exclude, and what neither."""

from __future__ import annotations

import re
from collections.abc import Iterable

from review.clean import one_line

_INCLUDE = frozenset(
    {"1", "true", "t", "yes", "y", "i", "in", "include", "included", "inclusion", "includes"}
    | {"relevant", "asreview_relevant", "accept", "accepted", "+"}
    | {"ja", "oui", "si", "sí", "sim", "inkludert", "inkluderet", "eingeschlossen", "inclus"}
)
_EXCLUDE = frozenset(
    {"0", "false", "f", "no", "n", "e", "x", "ex", "out", "exclude", "excluded", "exclusion"}
    | {"excludes", "irrelevant", "not relevant", "not included", "asreview_irrelevant", "reject"}
    | {"rejected", "-", "nei", "nej", "nein", "nee", "non", "não", "ekskludert", "ekskluderet"}
    | {"ausgeschlossen", "exclu"}
)
_NOTHING = frozenset({"", "-1", "nan", "na", "n/a", "<na>", "none", "null", "#n/a"})
_UNDECIDED = frozenset(
    {"?", "maybe", "unsure", "unclear", "uncertain", "undecided", "unknown", "pending", "conflict"}
    | {"unlabeled", "unlabelled", "unscreened", "not seen", "not screened", "asreview_not_seen"}
)
# `Excluded: wrong population`, `include (full text)`: a whole word, and grounds behind it.
_WITH_GROUNDS = re.compile(
    r"(?:(?P<yes>includ(?:e|ed)|accept(?:ed)?|yes)|exclud(?:e|ed)|reject(?:ed)?|no)\s*[:;,(\[/–—-]"
)
# What a note may consist of to be taken for a label; `no` and `in` are words of notes, too.
_IN_NOTES = {one for one in _INCLUDE | _EXCLUDE if len(one) >= len("include")} - {"accepted"}
_WHOLE = re.compile(r"(-?\d+)[.,]0*")
_ASREVIEW = re.compile(r"\bASReview_(?:relevant|irrelevant|not_seen)\b", re.IGNORECASE)
_RAYYAN = re.compile(r"RAYYAN-INCLUSION:\s*\{([^}]*)\}", re.IGNORECASE)
_NAMED = re.compile(r"\s*[\"'“]?([^:=]{1,60}?)[\"'”]?\s*[:=]\s*(.*)", re.DOTALL)


def label_in(said: str) -> bool | None:
    """Return whether `said` says include; None where it tells no label. ValueError: it is none."""
    word = _word(said)
    if word in _INCLUDE or word in _EXCLUDE:
        return word in _INCLUDE
    if word in _NOTHING or word in _UNDECIDED:
        return None
    if found := _WITH_GROUNDS.match(word):
        return bool(found["yes"])
    raise ValueError(word)


def marked_alone(said: Iterable[str], column: str) -> bool | None:
    """Return what is marked where nothing else is: each cell has one mark, or is blank; else None.

    Such a mark is a word for include, or an `x`, which means what its column is called.
    """
    words = {_word(one) for one in said} - (_NOTHING - {"-1"})
    if words == {"x"}:
        return not folded(column).startswith(("excl", "ekskl"))
    return True if len(words) == 1 and words <= _INCLUDE else None


def is_nothing(said: str) -> bool:
    """Tell whether a cell is blank, or says as statistics programs do that nothing is there."""
    return _word(said) in _NOTHING


def look_like_labels(values: Iterable[str]) -> bool:
    """Tell whether all values are labels, or none, and both kinds are among them."""
    kinds: set[bool | None] = set()
    for value in values:
        try:
            kinds.add(label_in(value))
        except ValueError:
            return False
    return kinds >= {True, False}


def folded(name: str) -> str:
    """Return a column's name without case, blanks and signs: `Included?` is `included`."""
    return re.sub(r"[\W_]+", "", name.casefold())


def label_in_notes(notes: Iterable[str], name: str, *, marks: bool) -> str | None:
    """Return what the notes of one record say of its label; None where they say nothing.

    Read is `NAME: value`; with `marks` also what ASReview writes, what Rayyan does where all its
    people agree, and a note, or a part of one, that is nothing but a word such as `Included`.
    """
    wanted, found = folded(name), None
    for note in notes:
        for part in re.split(r"[;|\n]", note):
            named = _NAMED.fullmatch(part)
            if named and wanted and folded(named.group(1)) == wanted:
                return named.group(2)
            if marks and found is None:
                found = part if _word(part) in _IN_NOTES else None
        if marks and (mark := _ASREVIEW.search(note)):
            return mark.group()
        if marks and (mark := _RAYYAN.search(note)):
            return _agreed(mark.group(1))
    return found


def _agreed(said: str) -> str:
    values = set(re.findall(r"=>\s*\"?([^\",]+)", said))
    return values.pop() if len(values) == 1 else ""


def _word(said: str) -> str:
    word = one_line(said).strip().strip("\"'“”").strip().casefold().rstrip(".!")
    whole = _WHOLE.fullmatch(word)
    return whole.group(1) if whole else word
