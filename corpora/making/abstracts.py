"""Abstracts of some 80 to 180 words from the sentences of a topic and a design."""

from __future__ import annotations

from collections.abc import Sequence

from corpora.making.grammar import data, sentence
from corpora.making.report import Subject
from corpora.making.stream import Stream

_HEADED = 0.35
HEADINGS = ("BACKGROUND", "AIM", "METHODS", "RESULTS", "CONCLUSION")


def abstract(subject: Subject, stream: Stream, results: Sequence[str] = ()) -> str:
    """Return an abstract; `results` take the place of the design's own result sentences."""
    design, topic = data("designs")[subject.design], data("topics")[subject.topic]
    parts = (
        _some(topic["backgrounds"], stream.whole(1, 2), subject, stream),
        _some(design["aims"], 1, subject, stream),
        _some(design["methods"], stream.whole(2, 3), subject, stream),
        list(results) or _some(design["results"], stream.whole(2, 4), subject, stream),
        _some(design["closings"], stream.whole(1, 2), subject, stream),
    )
    texts = [" ".join(part) for part in parts]
    if stream.chance(_HEADED):
        texts = [f"{heading}: {text}" for heading, text in zip(HEADINGS, texts, strict=True)]
    return " ".join(texts)


def _some(templates: Sequence[str], number: int, subject: Subject, stream: Stream) -> list[str]:
    chosen = stream.some(templates, min(number, len(templates)))
    return [sentence(template, subject.words, stream) for template in chosen]
