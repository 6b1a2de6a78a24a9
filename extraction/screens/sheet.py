"""One entry as the form screen takes it: what is filled in, what is left, and where to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from extraction.bias.hints import Beside, beside_of
from extraction.checked_by import CheckedBy, checked_by
from extraction.entry import CONSENSUS, Entry
from extraction.form import Form, find_form
from extraction.names import Names, names_in
from extraction.path import parsed
from extraction.plausible.around import NOTHING, Around, Spread
from extraction.plausible.concern import Concern
from extraction.plausible.reading import Found, around_of, own_or_agreed, spreads_in
from extraction.plausible.whole import concerns
from extraction.queries import Place, entries, forms
from extraction.screens.form_rows import left_in_words
from extraction.value import Value
from extraction.wording import words
from review.clean import one_line
from review.ids import shown_record, shown_study
from review.record import short_authors
from review.records.lookup import shown_of
from review.refusal import Refused
from review.studies import Study, all_studies, names_of_studies


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What the other studies tell while an entry is filled: answers, names and spreads."""

    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field -> answers so far
    names: Names = field(default_factory=Names)  # of outcomes and time points
    spreads: Mapping[str, Sequence[Spread]] = field(default_factory=dict)  # by study


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
    elsewhere: Elsewhere = field(default_factory=Elsewhere)
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # field -> answers here
    names: Names = field(default_factory=Names)  # of arms, outcomes and time points here
    around: Around = NOTHING  # what the values may be held against
    concerns: tuple[Concern, ...] = ()  # what there is to look at again
    tool: Beside | None = None  # what the tool has to say, where the form is one
    checked: CheckedBy | None = None  # where one extracted and another checked

    @property
    def wanted(self) -> frozenset[str]:
        """Return the fields that the tool asks for before the entry can be complete."""
        return frozenset(one.path for one in self.tool.left) if self.tool else frozenset()

    def hint(self, path: str) -> str:
        """Return what the tool says beside a field, and the key that takes what it proposes."""
        told = self.tool.hints.get(path, "") if self.tool else ""
        takes = told.startswith("Proposed: ") and path not in self.values and not self.sealed
        return f"{told} b takes it." if takes else told

    def suggestions(self, path: str) -> tuple[str, ...]:
        """Return what may be meant at `path`: names in use first, then answers given so far."""
        key = field_key(path)
        child, far = key.rpartition(".")[2], self.elsewhere
        names = (self.names + far.names).for_field(child, self.study.id)
        answers = {*self.known.get(key, ()), *far.answers.get(key, ())}
        return tuple(dict.fromkeys((*names, *sorted(answers, key=str.casefold))))

    @property
    def sealed(self) -> bool:
        """Tell whether nothing can be written here now."""
        return self.complete or self.agreed

    @property
    def state(self) -> str:
        """Return where the entry is, in words."""
        if self.checked:
            return f"= extracted by {self.checked.extractor}, checked by {self.checked.checker}"
        if self.agreed:
            return "= agreed by both extractors"
        if self.complete:
            return "+ complete and sealed; c opens it again"
        return f"~ {self.tool.state if self.tool else left_in_words(self.form, self.values)}"

    def concerns_with(self, path: str, value: Value | None) -> tuple[Concern, ...]:
        """Return what would be to look at again about one field, were `value` its answer."""
        values = {key: one for key, one in self.values.items() if key != path}
        if value is not None:
            values[path] = value
        found = concerns(self.form, values, words("en"), self.around)
        return tuple(one for one in found if one.touches(path))


def read_sheet(
    connection: Connection, place: Place, viewer: str, elsewhere: Elsewhere | None = None
) -> Sheet:
    """Return the consensus of a place, else the viewer's own entry, empty where there is none.

    The other studies are read where they are not given, as they were found once before.
    """
    known = forms(connection)
    form = find_form(place.form, known)
    study = study_of(connection, place.study)
    far = elsewhere or read_elsewhere(connection, place, viewer)
    found = entries(connection, study.id)
    of_place = found.get(place, {})
    entry = own_or_agreed(of_place, viewer)
    values = dict(entry.values) if entry else {}
    beside = around_of(found, known, far.spreads, place, viewer)
    return Sheet(
        form,
        study,
        place,
        values,
        complete=bool(entry and entry.complete),
        agreed=CONSENSUS in of_place,
        reports=reports_of(connection, study),
        elsewhere=far,
        known=answers_so_far(_own_of_form(found, place.form, viewer)),
        names=names_in(found, known, viewer),
        around=beside,
        concerns=concerns(form, values, words("en"), beside),
        tool=beside_of(connection, form, values),
        checked=checked_by(connection, place) if CONSENSUS in of_place else None,
    )


def read_elsewhere(connection: Connection, place: Place, viewer: str) -> Elsewhere:
    """Read what the other studies tell about filling a form, as far as `viewer` may see it."""
    known = forms(connection)
    found = {at: one for at, one in entries(connection).items() if at.study != place.study}
    names = names_of_studies(connection)
    return Elsewhere(
        answers=answers_so_far(_own_of_form(found, place.form, viewer)),
        names=names_in(found, known, viewer),
        spreads=spreads_in(found, known, names, viewer),
    )


def _own_of_form(found: Found, form: str, viewer: str) -> Iterator[Entry]:
    """Yield what the viewer filled in one form, and what is agreed."""
    for place, of_place in found.items():
        if place.form == form:
            yield from (of_place[name] for name in (CONSENSUS, viewer) if name in of_place)


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


def field_key(path: str) -> str:
    """Return the field of a path, the same for every row of a group."""
    parts = parsed(path)
    return f"{parts.field}.{parts.child}" if parts and parts.child else path


def answers_so_far(filled: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """Return the texts answered in several entries, by field."""
    found: dict[str, dict[str, None]] = {}
    for entry in filled:
        for path, value in entry.values.items():
            several = value.value if isinstance(value.value, tuple) else (value.value,)
            texts = (one_line(part) for part in several if isinstance(part, str))
            found.setdefault(field_key(path), {}).update(dict.fromkeys(texts))
    return {key: tuple(sorted(answers, key=str.casefold)) for key, answers in found.items()}
