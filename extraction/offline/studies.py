"""The study and part of it that a row of a file is about: by id, name, accession or report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from sqlalchemy import Connection, select

from extraction.form import Form
from extraction.part import parsed
from extraction.places_named import part_named
from review.ids import typed_digits
from review.records.lookup import Found, resolve, shown_of
from review.refusal import Refused
from review.standing import batches
from review.store import tables
from review.studies import Study, all_studies


class Studies:
    """The included studies, looked up as often as a file has rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.all = all_studies(connection)
        self._parts: dict[tuple[str, str], str] = {}

    @cached_property
    def _by_name(self) -> Mapping[str, list[Study]]:
        found: dict[str, list[Study]] = {}
        for study in self.all:
            found.setdefault(study.name, []).append(study)
        return found

    @cached_property
    def _by_accession(self) -> Mapping[str, list[Study]]:
        of_set: dict[str, list[Study]] = {}
        for study in self.all:
            for report in study.reports:
                of_set.setdefault(report, []).append(study)
        found: dict[str, list[Study]] = {}
        record, in_set = tables.record, tables.record_set
        for batch in batches(list(of_set)):
            query = (
                select(record.c.accession, in_set.c.set_id)
                .join(in_set, in_set.c.record_id == record.c.id)
                .where(in_set.c.set_id.in_(batch), record.c.accession != "")
            )
            for accession, set_id in self._connection.execute(query):
                known = found.setdefault(accession, [])
                known += [study for study in of_set[set_id] if study not in known]
        return found

    def find(self, typed: str) -> Study:
        """Return the study that is meant; Refused where there is none, or more than one."""
        if not typed:
            raise Refused("No study is named.", "Fill in the study.")
        digits = typed_digits("s", typed)
        if digits is not None:
            found = [study for study in self.all if study.id.startswith(digits)]
        else:
            found = self._by_name.get(typed, []) or self._by_accession.get(typed, [])
        if not found and digits is None:
            record = resolve(self._connection, typed)
            found = [study for study in self.all if record.set_id in study.reports]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refused(f"{typed} is in {len(found)} studies.", "Name one by its id.")
        raise Refused(f"There is no included study {typed}.", "See `review studies`.")

    def part(self, study: Study, form: Form, typed: str, named: str) -> str:
        """Return the part that is meant; of a form for each report, the report that was `named`."""
        if form.scope == "report" and not typed:
            typed = self._report(study, named)
        if form.scope != "report":
            return parsed(form.scope, typed).text
        key = (study.id, typed)
        if key not in self._parts:
            self._parts[key] = part_named(self._connection, study, form, typed)
        return self._parts[key]

    def _report(self, study: Study, named: str) -> str:
        if typed_digits("s", named) is None and named != study.name:
            return named
        if len(study.reports) != 1:
            raise Refused(
                f"{study.name} has {len(study.reports)} reports.", "Name one as the part."
            )
        return self.shown(study.reports)[study.reports[0]].shown

    def shown(self, reports: tuple[str, ...]) -> Mapping[str, Found]:
        """Return the record that is shown for each report."""
        return shown_of(self._connection, reports)
