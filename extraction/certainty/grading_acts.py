"""Stating bodies of evidence, judging their certainty, agreeing on it: what commands call.

Where the protocol has two people judge, each judges apart, sealed, and they agree afterwards; else
a judgement holds at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from sqlalchemy import Connection

from extraction.certainty import body as bodies_of
from extraction.certainty import judgement as judgements
from extraction.certainty import phrasing as phrasings
from extraction.certainty.body import Body
from extraction.certainty.judgement import Judgement
from extraction.certainty.kinds import CERTAINTY, EVIDENCE, GRADE, PHRASING, WHOLE
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.queries import (
    are_open,
    bodies,
    find,
    grades,
    phrasing,
    study_names,
    two_grade,
)
from review.clashes.clash import Clash
from review.ledger.ledger import Review, Writing
from review.ledger.statements import clashes as clashes_of
from review.ledger.statements import latest, state
from review.ledger.statements import settle_clash as settle_statement
from review.people import team
from review.refusal import Refused
from review.reports.linking import find as find_study

ROLES = ("extractor", "adjudicator", "lead")
_TWO = 2


def set_bodies(review: Review, given: Sequence[Mapping[str, Any]], name: str) -> list[Body]:
    """State bodies of evidence, all of them or none; one that is there already is stated anew."""
    with review.write() as writing:
        _permit(writing.connection, review)
        made = [
            _linked(writing.connection, bodies_of.from_content(one, f"{name}: body {number}"))
            for number, one in enumerate(given, start=1)
        ]
        if len({body.id for body in made}) < len(made):
            raise Refused(f"{name} has a body of evidence twice.", "Give each another outcome.")
        there = {body.id: body for body in bodies(writing.connection)}
        for body in made:
            if there.get(body.id) != body:
                state(writing, EVIDENCE, body.id, bodies_of.to_content(body))
    return made


def set_body(review: Review, given: Mapping[str, Any], old: Body | None = None) -> Body:
    """State one body of evidence, in the place of `old` where there is one.

    Refused where another one is called so, and where a judgement holds on the old one and the new
    one is of another outcome, time, intervention or comparison.
    """
    with review.write() as writing:
        connection = writing.connection
        _permit(connection, review)
        body = _linked(connection, bodies_of.from_content(given))
        there = {one.id: one for one in bodies(connection)}
        moved = old is None or body.id != old.id
        if moved and body.id in there:
            raise Refused(f"There is a body of evidence {body.name} already.", "Change that one.")
        if old is not None and moved:
            if old.id in latest(connection, CERTAINTY) or grades(connection).get(old.id):
                raise Refused(
                    f"{old.name} is judged: its judgement is of that outcome, time, intervention "
                    "and comparison.",
                    "Add another body of evidence, and remove this one.",
                )
            state(writing, EVIDENCE, old.id, {})
        if there.get(body.id) != body:
            state(writing, EVIDENCE, body.id, bodies_of.to_content(body))
    return body


def remove_body(review: Review, typed: str) -> Body:
    """Say that there is no such body of evidence any more; its judgements stay in the log."""
    with review.write() as writing:
        _permit(writing.connection, review)
        body = find(writing.connection, typed)
        state(writing, EVIDENCE, body.id, {})
    return body


def set_phrasing(review: Review, wanted: Mapping[str, str]) -> Phrasing:
    """Choose how certainty is put into words; what is not in `wanted` stays as it is."""
    with review.write() as writing:
        _permit(writing.connection, review)
        old = phrasing(writing.connection)
        new = phrasings.from_content({**phrasings.to_content(old), **wanted})
        if new != old:
            state(writing, PHRASING, WHOLE, phrasings.to_content(new))
    return new


def grade(review: Review, typed: str, judgement: Judgement) -> tuple[Body, bool]:
    """Judge a body of evidence; return it, and whether the judgement holds now.

    Where two people judge, it is one's own until the other has judged as well. Refused for what no
    study measured, and once two have agreed.
    """
    with review.write() as writing:
        connection = writing.connection
        _permit(connection, review)
        body = find(connection, typed)
        if not body.measured:
            raise Refused(
                f"No included study measured {body.outcome}.", "There is nothing to judge."
            )
        if not two_grade(connection):
            state(writing, CERTAINTY, body.id, judgements.to_content(judgement))
            return body, True
        of_body = grades(connection).get(body.id, {})
        if are_open(of_body, agreed=body.id in latest(connection, CERTAINTY)):
            raise Refused(
                f"{body.shown} is judged by two already.",
                f"Agree on it: `review grade {body.shown} --take NAME`, or with --why and a level.",
            )
        state(writing, GRADE, body.id, judgements.to_content(judgement), over=False)
    return body, False


def agree(
    review: Review, typed: str, *, take: str = "", another: Judgement | None = None, why: str = ""
) -> tuple[Body, Judgement]:
    """Make one of two judgements, or another one with a reason, the one that holds."""
    with review.write() as writing:
        connection = writing.connection
        _permit(connection, review)
        body = find(connection, typed)
        of_body = _both(connection, body)
        if another is not None:
            if not why.strip():
                raise Refused("Another judgement needs a reason.", "Add --why.")
            taken = another
        else:
            taken = _taken(of_body, take)
        _keep(writing, body, taken, sorted(of_body), why.strip())
    return body, taken


def _both(connection: Connection, body: Body) -> dict[str, Judgement]:
    of_body = grades(connection).get(body.id, {})
    known = {name: one.judgement for name, one in of_body.items() if one.judgement is not None}
    if len(known) < _TWO:
        raise Refused(
            "Two judgements are brought together; not both are there yet.",
            f"Each person judges apart: `review grade {body.shown} ...`.",
        )
    return known


def _taken(of_body: Mapping[str, Judgement], take: str) -> Judgement:
    different = len(set(of_body.values())) > 1
    if take not in of_body:
        if take or different:
            names = ", ".join(sorted(of_body))
            raise Refused("Say whose judgement holds.", f"Use --take with one of: {names}.")
        return next(iter(of_body.values()))
    return of_body[take]


def _keep(writing: Writing, body: Body, taken: Judgement, people: list[str], why: str) -> None:
    content = judgements.to_content(taken)
    state(writing, CERTAINTY, body.id, content, why=why or f"agreed by {', '.join(people)}")


def _linked(connection: Connection, body: Body) -> Body:
    """Return the body with the ids of its studies in place of what was typed."""
    linked = tuple((find_study(connection, study).id, number) for study, number in body.studies)
    if len({study for study, _number in linked}) < len(linked):
        raise Refused(f"{body.name} names a study twice.", "Name each once.")
    return replace(body, studies=linked)


def _permit(connection: Connection, review: Review) -> None:
    team.require(connection, review, ROLES, "judge certainty")


def clashes(connection: Connection) -> list[Clash]:
    """Return bodies of evidence, judgements and phrasing that two copies state differently."""

    @cache  # asked for where something clashes, which is seldom
    def names() -> dict[str, str]:
        return {one.id: f"{one.shown} {one.name}" for one in bodies(connection)}

    @cache
    def studies() -> Mapping[str, str]:
        return study_names(connection)

    def about(what: str) -> Any:
        return lambda thing, content: f"{what} {names().get(thing) or content.get('outcome', '')}"

    def told(content: Mapping[str, Any]) -> dict[str, str]:
        return {key: _part(key, value, studies()) for key, value in content.items()}

    return [
        *clashes_of(connection, EVIDENCE, about("body of evidence"), told),
        *clashes_of(connection, CERTAINTY, about("certainty of"), told),
        *clashes_of(connection, PHRASING, lambda _thing, _content: "phrasing of certainty", told),
    ]


def _part(key: str, value: Any, studies: Mapping[str, str]) -> str:
    if key == "studies":
        return "; ".join(f"{studies.get(s, s)} ({n})" if n else studies.get(s, s) for s, n in value)
    if key == "ratings":
        return "; ".join(f"{one['domain']} {one['steps']:+d}: {one['why']}" for one in value)
    return "" if value in (None, "", [], {}) else str(value)


def settle_clash(review: Review, clash: Clash, number: int, why: str) -> str:
    """State what side `number` says, over all that was stated of the thing."""
    return settle_statement(review, clash, number, why, clashes, _permit)
