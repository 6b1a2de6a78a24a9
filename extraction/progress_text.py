"""Where every study stands in every form, in plain lines, as one person may see it."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from extraction.part import told
from extraction.progress import complete_entries
from extraction.stands import stands
from review.clean import one_line
from review.ids import shown_study


def progress_lines(connection: Connection, viewer: str) -> Iterator[str]:
    """Yield a line for each form of each included study, then how many entries each completed.

    Of a partner's entry nothing is told before both are complete; the numbers are bare.
    """
    forms, studies = stands(connection, viewer)
    for one in studies:
        yield f"{one_line(one.study.name)} ({shown_study(one.study.id)})"
        for form, places in one.forms.items():
            for stand in places:
                name = form + told(forms[form].scope, one_line(stand.place.part))
                yield f"  {name:40} {stand.words}"
    numbers = sorted(complete_entries(connection).items())
    if numbers:
        yield "Complete entries: " + ", ".join(f"{name} {number}" for name, number in numbers)


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
        }
        for one in studies
        for form, places in one.forms.items()
        for stand in places
    ]
    return {"progress": rows, "complete": dict(complete_entries(connection))}
