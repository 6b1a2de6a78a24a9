"""The ballot: what the decisions of one set at one stage add up to (METHOD: stage rules)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from review.protocol import FULL_TEXT, TITLE_ABSTRACT, Protocol, Stage

Verdict = Literal["include", "exclude", "maybe"]
VERDICTS: tuple[Verdict, ...] = ("include", "exclude", "maybe")

State = Literal[
    "pending",
    "conflict",
    "to-discuss",
    "forward",
    "excluded",
    "included",
    "awaiting",
    "ongoing",
    "not-used",
]
NEEDS_SETTLING: tuple[State, ...] = ("conflict", "to-discuss")
# The id of the main round of each stage, as ballots carry it.
MAIN_ROUND = {TITLE_ABSTRACT: "0" * 31 + "1", FULL_TEXT: "0" * 31 + "2"}
BACK = "back"  # from full text: to be settled anew at title-abstract
OUTCOMES = ("include", "exclude", "awaiting", "ongoing", "not-used")


@dataclass(frozen=True, slots=True)
class Decision:
    """One reviewer's act on one record at one stage, as the projection holds it."""

    id: str
    order: str
    record_id: str
    stage: str
    reviewer: str
    verdict: str  # "" while it is sealed
    reasons: tuple[str, ...] = ()  # ids, highest first, as the protocol stood at the time
    fails: tuple[str, ...] = ()  # ids of criteria
    note: str = ""
    at: str = ""
    replaces: frozenset[str] = frozenset()
    revealed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What one reviewer says of one set: the decision that holds, and the first that was made.

    `holding` is None while the reviewer's own decisions, made on several records of what turned out
    to be one report, differ: that reviewer is asked again, blind.
    """

    reviewer: str
    first: Decision
    holding: Decision | None
    shown: bool = False  # whether anything of it was revealed before

    @property
    def reopened(self) -> bool:
        """Whether what was revealed of it does not hold any more, and what does is not revealed.

        So it is once records of one report, decided and revealed one by one, turn out to differ.
        """
        return self.shown and not (self.holding and self.holding.revealed)


def parts(decisions: Iterable[Decision]) -> tuple[Part, ...]:
    """Fold all standing decisions on one set at one stage into one part per reviewer."""
    by_reviewer: dict[str, list[Decision]] = {}
    for decision in sorted(decisions, key=lambda decision: decision.order):
        by_reviewer.setdefault(decision.reviewer, []).append(decision)
    return tuple(_part(name, made) for name, made in sorted(by_reviewer.items()))


def _part(reviewer: str, made: list[Decision]) -> Part:
    if len(made) == 1:
        return Part(reviewer, made[0], made[0], made[0].revealed)
    by_id = {decision.id: decision for decision in made}
    replaced: set[str] = set()
    corrected: set[str] = set()
    for decision in made:
        old = [by_id[known] for known in decision.replaces if known in by_id]
        replaced.update(known.id for known in old)
        if len({known.verdict for known in old}) == 1:
            corrected.update(known.id for known in old)
    left = [decision for decision in made if decision.id not in replaced]
    revealed = [decision for decision in left if decision.revealed]
    # What has been revealed is frozen; a second, unrevealed decision cannot change it.
    candidates = revealed or left
    agrees = len({decision.verdict for decision in candidates}) == 1
    # A correction of one's own takes the place of what it corrects; an answer to "you decided this
    # report twice, differently" does not: agreement is about what was said first.
    first = next(decision for decision in made if decision.id not in corrected)
    shown = any(decision.revealed for decision in made)
    return Part(reviewer, first, candidates[0] if agrees else None, shown)


def needed(stage: Stage, protocol: Protocol) -> int:
    """Return how many decisions the stage rule asks for, unless the first one makes do."""
    return 1 if protocol.rules[stage] == "one" else 2


def is_complete(held: Sequence[Part], stage: Stage, protocol: Protocol, wanted: int = 0) -> bool:
    """Tell whether every reviewer that is asked has a decision that holds.

    `wanted` are as many as the stage rule asks for, or more. A sealed decision is one, whatever it
    says; where the rule depends on what it says, all are waited for.
    """
    if any(part.holding is None for part in held):
        return False
    verdicts = [part.holding.verdict for part in held if part.holding]
    rule = protocol.rules[stage]
    if rule == "any-include-forward" and "include" in verdicts:
        return True
    if rule == "one-excludes-checked" and verdicts and not {"exclude", ""} & set(verdicts):
        return True
    return len(verdicts) >= (wanted or needed(stage, protocol))


def state_of(verdicts: Sequence[str], stage: Stage, protocol: Protocol) -> State:
    """Return what the verdicts of a complete, revealed ballot say together (METHOD: the table)."""
    rule = protocol.rules[stage]
    said = set(verdicts)
    if rule == "any-include-forward" and "include" in said:
        return "included" if stage == FULL_TEXT else "forward"
    if stage == FULL_TEXT:
        return _full_text(said)
    return _title_abstract(said, protocol.maybe)


def _title_abstract(said: set[str], maybe: str) -> State:
    if said == {"exclude"}:
        return "excluded"
    if "exclude" in said:
        return "conflict"
    if maybe == "conflict" and said == {"include", "maybe"}:
        return "conflict"
    return "forward"


def _full_text(said: set[str]) -> State:
    if said == {"include"}:
        return "included"
    if said == {"exclude"}:
        return "excluded"
    return "conflict" if said >= {"include", "exclude"} else "to-discuss"


def settled_state(outcome: str, stage: Stage) -> State:
    """Return the state that a settlement with `outcome` gives."""
    if outcome == BACK:
        return "conflict"
    if outcome == "include":
        return "included" if stage == FULL_TEXT else "forward"
    if outcome == "exclude":
        return "excluded"
    return outcome  # type: ignore[return-value]  # the other outcomes are states by name


def shared_reason(excluding: Sequence[Decision], protocol: Protocol) -> tuple[str, bool]:
    """Return the one reason of an agreed exclusion, and whether the reviewers' reasons differed.

    The highest reason that all gave; else the highest that any gave (METHOD: stage rules). Reasons
    that the protocol no longer has come last.
    """
    named = [set(decision.reasons) for decision in excluding if decision.reasons]
    if not named:
        return "", False
    main = {decision.reasons[0] for decision in excluding if decision.reasons}
    everyone, anyone = set.intersection(*named), set.union(*named)
    found = protocol.highest(everyone) or protocol.highest(anyone)
    return found or min(everyone or anyone), len(main) > 1
