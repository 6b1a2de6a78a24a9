"""Where every study stands in every form, in plain lines, as one person may see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Connection

from extraction.part import told
from extraction.stands import WORDS, stands
from review.clean import one_line
from review.counting import counted
from review.ids import shown_study


def progress_lines(connection: Connection, viewer: str) -> Iterator[str]:
    """Yield a line for each form of each included study, then the numbers of places.

    Of a partner's entry nothing is told before both are complete.
    """
    forms, studies = stands(connection, viewer)
    for one in studies:
        yield f"{one_line(one.study.name)} ({shown_study(one.study.id)})"
        for form, places in one.forms.items():
            for stand in places:
                name = form + told(forms[form].scope, one_line(stand.place.part))
                yield f"  {name:40} {stand.words}"
    states = Counter(
        stand.where for one in studies for places in one.forms.values() for stand in places
    )
    sums = [f"{states[where]} {WORDS[where]}" for where in WORDS if states[where]]
    if number := sum(
        stand.discuss for one in studies for places in one.forms.values() for stand in places
    ):
        sums.append(f"{counted(number, 'difference')} to discuss")
    yield ", ".join(sums)


def progress_data(connection: Connection, viewer: str) -> dict[str, object]:
    """Return the same as plain JSON."""
    _forms, studies = stands(connection, viewer)
    rows = [
        {
            "study": shown_study(one.study.id),
            "name": one.study.name,
            "form": form,
            "part": stand.place.part,
            "state": stand.where,
            "answered": stand.asked - stand.left,
            "required": stand.asked,
            "to_discuss": stand.discuss,
        }
        for one in studies
        for form, places in one.forms.items()
        for stand in places
    ]
    return {"progress": rows}
