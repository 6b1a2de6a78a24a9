"""Screening as command lines: decisions from tables and typed, the reveal, and settlements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from corpora.making.decisions import note_on, typed
from corpora.making.lines import line, part, says
from corpora.making.stream import Stream
from corpora.making.verdicts import ANNA, BO, CEM, FULL_TEXT, TITLE_ABSTRACT, Ballot

# The criterion that fails where a reason applies, as protocol.toml has them.
_CRITERIA = {
    "publication-type": "full-report",
    "language": "readable",
    "study-design": "randomised",
    "population": "families",
    "intervention": "support",
    "comparator": "compared",
    "outcome": "measured",
}
_SCREENS = {
    TITLE_ABSTRACT: "Both screen titles and abstracts, blind to each other: most decisions come",
    FULL_TEXT: "Both read the 251 full texts and give one reason for each exclusion: most come",
}


def screening(accession: Mapping[int, str], ballots: Sequence[Ballot]) -> Iterator[str]:
    """Yield the lines of one stage; `accession` names for each report the record to type."""
    stage = ballots[0].stage
    yield from part(_SCREENS[stage], "from a table, the rest are typed.")
    for reviewer in (ANNA, BO):
        file = f"decisions/{reviewer}-{stage}.csv"
        yield line("decisions", "import", file, "--stage", stage, "--as", reviewer)
        yield from _typed(accession, ballots, reviewer)
    yield from part("Now each may see what the other said. (A round without an open ballot is")
    yield from says("revealed by itself; then this line finds nothing left to reveal.)")
    yield line("round", "reveal", "--stage", stage, "--as", ANNA)
    yield from part("Where they disagreed: some by discussion, some by Cem as the third reviewer.")
    yield from _settlements(accession, ballots)


def _typed(accession: Mapping[int, str], ballots: Sequence[Ballot], reviewer: str) -> Iterator[str]:
    chosen = typed(ballots, reviewer)
    stage = chosen[0].stage
    stream = Stream(f"lines {stage} {reviewer}")
    at = ("--stage", stage, "--as", reviewer)
    if stage == TITLE_ABSTRACT and reviewer == ANNA:
        first = accession[chosen[0].set]
        yield line("decide", first, "maybe", *at)
        yield from says("A slip of the finger: taken back, and decided again.")
        yield line("undo", "--as", reviewer)
    for ballot in chosen:
        verdict, reason = ballot.verdict(reviewer)
        words = [accession[ballot.set], verdict, *at]
        if reason:
            words += ["--fails", _CRITERIA[reason]] if stream.chance(0.5) else ["--reason", reason]
        if note := note_on(ballot, verdict, stream):
            words += ["--note", note]
        yield line("decide", *words)


_WHY = {
    ("title-abstract", "include"): (
        "The abstract leaves it open; the full text will tell",
        "Support at home is part of what was offered",
        "Random allocation is mentioned in the methods",
    ),
    ("title-abstract", "exclude"): (
        "Read together: no support to parents was tested",
        "The children are older than 12",
        "No comparison group, and the abstract says so",
        "About the views of staff, not about effects",
    ),
    ("full-text", "include"): (
        "The appendix shows that allocation was at random",
        "The youngest half of the children fit, and their results stand apart",
    ),
    ("full-text", "exclude"): (
        "Read again together with the criteria at hand",
        "The highest of the reasons that apply",
    ),
}


def _settlements(accession: Mapping[int, str], ballots: Sequence[Ballot]) -> Iterator[str]:
    stream = Stream(f"settlements {ballots[0].stage}")
    for ballot in ballots:
        if not ballot.settled:
            continue
        by_cem = stream.chance(0.4)
        method, who = ("third-reviewer", CEM) if by_cem else ("discussion", stream.pick((ANNA, BO)))
        why = stream.pick(_WHY[ballot.stage, ballot.settled])
        words = [accession[ballot.set], ballot.settled, "--stage", ballot.stage]
        words += ["--method", method]
        if ballot.reason:
            words += ["--reason", ballot.reason]
        yield line("settle", *words, "--why", why, "--as", who)
