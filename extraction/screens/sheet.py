"""One entry as the form screen takes it: what is filled in, what is left, and where to read it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection

from extraction.dose import contradictions
from extraction.entry import CONSENSUS
from extraction.form import Form, find_form
from extraction.path import parsed
from extraction.queries import Place, forms, visible_entries
from extraction.screens.form_rows import left_in_words
from extraction.value import Value
from extraction.wording import words
from review.clean import one_line
from review.ids import shown_record, shown_study
from review.lookup import shown_of
from review.record import short_authors
from review.refusal import Refused
from review.studies import Study, all_studies


@dataclass(frozen=True, slots=True)
class Sheet:
    """A form with the values of one entry; `agreed` where it is the consensus."""

    form: Form
    study: Study
    place: Place
    values: Mapping[str, Value]
    complete: bool
    agreed: bool
    reports: Mapping[str, str]  # shown id -> what it is
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field -> answers so far

    @property
    def sealed(self) -> bool:
        """Tell whether nothing can be written here now."""
        return self.complete or self.agreed

    @property
    def state(self) -> str:
        """Return where the entry is, in words."""
        if self.agreed:
            return "= agreed by both; u takes the consensus back"
        if self.complete:
            return "+ complete; c opens it again"
        return f"~ {left_in_words(self.form, self.values)}"

    @property
    def warnings(self) -> tuple[str, ...]:
        """Return where the values contradict one another."""
        return contradictions(self.form, self.values, words("en"))


def read_sheet(connection: Connection, place: Place, viewer: str) -> Sheet:
    """Return the consensus of a place, else the viewer's own entry, empty where there is none."""
    form = find_form(place.form, forms(connection))
    study = study_of(connection, place.study)
    of_place = visible_entries(connection, viewer, study.id).get(place, {})
    entry = of_place.get(CONSENSUS) or of_place.get(viewer)
    return Sheet(
        form,
        study,
        place,
        dict(entry.values) if entry else {},
        complete=bool(entry and entry.complete),
        agreed=CONSENSUS in of_place,
        reports=reports_of(connection, study),
    )


def study_of(connection: Connection, study_id: str) -> Study:
    """Return an included study; Refused where it is none any more."""
    found = next((one for one in all_studies(connection) if one.id == study_id), None)
    if found is None:
        raise Refused(f"{shown_study(study_id)} is no included study any more.", "See workspace 7.")
    return found


def reports_of(connection: Connection, study: Study) -> dict[str, str]:
    """Return the study's reports: shown id -> authors, year and title."""
    records = shown_of(connection, study.reports)
    return {
        shown_record(set_id): one_line(
            f"{short_authors(record.authors)} {record.year or ''} {record.title}"
        )
        for set_id in study.reports
        for record in [records[set_id]]
    }


def answers_so_far(places: Collection[Mapping[str, Value]]) -> dict[str, tuple[str, ...]]:
    """Return the text answers given in several entries by field, rows of a group taken together."""
    found: dict[str, dict[str, None]] = {}
    for values in places:
        for path, value in values.items():
            parts = parsed(path)
            if parts is None or value.value is None:
                continue
            several = value.value if isinstance(value.value, tuple) else (value.value,)
            key = f"{parts.field}.{parts.child}" if parts.child else parts.field
            texts = (part for part in several if isinstance(part, str))
            found.setdefault(key, {}).update(dict.fromkeys(texts))
    return {key: tuple(sorted(answers, key=str.casefold)) for key, answers in found.items()}
