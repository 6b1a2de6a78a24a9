"""Two studies made one, and reports taken out of a study into one of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, select

from review.clean import one_line
from review.ids import fresh, shown_study
from review.ledger.ledger import Review
from review.ledger.undoing import at_once
from review.people import team
from review.records.lookup import resolve
from review.refusal import Refused
from review.reports.linking import find
from review.store import tables
from review.studies import STUDY_LINK, all_studies, former_ids


def extracted(connection: Connection, studies: Collection[str]) -> bool:
    """Say whether data have been extracted for one of the studies with these ids."""
    ids = {former for study in studies for former in former_ids(connection, study)}
    value = tables.entry_value
    query = select(value.c.act_id).where(value.c.study_id.in_(ids)).limit(1)
    return connection.scalar(query) is not None


def merge(review: Review, kept: str, others: Sequence[str], why: str = "") -> str:
    """Move all reports of other studies into the study `kept`; one undo parts them again.

    Refused where data have been extracted for a study that would be no more.
    """
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        into = find(connection, kept)
        gone = [found for typed in others if (found := find(connection, typed)) != into]
        if not gone:
            raise Refused(f"{into.name} is one study.", "Name another one to be merged into it.")
        for study in gone:
            if extracted(connection, [study.id]):
                raise Refused(
                    f"Data have been extracted for {study.name}.",
                    f"Merge the other way round, `review study merge {shown_study(study.id)} "
                    f"{shown_study(into.id)}`, or take that extraction back first.",
                )
        # Of a report in several studies only the place in those that go is changed.
        moved = [report for study in gone for report in study.reports]
        bodies = [(into.id, {"records": [*into.reports, *moved], "linked": True})]
        bodies += [(study.id, {"records": list(study.reports), "linked": False}) for study in gone]
        together = at_once(len(bodies))
        reason = {"why": one_line(why)} if why.strip() else {}
        for study_id, body in bodies:
            writing.append(STUDY_LINK, study_id, {**body, **reason, **together})
    names = ", ".join(study.name for study in gone)
    return f"{names} merged into {shown_study(into.id)} {into.name}: {len(moved)} moved."


def split(review: Review, study: str, typed: Sequence[str], name: str = "") -> str:
    """Take reports out of a study and make them a study of their own; one undo joins them again.

    Refused for a report that the study has not, and where none would be left.
    """
    with review.write() as writing:
        connection = writing.connection
        team.known(connection, review)
        out_of = find(connection, study)
        records = [resolve(connection, one) for one in typed]
        strangers = [one.shown for one in records if one.set_id not in out_of.reports]
        if strangers:
            raise Refused(
                f"{out_of.name} has no report {', '.join(strangers)}.", "See `review studies`."
            )
        sets = {one.set_id for one in records}
        if sets >= set(out_of.reports):
            raise Refused(f"Nothing of {out_of.name} would be left.", "Leave one report in it.")
        own = _own_id(connection, out_of.id, records[0].set_id)
        together = at_once(2)
        ids = [one.id for one in records]
        writing.append(STUDY_LINK, out_of.id, {"records": ids, "linked": False, **together})
        body = {"records": ids, "linked": True, **({"name": one_line(name)} if name else {})}
        writing.append(STUDY_LINK, own, {**body, **together})
    return f"{len(sets)} taken out of {out_of.name} into {shown_study(own)}."


def _own_id(connection: Connection, out_of: str, first: str) -> str:
    """Return the id of the new study: its first report's own, where no study has that."""
    taken = {study.id for study in all_studies(connection, only_included=False)}
    return fresh() if first in {out_of, *taken} else first
