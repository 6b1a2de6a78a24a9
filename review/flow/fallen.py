"""What fell between stages: things that add up in the flow and are wrong all the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sqlalchemy import ColumnElement, Connection, and_, case, or_, select

from review.flow.queries import ASSESSED, SOUGHT
from review.ids import shown_record, shown_study
from review.ledger.proving import Problem
from review.protocols.versions import contested, current
from review.reports.retraction import unanswered
from review.standing import DATABASE_KINDS, PENDING, PREVIOUS, Standing, screened_sets
from review.store import tables
from review.studies import all_studies

_SET = tables.duplicate_set


def fallen(connection: Connection) -> list[Problem]:
    """Return everything that is between two stages, or at two at once, with its ids."""
    problems = [*_between(connection), *_halved_studies(connection), *_retracted(connection)]
    versions = contested(connection)
    if versions:
        problems.append(Problem("protocol", "Versions of the protocol compete.", tuple(versions)))
    return problems


def _between(connection: Connection) -> Iterator[Problem]:
    _version, protocol = current(connection)
    taken = _SET.c.removed == ""
    rules: tuple[tuple[str, str, ColumnElement[bool]], ...] = (
        (
            "I9",
            "Nowhere: neither removed nor excluded, nor forward, nor waiting.",
            _SET.c.standing.not_in(get_args(Standing)),
        ),
        (
            "I10",
            "Counted in another column than that of the records by which it was found.",
            or_(_SET.c.arm != _arm(_SET.c.kind), ~_found_by_its_kind()),
        ),
        (
            "sought",
            "Settled as an include at title-abstract, and never sought.",
            and_(_SET.c.title_abstract == "forward", taken, _SET.c.standing.not_in(SOUGHT)),
        ),
        (
            "screened",
            "Sought, and not settled as an include at title-abstract.",
            and_(
                _SET.c.standing.in_(SOUGHT),
                screened_sets(protocol),
                _SET.c.title_abstract != "forward",
            ),
        ),
        (
            "decided",
            "Counted as assessed, and nothing is decided or settled in full text.",
            and_(
                _SET.c.standing.in_(ASSESSED),
                _SET.c.full_text == PENDING,
                _SET.c.arm != PREVIOUS,
            ),
        ),
        (
            "retrieved",
            "Decided on in full text, and logged as not retrieved.",
            and_(
                _SET.c.standing.in_(("included", "excluded-full-text")),
                _SET.c.retrieval == "not-retrieved",
            ),
        ),
        (
            "reason",
            "Excluded in full text without a reason.",
            and_(_SET.c.standing == "excluded-full-text", _SET.c.reason == ""),
        ),
        (
            "removed",
            "Removed before screening, and counted at a stage.",
            or_(
                and_(~taken, _SET.c.standing != "removed"),
                and_(taken, _SET.c.standing == "removed"),
            ),
        ),
    )
    for rule, message, condition in rules:
        query = select(_SET.c.shown_id).where(condition).order_by(_SET.c.place)
        found = tuple(map(shown_record, connection.scalars(query)))
        if found:
            yield Problem(rule, message, found)


def _arm(kind: ColumnElement[str]) -> ColumnElement[str]:
    """Return the column of the flow that `review.standing.arm_of` gives for a kind of source."""
    return case((kind.in_(DATABASE_KINDS), "database"), (kind == PREVIOUS, PREVIOUS), else_="other")


def _found_by_its_kind() -> ColumnElement[bool]:
    """Return the condition that a record of the set came from a source of the set's kind."""
    in_set, source = tables.record_set, tables.source
    return (
        select(in_set.c.record_id)
        .join(source, source.c.id == in_set.c.source_id)
        .where(in_set.c.set_id == _SET.c.set_id, source.c.kind == _SET.c.kind)
        .exists()
    )


def _halved_studies(connection: Connection) -> Iterator[Problem]:
    """Give each study with included and excluded reports."""
    excluded = set(
        connection.scalars(select(_SET.c.set_id).where(_SET.c.standing == "excluded-full-text"))
    )
    for study in all_studies(connection, only_included=False):
        out = [report for report in study.reports if report in excluded]
        if out and len(out) < len(study.reports):
            yield Problem(
                "study",
                f"{study.name} ({shown_study(study.id)}) has included and excluded reports.",
                tuple(shown_record(report) for report in out),
            )


def _retracted(connection: Connection) -> Iterator[Problem]:
    """Give the included reports that were retracted and not decided anew since."""
    if found := unanswered(connection):
        yield Problem(
            "retraction",
            "Retracted and included: decide on it anew with `review settle RECORD "
            "include|exclude --stage full-text --method M --why T`.",
            tuple(shown_record(one) for one in found),
        )
