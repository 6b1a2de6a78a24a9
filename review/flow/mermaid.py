"""The diagram in Mermaid, for pages that draw it: boxes, arrows, nothing that runs."""

from __future__ import annotations

import re

from review.flow.boxes import Box, boxes
from review.flow.counts import Flow
from review.flow.footnotes import footnotes, interim_line
from review.flow.grid import grid
from review.flow.numbering import numbers_of
from review.flow.numbers import Numbers
from review.flow.wording import Wording, wording

# Mermaid reads these as its own; it takes any character by its number.
_SPECIAL = re.compile(r"[^\w ,.:=()*†/\u00a0\u202f–-]")


def as_mermaid(flow: Flow | Numbers, language: str = "en") -> str:
    """Return a flowchart from top to bottom; what is still open stands in a box with dashes."""
    numbers = flow if isinstance(flow, Numbers) else numbers_of(flow)
    words = wording(language)
    made = boxes(numbers, language)
    lines = ["flowchart TB"]
    interim = interim_line(numbers, words)
    if interim:
        lines.append(f'  interim["{_escaped(interim)}"]:::open')
    for box in made:
        style = ":::open" if box.pending else ""
        lines.append(f'  {box.id}["{_words(box, words)}"]{style}')
    lines.extend(f"  {arrow.start} --> {arrow.end}" for arrow in grid(made).arrows)
    notes = "<br/>".join(_escaped(note) for note in footnotes(numbers, made, words))
    lines.append(f'  notes["{notes}"]:::notes')
    lines.append("  classDef open stroke:#b00020,stroke-dasharray:4 3")
    lines.append("  classDef notes fill:none,stroke:none,font-size:70%")
    return "\n".join(lines) + "\n"


def _words(box: Box, words: Wording) -> str:
    return "<br/>".join(_escaped(text) for line in box.lines for text in line.texts(words))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"#{ord(match.group())};", text)
