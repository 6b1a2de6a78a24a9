"""The reviewers' decisions: most as tables to import, some as they would type them one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from corpora.making.stream import Stream
from corpora.making.verdicts import FULL_TEXT, TITLE_ABSTRACT, Ballot

_TYPED = {TITLE_ABSTRACT: 30, FULL_TEXT: 12}
_BEGUN = {TITLE_ABSTRACT: datetime(2021, 11, 1, 8, tzinfo=UTC)}
_BEGUN[FULL_TEXT] = datetime(2022, 2, 1, 8, tzinfo=UTC)
_SECONDS = {TITLE_ABSTRACT: (8, 70), FULL_TEXT: (300, 1500)}
_DAY_S_END = 16
_NOTES = (
    "No comparison group as far as I can see",
    "Unclear whether parents or staff are the target",
    "Outcome may be in the full text",
    "Looks like a secondary analysis",
    "Ask for the protocol",
)


def typed(ballots: Sequence[Ballot], reviewer: str) -> list[Ballot]:
    """Return the ballots that a reviewer decides by hand: of each kind of verdict some."""
    stage = ballots[0].stage
    stream = Stream(f"typed {stage} {reviewer}")
    by_verdict: dict[str, list[Ballot]] = {}
    for ballot in ballots:
        by_verdict.setdefault(ballot.verdict(reviewer)[0], []).append(ballot)
    several = list(by_verdict.values())
    share = _TYPED[stage] // len(several)
    return [ballot for of_one in several for ballot in stream.some(of_one, share)]


def table(ballots: Sequence[Ballot], reviewer: str, accession: Mapping[int, str]) -> bytes:
    """Return all but the typed decisions of a reviewer as `review decisions import` reads them."""
    stage = ballots[0].stage
    by_hand = {ballot.set for ballot in typed(ballots, reviewer)}
    stream = Stream(f"table {stage} {reviewer}")
    now = _BEGUN[stage] + timedelta(minutes=stream.whole(0, 50))
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("accession", "reviewer", "verdict", "reason", "note", "at"))
    for ballot in ballots:
        if ballot.set in by_hand:
            continue
        verdict, reason = ballot.verdict(reviewer)
        now += timedelta(seconds=stream.whole(*_SECONDS[stage]))
        if now.hour >= _DAY_S_END:
            now += timedelta(hours=16)
        at = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        note = note_on(ballot, verdict, stream)
        rows.writerow((accession[ballot.set], reviewer, verdict, reason, note, at))
    return out.getvalue().encode()


def note_on(ballot: Ballot, verdict: str, stream: Stream) -> str:
    """Return what a reviewer writes beside a decision that did not come easily."""
    hard = verdict == "maybe" or bool(ballot.settled)
    return stream.pick(_NOTES) if hard and stream.chance(0.5) else ""
