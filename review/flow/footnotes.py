"""What stands below and above the diagram: footnotes, and what is still open."""

from __future__ import annotations

from collections.abc import Sequence

from review.clean import one_line
from review.elsewhere.entries import Elsewhere
from review.flow.boxes import Box
from review.flow.lines import FOOTNOTE
from review.flow.numbers import Numbers
from review.flow.wording import Wording
from review.typography import writable


def footnotes(numbers: Numbers, boxes: Sequence[Box], words: Wording) -> tuple[str, ...]:
    """Return the footnotes of the marks that the boxes bear, then where the template is from."""
    own = words("marks", "own")
    notes = [
        words("footnotes", key)
        for row, key in (("database_results", "identified"), ("records_excluded", "excluded"))
        if any(box.id == row and FOOTNOTE in box.lines[0].text for box in boxes)
    ]
    if any(own in line.text for box in boxes for line in box.lines):
        notes.append(words("footnotes", "own"))
    notes.extend(_logged(entry, numbers, words) for entry in numbers.logged)
    if numbers.also_in_databases:
        key = "also_before" if numbers.updated else "also_in_databases"
        notes.append(words("footnotes", key, n=numbers.also_in_databases))
    if numbers.left_unscreened:
        notes.append(words("footnotes", "left_unscreened", n=numbers.left_unscreened))
    if numbers.retracted:
        notes.append(words("footnotes", "retracted", n=numbers.retracted))
    source = (words("footnotes", "translation"), words("footnotes", "source"))
    return (*notes, " ".join(part for part in source if part))


def _logged(entry: Elsewhere, numbers: Numbers, words: Wording) -> str:
    """Return the footnote of work done elsewhere: what, where, why, and who entered it when."""
    name = numbers.reason(entry.reason, words.language) if entry.reason else entry.source
    text = words(
        "footnotes",
        "elsewhere",
        n=entry.number,
        what=words("elsewhere", entry.what),
        of=f" ({_name(name)})" if name else "",
        why=_name(entry.why),
        by=_name(entry.by) or words("marks", "nobody"),
        day=entry.day,
    )
    return f"{words('marks', 'elsewhere')}{text}"


def _name(text: str) -> str:
    return one_line(writable(text))


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
