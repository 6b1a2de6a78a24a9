"""How one did in practice: one's verdicts there, against what the review itself has revealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from review.counting import counted
from review.protocol import Stage
from review.store import tables

_GOES_ON = frozenset({"forward", "included", "awaiting", "ongoing", "not-used"})


@dataclass(frozen=True, slots=True)
class Compared:
    """One record: what was said in practice, and what became of it in the review."""

    record_id: str
    said: str
    outcome: str  # include, exclude; as a settled ballot has it


@dataclass(frozen=True, slots=True)
class PracticeResult:
    """What was decided in practice, and where that can be compared."""

    verdicts: Mapping[str, int]
    same: tuple[Compared, ...]
    differs: tuple[Compared, ...]

    def in_words(self) -> str:
        """Return the result in a few lines."""
        number = sum(self.verdicts.values())
        if not number:
            return "Nothing is decided here yet."
        each = ", ".join(f"{verdict} {n}" for verdict, n in self.verdicts.items() if n)
        lines = [f"You decided {counted(number, 'record')}: {each}."]
        compared = len(self.same) + len(self.differs)
        if not compared:
            return f"{lines[0]}\nNone of them is decided and revealed in the review itself yet."
        lines.append(
            f"Of the {compared:,} that the review has settled, you said the same of "
            f"{len(self.same):,} and something else of {len(self.differs):,}."
        )
        missed = sum(one.outcome == "include" for one in self.differs)
        if missed:
            verb = "was" if missed == 1 else "were"
            lines.append(f"{counted(missed, 'record')} that you excluded {verb} included there.")
        return "\n".join(lines)


def practice_result(
    practice: Connection, original: Connection, person: str, stage: Stage
) -> PracticeResult:
    """Compare the decisions of `person` in a practice review with what the original has revealed.

    A maybe goes on, as an include does. A conflict that is open is compared with nothing.
    """
    part, record = tables.ballot_part, tables.record_set
    rows = practice.execute(
        select(record.c.record_id, part.c.verdict)
        .join(record, record.c.set_id == part.c.set_id)
        .where(part.c.stage == stage, part.c.reviewer == person, part.c.decision_id != "")
        .where(record.c.record_id == record.c.set_id)
        .order_by(part.c.place)
    ).all()
    outcomes = _outcomes(original, stage)
    verdicts = Counter(row.verdict for row in rows)
    same: list[Compared] = []
    differs: list[Compared] = []
    for record_id, verdict in rows:
        outcome = outcomes.get(record_id, "")
        if outcome:
            agrees = (verdict == "exclude") == (outcome == "exclude")
            (same if agrees else differs).append(Compared(record_id, verdict, outcome))
    order = {verdict: verdicts[verdict] for verdict in ("include", "maybe", "exclude")}
    return PracticeResult(order, tuple(same), tuple(differs))


def _outcomes(original: Connection, stage: Stage) -> dict[str, str]:
    """Return include or exclude for the records whose ballots are revealed and no conflict."""
    ballot, record = tables.ballot, tables.record_set
    rows = original.execute(
        select(record.c.record_id, ballot.c.state)
        .join(ballot, ballot.c.set_id == record.c.set_id)
        .where(ballot.c.stage == stage, ballot.c.revealed)
    )
    said = {row[0]: row[1] for row in rows}
    return {
        one: "include" if state in _GOES_ON else "exclude"
        for one, state in said.items()
        if state in _GOES_ON or state == "excluded"
    }
