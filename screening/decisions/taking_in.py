"""Decisions taken in from a file: every row is kept for a named reviewer, or listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection

from review.ledger.ledger import Review
from review.people import team
from review.progress import Progress, part_of
from review.protocol import Stage
from review.refusal import Refused
from screening.deciding import Situation, body_of, situation
from screening.decisions.keeping import Ready, keep, leave_alone
from screening.decisions.matching import Match, match_all
from screening.decisions.reading import given_by
from screening.decisions.row import Given, Keys, Loose, Row
from screening.decisions.wishes import People, Reasons, folded_words, wish_of
from screening.decisions.words import verdict_of
from screening.revealing import reveal_what_is_ready

# How far it is, in percent, once the decisions are kept, and once their ballots are folded; the
# rest is what is revealed then.
_KEPT, _FOLDED = 40, 70


@dataclass(frozen=True, slots=True)
class Asked:
    """How a file is to be read, as the person who takes it in says."""

    stage: Stage
    codes: Mapping[str, str] = field(default_factory=dict)  # code in the file: reviewer
    reasons: Mapping[str, str] = field(default_factory=dict)  # words in the file: reason
    source: str = ""
    verdict: str = ""  # of each record of a list that says nothing else


@dataclass(slots=True)
class TakenIn:
    """What became of the rows of a file: found = imported + rejected, always."""

    tool: str = ""
    found: int = 0
    imported: int = 0
    rejected: list[tuple[int, str, str]] = field(default_factory=list)  # line, why, text
    says: list[str] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    codes: Counter[str] = field(default_factory=Counter)  # rows of each code of the file
    verdicts: dict[str, Counter[str]] = field(default_factory=dict)  # of the asker's own codes
    unknown_codes: list[str] = field(default_factory=list)
    unknown_reasons: list[str] = field(default_factory=list)
    revealed: str = ""  # what the last of these decisions revealed
    matched: Counter[str] = field(default_factory=Counter)  # by what, records found
    unmatched: int = 0  # records that are not here, or not to be told apart


def take_in(
    review: Review, data: bytes, name: str, asked: Asked, progress: Progress | None = None
) -> TakenIn:
    """Keep the decisions of a file, each for the reviewer that it names, in one transaction.

    Only the lead takes in the decisions of others. Rows that name no known reviewer, record or
    verdict, or that the rules of the stage forbid, are listed, not invented. All of them are taken
    back by one undo.
    """
    given = given_by(data, name, asked.stage, review.person, asked.verdict)
    with review.write() as writing:
        done, ready, now = _looked_at(writing.connection, review, given, asked)
        leave_alone(writing.connection, review.person, now)
        keep(writing, ready, now, part_of(progress, 0, _KEPT))
        writing.settle(part_of(progress, _KEPT, _FOLDED))
        sets = {one.record.set_id for one in ready}
        shown = reveal_what_is_ready(writing, asked.stage, sets, part_of(progress, _FOLDED, 100))
        if shown:
            done.revealed = f"{shown.act.body['because']}: {shown.in_words()}"
    return done


def look_at(review: Review, data: bytes, name: str, asked: Asked) -> TakenIn:
    """Return what `take_in` would do with a file, and keep nothing."""
    given = given_by(data, name, asked.stage, review.person, asked.verdict)
    with review.read() as connection:
        return _looked_at(connection, review, given, asked)[0]


def _looked_at(
    connection: Connection, review: Review, given: Given, asked: Asked
) -> tuple[TakenIn, list[Ready], Situation]:
    actor = team.require(connection, review, ("lead", "screener"), "take in decisions")
    members = {person.name: person for person in team.people(connection)}
    people = People(members, asked.codes, actor)
    matches = match_all(connection, {row.keys for row in given.rows}, asked.source)
    sets = {match.record.set_id for match in matches.values() if isinstance(match, Match)}
    now = situation(connection, sets, asked.stage)
    said = {folded_words(words): reason for words, reason in asked.reasons.items()}
    reasons = Reasons(now.protocol, said)
    for reason in said.values():
        now.protocol.find_reason(reason)
    idle = sorted(set(asked.codes) - {row.reviewer for row in given.rows})
    if idle:
        given.says.append(f"No row has the code {', '.join(idle) or 'no name'}")
    done = TakenIn(given.tool, len(given.rows), says=given.says, loose=given.loose)
    ready: list[Ready] = []
    for row in given.rows:
        try:
            ready.append(_ready(connection, row, asked.stage, people, reasons, matches, now))
        except Refused as refusal:
            done.rejected.append((row.line, refusal.why.rstrip("."), row.text))
    done.imported = len(ready)
    _count(done, given.rows, people, reasons, matches)
    return done, ready, now


def _ready(
    connection: Connection,
    row: Row,
    stage: Stage,
    people: People,
    reasons: Reasons,
    matches: Mapping[Keys, Match | Refused],
    now: Situation,
) -> Ready:
    reviewer = people.reviewer(row.reviewer)
    match = matches[row.keys]
    if isinstance(match, Refused):
        raise match
    wish = wish_of(row, stage, reasons)
    body = body_of(connection, match.record, stage, wish, now, reviewer)
    return Ready(match.record, reviewer, wish.at, body)


def _count(
    done: TakenIn,
    rows: Sequence[Row],
    people: People,
    reasons: Reasons,
    matches: Mapping[Keys, Match | Refused],
) -> None:
    done.codes.update(row.reviewer for row in rows)
    done.unknown_codes = [
        code
        for code in sorted(done.codes)
        if not people.knows(code) and (code or "" not in people.codes)
    ]
    unknown = (words for row in rows for words in reasons.unknown(row))
    done.unknown_reasons = list(dict.fromkeys(unknown))
    done.matched.update(match.by for match in matches.values() if isinstance(match, Match))
    done.unmatched = sum(isinstance(match, Refused) for match in matches.values())
    for row in rows:
        if people.name_of(row.reviewer) == people.actor.name:
            verdict = verdict_of(row.verdict) or row.verdict
            done.verdicts.setdefault(row.reviewer, Counter())[verdict] += 1
