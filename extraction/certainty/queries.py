"""Bodies of evidence and their judgements as the store has them, and what one person may see.

A judgement of one's own is for nobody else until two people have judged the body, or until one of
the judgements was made the one that holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from extraction.certainty import body as bodies_of
from extraction.certainty import judgement as judgements
from extraction.certainty import phrasing as phrasings
from extraction.certainty import times
from extraction.certainty.body import Body
from extraction.certainty.judgement import Judgement
from extraction.certainty.kinds import CERTAINTY, EVIDENCE, GRADE, PHRASING, WHOLE
from extraction.certainty.phrasing import Phrasing
from extraction.certainty.sentences import Finding
from extraction.namings import Namings, namings
from extraction.same import folded
from review.ids import typed_digits
from review.ledger.statements import Statement, holding, latest, standing
from review.protocols.versions import current
from review.refusal import Refused
from review.studies import all_studies, current_ids

_TWO = 2


@dataclass(frozen=True, slots=True)
class Grade:
    """One person's own judgement; `judgement` is None while it is sealed here."""

    act_id: str
    person: str
    judgement: Judgement | None


def bodies(connection: Connection) -> list[Body]:
    """Return the bodies of evidence: outcomes in the order in which they were stated, then times.

    The studies carry the ids that they have now.
    """
    found = [bodies_of.from_content(one.content or {}) for one in holding_evidence(connection)]
    now = current_ids(connection, {study for body in found for study, _n in body.studies})
    places: dict[tuple[str, str, str], int] = {}
    for body in found:
        places.setdefault(_family(body), len(places))
    found.sort(key=lambda body: (places[_family(body)], times.order(body.time)))
    return [_now(body, now) for body in found]


def holding_evidence(connection: Connection) -> list[Statement]:
    """Return the statements that say which bodies there are."""
    return list(holding(connection, EVIDENCE).values())


def _family(body: Body) -> tuple[str, str, str]:
    return body.intervention, body.comparison, body.outcome


def _now(body: Body, ids: Mapping[str, str]) -> Body:
    return replace(body, studies=tuple((ids[study], number) for study, number in body.studies))


def find(connection: Connection, typed: str) -> Body:
    """Return the body that `typed` means: its id, or its outcome, with `@` and the time if needed.

    Raises Refused with the list where none, or more than one, is meant.
    """
    everything = bodies(connection)
    digits = typed_digits("b", typed)
    wanted = typed.strip().casefold()
    for found in (
        [one for one in everything if digits and one.id.startswith(digits)],
        [one for one in everything if one.name.casefold() == wanted],
        [one for one in everything if one.outcome.casefold() == wanted],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            names = "; ".join(f"{one.shown} {one.name}" for one in found)
            raise Refused(f"“{typed}” means several bodies of evidence: {names}.", "Type the id.")
    names = "; ".join(f"{one.shown} {one.name}" for one in everything) or "none yet"
    raise Refused(
        f"There is no body of evidence “{typed}”.",
        f"There are: {names}. Add one with `review evidence add`.",
    )


def phrasing(connection: Connection) -> Phrasing:
    """Return how the review puts certainty into words."""
    stated = holding(connection, PHRASING).get(WHOLE)
    return phrasings.from_content(stated.content or {}) if stated else Phrasing()


def judged(connection: Connection) -> dict[str, Judgement]:
    """Return the judgement that holds, by the id of its body."""
    return {
        thing: judgements.from_content(one.content or {})
        for thing, one in holding(connection, CERTAINTY).items()
    }


def clashing(connection: Connection) -> set[str]:
    """Return the ids of the bodies that two copies judged differently."""
    every, holds = latest(connection, CERTAINTY), holding(connection, CERTAINTY)
    return {thing for thing, words in every.items() if len(words) > 1 and thing not in holds}


def findings(connection: Connection) -> list[Finding]:
    """Return every body of evidence with the judgement that holds on it.

    A part without a phrase in a language is called what the review's names call it there.
    """
    held, known = judged(connection), namings(connection)
    return [Finding(_named(body, known), held.get(body.id)) for body in bodies(connection)]


def _named(body: Body, known: Namings) -> Body:
    phrases = {language: dict(told) for language, told in (body.phrases or {}).items()}
    for part in ("intervention", "comparison", "outcome"):
        for language, name in known.get(folded(getattr(body, part)), {}).items():
            phrases.setdefault(language, {}).setdefault(part, name)
    return replace(body, phrases=phrases or body.phrases)


def grades(connection: Connection) -> dict[str, dict[str, Grade]]:
    """Return the own judgements that stand, by body and person: the last of each person."""
    found: dict[str, dict[str, Grade]] = {}
    for one in standing(connection, GRADE):
        judgement = judgements.from_content(one.content) if one.content else None
        found.setdefault(one.thing, {})[one.person] = Grade(one.id, one.person, judgement)
    return found


def two_grade(connection: Connection) -> bool:
    """Tell whether the protocol has two people judge certainty apart."""
    _version, protocol = current(connection)
    return protocol.certainty == "both"


def are_open(of_body: Mapping[str, object], *, agreed: bool) -> bool:
    """Tell whether the own judgements of one body may be seen by others."""
    return agreed or len(of_body) >= _TWO


def visible_grades(connection: Connection, viewer: str, body: str) -> dict[str, Grade]:
    """Return the own judgements of a body that `viewer` may see."""
    of_body = grades(connection).get(body, {})
    opened = are_open(of_body, agreed=body in latest(connection, CERTAINTY))
    return {name: grade for name, grade in of_body.items() if opened or name == viewer}


def study_names(connection: Connection) -> dict[str, str]:
    """Return the names of the studies by id, of those not included too."""
    return {study.id: study.name for study in all_studies(connection, only_included=False)}
