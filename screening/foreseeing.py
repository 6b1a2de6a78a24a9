"""What sharing out anew, another stage rule or a hand-over would change, before it is done.

Told is only what follows from the draw and from what is revealed: nobody learns from it who has
decided on which record.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select

from review.counting import counted
from review.ledger.ledger import Review
from review.people import team
from review.protocol import RULES, Stage
from review.protocols.setting import set_protocol
from review.protocols.versions import current
from review.refusal import Refused
from review.store import tables
from screening.allocating import Allocated, allocated, drawing, may_allocate
from screening.shares import Shares

RULES_IN_WORDS = {
    "both": "two decide on every record",
    "any-include-forward": "one include goes forward, an exclude is checked by a second",
    "one-excludes-checked": "one decides, excludes are checked by a second",
    "one": "one decides on every record",
}


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A stage as it is shared out, and as it would be."""

    now: Allocated
    then: Allocated

    @property
    def rows(self) -> list[tuple[str, int | None, int | None]]:
        """Return of each person how many records are drawn now and would be; None: not by name."""
        names = dict.fromkeys((*self.now.drawn, *self.then.drawn))
        return [(name, self._drawn(self.now, name), self._drawn(self.then, name)) for name in names]

    @staticmethod
    def _drawn(allocated: Allocated, name: str) -> int | None:
        return allocated.drawn.get(name, 0) if allocated.shares.weights else None


def foresee(connection: Connection, review: Review, stage: Stage, shares: Shares) -> Foreseen:
    """Return what `allocate` would do; Refused as that is."""
    may_allocate(connection, review, stage, shares)
    return Foreseen(allocated(connection, stage), drawing(connection, stage, shares))


def decided_by_one(connection: Connection, stage: Stage) -> list[str]:
    """Return the sets whose revealed ballot rests on one person's decision, in order."""
    ballot, part = tables.ballot, tables.ballot_part
    both = (part.c.set_id == ballot.c.set_id) & (part.c.stage == ballot.c.stage)
    return list(
        connection.scalars(
            select(ballot.c.set_id)
            .join(part, both)
            .where(ballot.c.stage == stage, ballot.c.revealed)
            .group_by(ballot.c.set_id, ballot.c.place)
            .having(func.count() == 1)
            .order_by(ballot.c.place)
        )
    )


@dataclass(frozen=True, slots=True)
class RuleChange:
    """Another rule for a stage, and the sets of which a second reviewer would be asked."""

    stage: str
    before: str
    after: str
    asked: tuple[str, ...]

    def in_words(self) -> str:
        """Return what the change means."""
        said = (
            f"At {self.stage}: “{self.before}” ({RULES_IN_WORDS[self.before]}) becomes "
            f"“{self.after}” ({RULES_IN_WORDS[self.after]})."
        )
        if self.after == "one":
            return f"{said} What one has decided by then is complete; what two decided stays."
        if self.asked:
            number = counted(len(self.asked), "record")
            said += f" {number} that one person decided may be asked of a second, and wait for it."
        return f"{said} What is decided stays, and nothing becomes a conflict by itself."


def foresee_rule(connection: Connection, review: Review, stage: Stage, rule: str) -> RuleChange:
    """Return what another rule for a stage would change; Refused for anyone but the lead."""
    team.require(connection, review, ("lead",), "set the protocol")
    if rule not in RULES:
        raise Refused(f"“{rule}” is no stage rule.", f"The rules are: {', '.join(RULES)}.")
    _version, protocol = current(connection)
    asked = () if rule == "one" else tuple(decided_by_one(connection, stage))
    return RuleChange(stage, protocol.rules[stage], rule, asked)


def change_rule(review: Review, stage: Stage, rule: str) -> str:
    """Set the rule of a stage in a new version of the protocol, and say what that means."""
    with review.read() as connection:
        change = foresee_rule(connection, review, stage, rule)
        _version, protocol = current(connection)
    if change.before == rule:
        raise Refused(f"The rule at {stage} is “{rule}” already.")
    set_protocol(review, replace(protocol, rules={**protocol.rules, stage: rule}))
    return f"{change.in_words()} `review undo` takes this back."
