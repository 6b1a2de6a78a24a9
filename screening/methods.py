"""The methods section's sentences on screening, from what the review knows of itself.

Nothing is said of what did not happen, and nothing that the review does not hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.clean import one_line
from review.wording import Words, counted, dated, joined, words_of
from screening.agreement_words import sentence_of
from screening.method_facts import Calibration, Change, Lost, MethodFacts, Settled, StageFacts
from screening.ranking.method_words import ranked_sentences


def sentences(facts: MethodFacts, language: str) -> list[str]:
    """Return the sentences in `language`; Refused where there are no words of it."""
    words = words_of("screening", language)
    found = [line for stage in facts.stages for line in _stage(words, stage)]
    return [*found, *(_change(words, change) for change in facts.changes)]


def _stage(words: Words, stage: StageFacts) -> Iterator[str]:
    if stage.revealed:
        yield from _how(words, stage)
        yield from _outcome(words, stage)
    for anew in stage.anew:
        decisions = counted(words, "decision", anew.decisions)
        yield words("anew", "decisions", decisions=decisions, why=one_line(anew.why))
    for lost in stage.lost:
        yield from _lost(words, stage, lost)


def _how(words: Words, stage: StageFacts) -> Iterator[str]:
    """Tell who screened what, by which rule and shares, and how it was revealed."""
    yield _screened(words, stage)
    yield words(f"rule-{stage.stage}", stage.rule)
    if stage.ranked:
        yield from ranked_sentences(words, stage.ranked)
    if stage.shares:
        yield _allocated(words, stage)
    for calibration in stage.calibrations:
        yield from _calibrated(words, stage, calibration)
    if len(stage.reviewers) > 1:
        yield from _reveals(words, stage)


def _outcome(words: Words, stage: StageFacts) -> Iterator[str]:
    """Tell what one person did alone or for another, how far people agreed, what was settled."""
    if stage.by_one:
        yield _numbered(words, "single", stage.by_one, what=_what(words, stage, stage.by_one))
    for entered in stage.entered:
        decisions = counted(words, "decision", entered.number)
        who = {"reviewer": entered.reviewer, "by": entered.by}
        yield _numbered(words, "entered", entered.number, decisions=decisions, **who)
    if stage.agreement and (said := sentence_of(stage.agreement, words.language)):
        yield said
    for key, settled in (("conflicts", stage.conflicts), ("reasons", stage.reasons)):
        if settled:
            yield words("settled", key, ways=_ways(words, stage, settled))


def _allocated(words: Words, stage: StageFacts) -> str:
    people = [
        words("allocation", "person", name=name, percent=round(100 * part))
        for name, part in stage.shares
    ]
    told = {"names": joined(words, people), "overlap": f"{100 * stage.overlap:g}"}
    return words("allocation", "overlap" if stage.overlap else "shared", **told)


def _calibrated(words: Words, stage: StageFacts, one: Calibration) -> Iterator[str]:
    what = _what(words, stage, one.size)
    key = "ranked" if one.ranked else "round"
    yield words("calibration", key, name=one_line(one.name), what=what, ranked=one.ranked)
    if one.choice:
        yield words("closing", one.choice, why=one_line(one.why))


def _screened(words: Words, stage: StageFacts) -> str:
    number = len(stage.reviewers)
    in_words = words.sections["number"].get(str(number)) or words.number(number)
    return words(
        "screened-one" if number == 1 else "screened-many",
        stage.stage,
        number=in_words,
        names=joined(words, stage.reviewers),
        what=_what(words, stage, stage.revealed),
    )


def _reveals(words: Words, stage: StageFacts) -> Iterator[str]:
    yield words("blind", "until")
    if stage.by_round:
        yield words("revealed", "round")
    if stage.by_batch:
        yield words("revealed", "batch")
    if stage.by_record:
        yield words("revealed", "record", unit=words("unit", stage.stage))
    for lead in stage.by_lead:
        what = _what(words, stage, lead.ballots)
        yield words("revealed", "lead", date=dated(words, lead.day), name=lead.by, what=what)


def _ways(words: Words, stage: StageFacts, settled: Sequence[Settled]) -> str:
    return joined(
        words,
        [
            words(
                "way",
                one.method,
                people=joined(words, one.people.split(", ")),
                what=_what(words, stage, one.number),
            )
            for one in settled
        ],
    )


def _lost(words: Words, stage: StageFacts, lost: Lost) -> Iterator[str]:
    decisions = counted(words, "decision", lost.decisions)
    told = {"decisions": decisions, "person": lost.person, "why": one_line(lost.why)}
    yield _numbered(words, "given-up", lost.decisions, **told)
    if lost.again:
        yield _numbered(words, "again", lost.again, what=_what(words, stage, lost.again))


def _change(words: Words, change: Change) -> str:
    key = "left" if change.left else "joined"
    return words("people", key, name=change.name, date=dated(words, change.day))


def _what(words: Words, stage: StageFacts, number: int) -> str:
    return counted(words, "record" if stage.stage == "title-abstract" else "report", number)


def _numbered(words: Words, section: str, number: int, **values: object) -> str:
    return words(section, "one" if number == 1 else "many", **values)
