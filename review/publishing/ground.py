"""What the ground itself brings to the publication: flow, people, reports that are not used."""

from __future__ import annotations

from sqlalchemy import Connection

from review.flow.alt_text import alt_text
from review.flow.numbering import numbers_of
from review.flow.queries import flow as flow_of
from review.lists import reports_standing
from review.people.team import people as people_of
from review.publishing.parts import Figure
from review.table.table import Column, Table
from review.wording import words_of


def flow(connection: Connection, language: str, *, editable: bool = False) -> Figure:
    """Return the flow diagram as a picture, or as shapes that can be edited in Word."""
    from review.flow.picture import picture as drawn
    from review.flow.rendering import render

    counted = flow_of(connection)
    words = words_of("review.publishing", language)
    name = "flow-editable" if editable else "flow"
    alt = alt_text(numbers_of(counted), language)
    if editable:
        return Figure(
            name=name,
            title=words("title", name),
            alt=alt,
            pages=lambda _room: (),
            files={},
            shapes=lambda: _shapes(connection, language),
        )
    kept = ("svg", "png", "pdf", "docx", "csv", "mermaid")
    files = {ending: render(counted, ending, language=language) for ending in kept}
    raw = {
        ending: data.encode() if isinstance(data, str) else data for ending, data in files.items()
    }
    return Figure(
        name=name,
        title=words("title", name),
        alt=alt,
        pages=lambda _room: (drawn(counted, language),),
        files=raw,
    )


def _shapes(connection: Connection, language: str) -> object:
    from review.flow.as_docx import page_for
    from review.flow.docx_shapes import drawing
    from review.flow.layout import laid_out
    from review.flow.wording import wording

    numbers = numbers_of(flow_of(connection))
    made = laid_out(numbers, language)
    _width, _height, scale = page_for(made)
    return drawing(
        made, wording(language), min(scale, 455.0 / made.width), alt_text(numbers, language)
    )


def people(connection: Connection, language: str) -> Table:
    """Return who took part in which roles."""
    words = words_of("review.publishing", language)
    rows = tuple(
        (
            person.name,
            ", ".join(
                words("role", role) for role in words.sections["role"] if role in person.roles
            ),
            words("yes", "yes" if person.active else "no"),
        )
        for person in people_of(connection)
    )
    columns = (
        Column("person", words("column", "person")),
        Column("roles", words("column", "roles"), width=3.0),
        Column("active", words("column", "active")),
    )
    return Table("people", words("title", "people"), columns, rows)


def not_used(connection: Connection, language: str) -> Table:
    """Return the reports that are eligible and not used, with why another one is."""
    words = words_of("review.publishing", language)
    columns = (
        Column("report", words("column", "report")),
        Column("title", words("column", "title"), width=2.5),
        Column("where", words("column", "where"), width=1.4),
        Column("id", words("column", "id")),
        Column("why", words("column", "why"), width=1.6),
    )
    rows = tuple(reports_standing(connection, "not-used"))
    return Table("not-used", words("title", "not-used"), columns, rows, landscape=True)
