"""Forms that a review adds or changes, each version an act."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert

from extraction.form import Form, load
from extraction.form_changes import changes, check_next
from extraction.looking_again import Behind, left_behind
from extraction.queries import forms
from review.acts import Act, Kind, canonical, nobody
from review.ledger.ledger import Review
from review.people import team
from review.refusal import Refused
from review.store import tables

FORM = "form"


@dataclass(frozen=True, slots=True)
class Added:
    """A form as it was added; what it asks differently, and whose entries that leaves behind."""

    form: Form
    changes: tuple[str, ...] = ()
    behind: tuple[Behind, ...] = ()


def add_form(review: Review, text: str, name: str) -> Added:
    """Keep a form, or its next version.

    Raises Refused where the text is no form, where the version is old, and where values that are
    there would come to stand in another place.
    """
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
        if known:
            check_next(known, form)
        writing.append(FORM, form.id, {"form": form.id, "version": form.version, "text": text})
        left = left_behind(connection, review.person, form.id)
    return Added(form, changes(known, form) if known else (), tuple(left))


def _apply(connection: Connection, act: Act) -> None:
    connection.execute(
        insert(tables.form_version).values(
            act_id=act.id, order=act.order, form=act.subject, body=canonical(act.body["text"])
        )
    )


def _says(act: Act) -> str:
    return f"form {act.subject}, version {act.body['version']}"


FORM_KIND = Kind(FORM, _apply, (tables.form_version,), nobody, _says, undoable=True)
