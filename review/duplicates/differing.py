"""Two records beside each other, field by field, with the words that differ between them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import compress
from typing import Literal

from review.clean import drawable
from review.record import Record

# same: alike in every word; alike: the same but for words cut short; differs: some word differs;
# alone: only one record says anything.
State = Literal["same", "alike", "differs", "alone"]
Spans = tuple[tuple[int, int], ...]

_OFTEN_SHORT = frozenset({"Authors", "In"})
_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the spans (start, end) of the words that the other record does not have."""

    text: str
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class FieldPair:
    """What two records say in one field."""

    name: str
    first: Marked
    second: Marked
    state: State


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _pages(record: Record) -> str:
    first, last = record.start_page, record.end_page
    pages = f"{first}-{last}" if first and last and first != last else first or last
    return pages or record.article_number


def _issue(record: Record) -> str:
    return _joined(record.volume, f"({record.issue})" if record.issue else "")


# Years, volumes and pages are what tells two reports of one title apart, so they come early.
_FIELDS: tuple[tuple[str, Callable[[Record], str]], ...] = (
    ("Title", lambda r: r.title),
    ("Translated", lambda r: r.translated_title),
    ("Authors", lambda r: "; ".join(r.authors)),
    ("Year", lambda r: "" if r.year is None else str(r.year)),
    ("In", lambda r: r.journal or r.journal_short),
    ("Volume", _issue),
    ("Pages", _pages),
    ("DOI", lambda r: r.doi),
    ("PMID", lambda r: r.pmid),
    ("Type", lambda r: r.type),
    ("Language", lambda r: r.language),
    ("ISSN", lambda r: "; ".join(r.issn)),
    ("ISBN", lambda r: "; ".join(r.isbn)),
    ("Trial", lambda r: "; ".join(r.registrations)),
    ("Abstract", lambda r: r.abstract),
)


def field_pairs(first: Record, second: Record) -> tuple[FieldPair, ...]:
    """Return the fields that at least one of two records has, what tells them apart marked."""
    pairs = (_pair(name, drawable(read(first)), drawable(read(second))) for name, read in _FIELDS)
    return tuple(pair for pair in pairs if pair.first.text or pair.second.text)


def _pair(name: str, first: str, second: str) -> FieldPair:
    first, second = first.strip(), second.strip()
    if not first or not second:
        return FieldPair(name, Marked(first), Marked(second), "alone")
    short = name in _OFTEN_SHORT
    spans_a, spans_b, cut = differing_words(first, second, cut_short=short)
    state: State = "differs" if spans_a or spans_b else "alike" if cut else "same"
    return FieldPair(name, Marked(first, spans_a), Marked(second, spans_b), state)


def differing_words(
    first: str, second: str, *, cut_short: bool = False
) -> tuple[Spans, Spans, int]:
    """Return the spans of the words that differ in each text, and how many words are cut short.

    Words are held against each other in their order; case and punctuation make no difference. With
    `cut_short` a word that begins another (`A.` and `Anna`, `J` and `Journal`) is the same word.
    """
    from rapidfuzz.distance import Levenshtein

    words_a, words_b = _words(first), _words(second)
    steps = Levenshtein.opcodes([word for word, _ in words_a], [word for word, _ in words_b])
    spans_a: list[tuple[int, int]] = []
    spans_b: list[tuple[int, int]] = []
    cut = 0
    for step in steps:
        lost, come = (
            words_a[step.src_start : step.src_end],
            words_b[step.dest_start : step.dest_end],
        )
        if step.tag == "equal":
            continue
        if cut_short and step.tag == "replace":
            whole = [not _begins(a, b) for (a, _), (b, _) in zip(lost, come, strict=True)]
            cut += whole.count(False)
            lost, come = list(compress(lost, whole)), list(compress(come, whole))
        spans_a += (span for _, span in lost)
        spans_b += (span for _, span in come)
    return tuple(spans_a), tuple(spans_b), cut


def _begins(one: str, other: str) -> bool:
    return one.isalpha() and other.isalpha() and (one.startswith(other) or other.startswith(one))


def _words(text: str) -> list[tuple[str, tuple[int, int]]]:
    folded = ((_SIGNS.sub("", m[0]).casefold(), m.span()) for m in _WORD.finditer(text))
    return [(word, span) for word, span in folded if word]
