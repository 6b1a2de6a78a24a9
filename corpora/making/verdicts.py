"""What the two reviewers say of each report, before they know of each other."""

from __future__ import annotations

from dataclasses import dataclass

from corpora.making.assessed import EXCLUDED
from corpora.making.report import Report
from corpora.making.stream import Stream

# Conflicts at title-abstract that end in an include and in an exclude; the same at full text.
SETTLED_FORWARD, SETTLED_OUT = 20, 40
SETTLED_INCLUDED, SETTLED_EXCLUDED = 5, 7
REASONS_DIFFER = 12
_MAYBE_AGAINST_EXCLUDE = 0.4
_HESITANT = {("include", "include"): 78.0, ("include", "maybe"): 9.0, ("maybe", "include"): 9.0}
_HESITANT |= {("maybe", "maybe"): 4.0}

ANNA, BO, CEM = "anna", "bo", "cem"
TITLE_ABSTRACT, FULL_TEXT = "title-abstract", "full-text"


@dataclass(frozen=True, slots=True)
class Ballot:
    """Two verdicts on one report at one stage, with reasons where they exclude at full text.

    `settled` is the outcome of the settlement where there is one, `reason` the report's own.
    """

    set: int
    stage: str
    anna: str
    bo: str
    anna_reason: str = ""
    bo_reason: str = ""
    settled: str = ""
    reason: str = ""

    def verdict(self, reviewer: str) -> tuple[str, str]:
        """Return what one reviewer says, and the reason."""
        return (self.anna, self.anna_reason) if reviewer == ANNA else (self.bo, self.bo_reason)


def at_title_abstract(reports: tuple[Report, ...]) -> list[Ballot]:
    """Return the ballots on all reports, in their order."""
    stream = Stream("title-abstract")
    out = [n for n, one in enumerate(reports, 1) if one.standing == "excluded-title-abstract"]
    forward = [n for n, one in enumerate(reports, 1) if one.standing != "excluded-title-abstract"]
    # People differ where it is close: on what looks as if it might be eligible.
    close = [n for n in out if reports[n - 1].subject.topic in {"family-support", "parenting"}]
    torn = frozenset(stream.some(close, SETTLED_OUT) + stream.some(forward, SETTLED_FORWARD))
    ballots = []
    for number, report in enumerate(reports, 1):
        out_at_once = report.standing == "excluded-title-abstract"
        settled = ""
        if number in torn:
            settled = "exclude" if out_at_once else "include"
            said = _torn(stream)
        elif out_at_once:
            said = ("exclude", "exclude")
        else:
            said = stream.weighted(_HESITANT)
        ballots.append(Ballot(number, TITLE_ABSTRACT, *said, settled=settled))
    return ballots


def _torn(stream: Stream) -> tuple[str, str]:
    other = "maybe" if stream.chance(_MAYBE_AGAINST_EXCLUDE) else "include"
    return ("exclude", other) if stream.chance(0.5) else (other, "exclude")


def at_full_text(reports: tuple[Report, ...]) -> list[Ballot]:
    """Return the ballots on the reports that were retrieved, in their order."""
    stream = Stream("full-text")
    included = [n for n, one in enumerate(reports, 1) if one.standing == "included"]
    excluded = [n for n, one in enumerate(reports, 1) if one.standing == "excluded-full-text"]
    torn = frozenset(
        stream.some(included, SETTLED_INCLUDED) + stream.some(excluded, SETTLED_EXCLUDED)
    )
    order = list(EXCLUDED)
    with_lower = [n for n in excluded if n not in torn and reports[n - 1].reason != order[-1]]
    differing = frozenset(stream.some(with_lower, REASONS_DIFFER))
    ballots = []
    for number in sorted([*included, *excluded]):
        reason = reports[number - 1].reason
        if number in torn:
            ballots.append(_torn_in_full(number, reason, order, stream))
        elif number in differing:
            # By rule the higher of two reasons stands, and that is the report's own.
            lower = stream.pick(order[order.index(reason) + 1 :])
            one, other = stream.shuffled([reason, lower])
            both = ("exclude", "exclude", one, other)
            ballots.append(Ballot(number, FULL_TEXT, *both, reason=reason))
        elif reason:
            same = ("exclude", "exclude", reason, reason)
            ballots.append(Ballot(number, FULL_TEXT, *same, reason=reason))
        else:
            ballots.append(Ballot(number, FULL_TEXT, "include", "include"))
    return ballots


def _torn_in_full(number: int, reason: str, order: list[str], stream: Stream) -> Ballot:
    """Return a conflict, or, where one says maybe, a report to discuss."""
    named = reason or stream.pick(order)
    other = "maybe" if stream.chance(0.2) else "include"
    settled = "exclude" if reason else "include"
    if stream.chance(0.5):
        return Ballot(number, FULL_TEXT, "exclude", other, named, "", settled, reason)
    return Ballot(number, FULL_TEXT, other, "exclude", "", named, settled, reason)
