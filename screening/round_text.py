"""A round in plain lines."""

from __future__ import annotations

from collections.abc import Iterator

from review.clean import one_line
from review.counting import counted
from review.protocols.calibration_target import Judged
from screening.agreement_text import agreement_text
from screening.ballot import Decision
from screening.round_report import Difference, RoundReport


def round_text(found: RoundReport) -> str:
    """Return the report of a round in plain lines."""
    return "\n".join(_lines(found))


def _lines(found: RoundReport) -> Iterator[str]:
    made = found.round
    drawn = ""
    if made.drawn:
        by_terms = f", {made.ranked} of them by the protocol's terms" if made.ranked else ""
        drawn = f": {counted(made.drawn, 'record')} drawn{by_terms}"
    yield f"Round “{made.name}” at {made.stage}{drawn}; {made.revealed} of {made.ballots} revealed"
    if found.closing:
        kept = "kept" if found.closing.choice == "keep" else "discarded"
        yield f"Closed by {found.closing.by}, decisions {kept}: {one_line(found.closing.why)}"
    if found.versions:
        yield f"Decided under protocol {', '.join(found.versions)}"
    yield ""
    yield agreement_text(found.agreement)
    yield ""
    yield from _target(found)
    if found.differences or found.hidden:
        yield ""
        yield "Where they differ, by the criterion that somebody failed it on:"
    for name, differing in found.by_criterion:
        yield f"  {name or 'no criterion named'}: {counted(len(differing), 'record')}"
        for one in differing:
            yield from _difference(one)
    if found.hidden:
        verb = "is" if found.hidden == 1 else "are"
        yield f"  {counted(found.hidden, 'record')} {verb} screened again, and not shown till then"


def _target(found: RoundReport) -> Iterator[str]:
    if not found.target:
        yield "The protocol has no target (calibration_target)."
    elif found.judgement is None:
        yield f"Target “{one_line(found.target)}”: it cannot be judged by the program."
    else:
        yield f"Target “{one_line(found.target)}”: {found.judgement}"
        for one in found.judged:
            yield f"  {one.condition.text}: {_reached(one)}"


def _reached(one: Judged) -> str:
    if one.reached is None:
        return "n/a"
    if one.condition.figure:
        return f"{one.reached:.3f}, {one.judgement}"
    still = " (not all that differs is settled)" if one.judgement == "open" else ""
    return f"{one.reached:.0f} missed, {one.judgement}{still}"


def _difference(one: Difference) -> Iterator[str]:
    yield f"    {one.record.shown}  {one_line(one.record.title)[:80]}  [{one.state}]"
    for made in one.decisions:
        yield f"        {made.reviewer:12}{_said(made)}"


def _said(made: Decision) -> str:
    failed = made.fails or made.reasons
    why = f" ({', '.join(failed)})" if failed else ""
    return f"{made.verdict}{why}" + (f": {one_line(made.note)}" if made.note else "")
