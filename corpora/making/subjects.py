"""What reports are about: the words that their titles and abstracts are filled with."""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpora.making.grammar import data
from corpora.making.report import Subject
from corpora.making.stream import Stream

_BEFORE_PREPOSITION = re.compile(r"^.*?(?= (?:for|of|with|at|in|on|after|from|to|by) |$)")


def subject(
    topic: str, design: str, stream: Stream, told: Mapping[str, str] | None = None
) -> Subject:
    """Return what a report of `design` in `topic` is about; `told` words are not drawn."""
    table, words = data("topics")[topic], data("words")
    outcome, outcome2 = stream.some(table["outcomes"], 2)
    drawn = {
        "service": stream.pick(table["services"]),
        "population": stream.pick(table["populations"]),
        "outcome": outcome,
        "outcome2": outcome2,
        "place": stream.pick(words["places"]),
        "programme": programme(stream),
        "phrase": stream.pick(data("designs")[design]["phrases"]),
        "quote": stream.pick(words["quotes"]),
        "lead": stream.pick(words["leads"]),
    }
    chosen = {**drawn, **(told or {})}
    keywords = stream.some(table["keywords"], stream.whole(3, 6))
    return Subject(topic, design, chosen | _verbs(chosen["service"]), tuple(keywords))


def programme(stream: Stream) -> str:
    """Return an invented name of a programme."""
    words = data("words")
    return f"{stream.pick(words['programme_first'])} {stream.pick(words['programme_second'])}"


def _verbs(service: str) -> dict[str, str]:
    """Return the verbs that go with the service, in its number."""
    head = _BEFORE_PREPOSITION.match(service)
    noun = head[0] if head else service
    if noun.endswith("s") and not noun.endswith("ss"):
        return {"is": "are", "was": "were", "has": "have", "rests": "rest"}
    return {"is": "is", "was": "was", "has": "has", "rests": "rests"}
