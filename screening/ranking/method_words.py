"""The sentences on ranked screening, and on its stop, in the words of a language."""

from __future__ import annotations

from collections.abc import Iterator

from review.clean import one_line
from review.wording import Words, counted, dated
from screening.method_facts import Ranked

_SMALL = 0.001


def ranked_sentences(words: Words, ranked: Ranked) -> Iterator[str]:
    """Yield how records were ranked and, where screening was stopped, on what grounds."""
    if not ranked.released:
        return
    yield words("ranked", "how", what=counted(words, "record", ranked.released))
    yield words("ranked", "begin")
    if ranked.seeds:
        yield words("ranked", "seeds", what=counted(words, "record", ranked.seeds))
    if not ranked.stopped:
        return
    yield words(
        "ranked",
        "stopped",
        date=dated(words, ranked.day),
        what=counted(words, "record", ranked.screened),
        found=words.number(ranked.found),
        left=words.number(ranked.left),
    )
    yield words(
        "ranked",
        "reached" if ranked.enough else "missed",
        target=f"{100 * ranked.target:g}",
        confidence=f"{100 * ranked.confidence:g}",
        p=_p(words, ranked.p),
    )
    if ranked.why:
        yield words("ranked", "why", why=one_line(ranked.why))


def _p(words: Words, value: float) -> str:
    text = f"{max(value, _SMALL):.3f}"
    text = text.replace(".", ",") if words.language == "nb" else text
    return f"< {text}" if value < _SMALL else f"= {text}"
