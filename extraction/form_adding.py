"""Forms that a review adds or changes, each version an act."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from extraction.form import Form, load
from extraction.queries import forms
from review import team
from review.acts import Act, Kind, canonical, nobody
from review.ledger import Review
from review.refusal import Refused
from review.store import tables

FORM = "form"


def add_form(review: Review, text: str, name: str) -> Form:
    """Keep a form, or its next version; Refused where the text is no form or the version is old."""
    form = load(text, name)
    with review.write() as writing:
        connection = writing.connection
        team.require(connection, review, ("lead",), "add a form")
        known = forms(connection).get(form.id)
        if known and form.version <= known.version:
            raise Refused(
                f"{form.id} has version {known.version} already.",
                f"Give yours version {known.version + 1}.",
            )
        writing.append(FORM, form.id, {"form": form.id, "version": form.version, "text": text})
    return form


def _apply(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.form_version).values(
            act_id=act.id, order=act.order, form=act.subject, body=canonical(act.body["text"])
        )
    )


def _says(act: Act) -> str:
    return f"form {act.subject}, version {act.body['version']}"


FORM_KIND = Kind(FORM, _apply, (tables.form_version,), nobody, _says, undoable=True)
