"""Linking reports to studies, and taking them out again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from review.clean import one_line
from review.ids import fresh, shown_study, typed_digits
from review.ledger.ledger import Review
from review.people import team
from review.records.lookup import Found, resolve
from review.refusal import Refused
from review.studies import STUDY_LINK, Study, all_studies, made_by_hand


def link(review: Review, typed: Sequence[str], name: str = "", source: str = "") -> str:
    """Make the reports belong to one study: the one called `name`, else the first report's own."""
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        records = _meant(connection, typed, source)
        studies = all_studies(connection, only_included=False)
        linked = made_by_hand(connection)
        study_id, shown = _target(studies, linked, records[0].set_id, one_line(name))
        home = next((study for study in studies if study.id == study_id), None)
        wanted = [record.id for record in records]
        if home and all(record.set_id in home.reports for record in records) and home.name == shown:
            return f"{shown_study(study_id)} {shown} has these reports already."
        body = {"records": wanted, "linked": True, **({"name": name} if name else {})}
        writing.append(STUDY_LINK, study_id, body)
    return f"{shown_study(study_id)} {shown}: {_reports(len(wanted))} linked."


def unlink(review: Review, typed: Sequence[str], study: str = "", source: str = "") -> str:
    """Take the reports out of a study (of their only one, where none is named)."""
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        records = _meant(connection, typed, source)
        holding = [
            s
            for s in all_studies(connection, only_included=False)
            if any(record.set_id in s.reports for record in records)
        ]
        if study:
            holding = [find(connection, study)]
        if len(holding) != 1:
            names = ", ".join(f"{shown_study(s.id)} {s.name}" for s in holding) or "none"
            raise Refused(f"Which study? These reports are in: {names}.", "Say --study ID.")
        body = {"records": [record.id for record in records], "linked": False}
        writing.append(STUDY_LINK, holding[0].id, body)
    return f"{_reports(len(records))} taken out of {holding[0].name}."


def _meant(connection: Connection, typed: Sequence[str], source: str) -> list[Found]:
    """Return the records that are meant, each once."""
    found = [resolve(connection, record, source) for record in typed]
    return list({record.id: record for record in found}.values())


def _reports(number: int) -> str:
    return "1 report" if number == 1 else f"{number} reports"


def find(connection: Connection, typed: str) -> Study:
    """Return the study that `typed` means: its id, its name, or a report of exactly one study."""
    studies = all_studies(connection)
    digits = typed_digits("s", typed)
    if digits is not None:
        found = [study for study in studies if study.id.startswith(digits)]
    else:
        found = [study for study in studies if study.name == typed]
    if not found and digits is None:
        record = resolve(connection, typed)
        found = [study for study in studies if record.set_id in study.reports]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{shown_study(study.id)} {study.name}" for study in found)
        raise Refused(f"{typed} is in several studies: {names}.", "Name one by its id.")
    raise Refused(f"There is no included study {typed}.", "See `review studies`.")


def _target(
    studies: Sequence[Study], linked: Collection[str], first_set: str, name: str
) -> tuple[str, str]:
    """Return the id and the name of the study that a link goes to."""
    if name:
        known = next((study for study in studies if study.name == name), None)
        if known:
            return known.id, name
        # A name given to a report's own study keeps that study; further names make new ones.
        return (fresh() if first_set in linked else first_set), name
    known = next((study for study in studies if first_set in study.reports), None)
    return (known.id, known.name) if known else (first_set, "")
