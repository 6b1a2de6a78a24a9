"""The place that a person names: a study, a form, and the part of the study that the form takes."""

from __future__ import annotations

from sqlalchemy import Connection

from extraction.form import Form, find_form
from extraction.part import parsed
from extraction.queries import Place, forms
from review.records.lookup import resolve, shown_of
from review.refusal import Refused
from review.reports.linking import find
from review.studies import Study


def place_named(
    connection: Connection, study: str, form: str, part: str = ""
) -> tuple[Study, Form, Place]:
    """Return what is meant; Refused where a name is unknown or the part is none of the form's."""
    which, found = find(connection, study), find_form(form, forms(connection))
    return which, found, Place(which.id, found.id, part_named(connection, which, found, part))


def part_named(connection: Connection, study: Study, form: Form, typed: str) -> str:
    """Return the part of `study` that `typed` means, a report by the id that is shown."""
    part = parsed(form.scope, typed)
    if not part.report:
        return part.text
    report = resolve(connection, part.report)
    if report.set_id not in study.reports:
        raise Refused(
            f"{report.shown} is no report of {study.name}.", "Its reports: `review studies`."
        )
    return shown_of(connection, [report.set_id])[report.set_id].shown
