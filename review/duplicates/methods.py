"""How duplicates were removed, for the methods section (PRISMA-S item 16), from the runs' acts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from review.acts import load_standing
from review.duplicates.projector import DEDUPE
from review.duplicates.queries import how_found, queued_ever, record_count, set_count
from review.duplicates.related import related
from review.overview import queued_pairs
from review.wording import Words, joined, words_of


@dataclass(frozen=True, slots=True)
class DuplicateFacts:
    """What the runs that stand say of themselves, and what came of them.

    `by_rule`, `by_queue` and `by_hand` are records and add up to `removed`; `queued` and `left`
    are pairs that a person was asked about, and that are not answered.
    """

    runs: int
    programs: tuple[str, ...]  # versions of the program, as they were used
    rules: tuple[str, ...]  # versions of its rules
    modes: tuple[str, ...]
    records: int
    removed: int
    by_rule: int
    by_queue: int
    by_hand: int
    queued: int
    left: int
    linked: int


def duplicate_facts(connection: Connection) -> DuplicateFacts:
    """Return the facts; without a run that stands, `runs` is 0."""
    runs = [run.body for run in load_standing(connection, DEDUPE)]
    how = how_found(connection)
    records = record_count(connection)

    def said(key: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(str(run[key]) for run in runs if run.get(key)))

    return DuplicateFacts(
        runs=len(runs),
        programs=said("program"),
        rules=said("version"),
        modes=said("mode"),
        records=records,
        removed=records - set_count(connection),
        by_rule=how.by_rule,
        by_queue=how.by_queue,
        by_hand=how.by_hand,
        queued=queued_ever(connection),
        left=len(queued_pairs(connection)),
        linked=len(related(connection)),
    )


def sentences(facts: DuplicateFacts, language: str) -> list[str]:
    """Return the sentences; none where duplicates were not looked for."""
    words = words_of("review.duplicates", language, "sentences")
    return list(_sentences(facts, words)) if facts.runs else []


def _sentences(facts: DuplicateFacts, words: Words) -> Iterator[str]:
    yield words(
        "run",
        "tool",
        program=joined(words, facts.programs) if facts.programs else "",
        rules=joined(words, facts.rules),
        mode="; ".join(words("mode", mode) for mode in facts.modes),
    ).replace("  ", " ")
    ways = {"rule": facts.by_rule, "queue": facts.by_queue, "hand": facts.by_hand}
    how = [words("how", way, n=number) for way, number in ways.items() if number]
    sort = "none" if not facts.removed else "one" if facts.removed == 1 else "many"
    yield words(
        "found",
        sort,
        records=facts.records,
        removed=facts.removed,
        how=joined(words, how) if how else "",
    )
    if facts.left:
        yield words("queue", "left", answered=facts.queued - facts.left, ever=facts.queued)
    elif facts.queued:
        yield words("queue", "done", ever=facts.queued)
    if facts.linked:
        yield words("linked", "one" if facts.linked == 1 else "many", n=facts.linked)
