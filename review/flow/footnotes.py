"""What stands below and above the diagram: footnotes, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from review.flow.boxes import Box
from review.flow.numbers import Numbers
from review.flow.wording import Wording


def footnotes(numbers: Numbers, boxes: Sequence[Box], words: Wording) -> tuple[str, ...]:
    """Return the footnotes of the marks that the boxes bear, then where the template is from."""
    ids = {box.id for box in boxes}
    own = words("marks", "own")
    notes = []
    if "database_results" in ids:
        notes.append(words("footnotes", "identified"))
    if "records_excluded" in ids:
        notes.append(words("footnotes", "excluded"))
    if any(line.text.endswith(own) for box in boxes for line in box.lines):
        notes.append(words("footnotes", "own"))
    if numbers.also_in_databases:
        notes.append(words("footnotes", "also_in_databases", n=numbers.also_in_databases))
    if numbers.retracted:
        notes.append(words("footnotes", "retracted", n=numbers.retracted))
    source = (words("footnotes", "translation"), words("footnotes", "source"))
    return (*notes, " ".join(part for part in source if part))


def interim_line(numbers: Numbers, words: Wording) -> str:
    """Return what is still open in one sentence, empty where nothing is."""
    pending = numbers.pending
    if not pending.anything:
        return ""
    return words(
        "interim",
        "line",
        title_abstract=pending.title_abstract,
        retrieval=pending.retrieval,
        full_text=pending.full_text,
    )
