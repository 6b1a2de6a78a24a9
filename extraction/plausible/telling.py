"""What the checks found, in plain lines and as data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from extraction.part import told
from extraction.plausible.concern import Concern
from extraction.plausible.reading import Checked
from review.clean import one_line
from review.counting import counted
from review.ids import shown_study


def lines(concerns: Iterable[Concern], indent: str = "  ") -> Iterator[str]:
    """Yield a line for each concern: its sign, the path, and the sentence."""
    for one in concerns:
        sign, _, sentence = one.line.partition(" ")
        yield f"{indent}{sign} {one.path}: {one_line(sentence)}"


def listing(found: Iterable[Checked]) -> Iterator[str]:
    """Yield every entry with something to look at again, and a last line with the numbers."""
    entries = concerns = 0
    for one in found:
        entries += 1
        concerns += len(one.concerns)
        if one.concerns:
            part = one_line(told(one.form.scope, one.place.part))
            whose = "agreed" if one.agreed else "yours"
            name = f"{one_line(one.study.name)} ({shown_study(one.study.id)})"
            yield f"{name}, {one.form.id}{part} ({whose})"
            yield from lines(one.concerns)
    things = counted(concerns, "thing")
    yield f"{things} to look at again in {counted(entries, 'entry', 'entries')}."


def data(found: Iterable[Checked]) -> dict[str, Any]:
    """Return the same as plain JSON."""
    return {
        "concerns": [
            {
                "study": shown_study(one.study.id),
                "name": one.study.name,
                "form": one.place.form,
                "part": one.place.part,
                "agreed": one.agreed,
                "path": concern.path,
                "severity": concern.severity,
                "sentence": concern.sentence,
            }
            for one in found
            for concern in one.concerns
        ]
    }
