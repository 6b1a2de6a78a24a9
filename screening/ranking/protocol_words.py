"""What a protocol says of the records that are looked for, as the ranker begins with it.

Criteria that a record must meet are as good as the question; what excludes is left out, since its
words are those of records that look alike and are not wanted, or of no record at all.
"""

from __future__ import annotations

from dataclasses import dataclass

from review.protocol import Protocol

ENOUGH = 5  # includes; from so many on the protocol's words teach no more


@dataclass(frozen=True, slots=True)
class Words:
    """What a protocol says of the records that are looked for."""

    text: str = ""  # question and criteria
    terms: tuple[str, ...] = ()


def words_of_protocol(protocol: Protocol) -> Words:
    """Return the protocol's question and criteria as text, and its terms for inclusion."""
    text = [protocol.title, protocol.question, *(one.en for one in protocol.criteria)]
    terms = [term.strip("*$? ") for term in protocol.terms.include]
    return Words(" ".join(part for part in text if part), tuple(term for term in terms if term))
