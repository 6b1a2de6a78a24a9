"""Which language an abstract is in, by its commonest words; without certainty, none is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

_COMMON = {
    "en": "the of and in to was were with for that is are this by from we on as at be which",
    "nb": "og i av til som er det en på for med ble ikke var fra om å har et etter mellom hos",
    "da": "og i af til som er det en på for med blev ikke var fra om at har et efter mellem hos",
    "sv": "och i av till som är det en på för med blev inte var från om att har ett efter mellan",
    "de": "der die und in den von zu das mit des im dem nicht ein eine auf für ist wurden bei",
    "nl": "de het een en van in te dat op voor met zijn bij werd niet aan is door om uit",
    "fr": "le la les des et de en une un dans du est pour que par sur avec au qui ont",
    "es": "el la los las de en y que una un con del por para se al fueron entre su como",
    "pt": "o a os as de do da em que uma um com para por dos das foram no na entre",
    "it": "il la di che e un una per con del della in dei sono è nel al da le gli",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+")
_NEAR = {"nb", "da", "sv"}  # they share most of their common words: one more has to do
_READ = 200  # words
_FEWEST = 4  # common words
_SHARE = 0.12  # of the words that are to be common ones
_AHEAD = 1.3  # times the language that is not near
_SAME = {"no": "nb", "nn": "nb", "eng": "en", "nor": "nb"}


def language_of(text: str) -> str:
    """Return the language of `text` as two letters, or an empty string without certainty."""
    words = [found[0].lower() for _, found in zip(range(_READ), _WORD.finditer(text), strict=False)]
    counts = {name: sum(word in common for word in words) for name, common in _WORDS.items()}
    best = max(counts, key=lambda name: counts[name])
    most = counts.pop(best)
    near = max((n for name, n in counts.items() if {name, best} <= _NEAR), default=0)
    far = max(n for name, n in counts.items() if not {name, best} <= _NEAR)
    certain = most >= max(_FEWEST, _SHARE * len(words), _AHEAD * far) and most > near
    return best if certain else ""


def in_order(abstracts: Sequence[str], language: str) -> tuple[str, ...]:
    """Return the abstracts with the first one in `language` before the others, if one is known."""
    wanted = _SAME.get(language, language)
    for position, abstract in enumerate(abstracts):
        if language_of(abstract) == wanted:
            return (abstract, *abstracts[:position], *abstracts[position + 1 :])
    return tuple(abstracts)
