"""What to do next, in words, from what the overview shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from review.counting import counted
from review.desk.action import key_named
from review.desk.shared import IMPORT, PROTOCOL, RETRIEVED, ROUNDS, key_of, key_to

if TYPE_CHECKING:
    from review.overview import Overview, StageProgress

_TITLE_ABSTRACT, _FULL_TEXT = "title-abstract", "full-text"


def next_steps(seen: Overview, keys: Mapping[str, str]) -> list[str]:
    """Return sentences, the most pressing first; never empty.

    `keys` are the remapped ones, by the id of the command.
    """
    return list(_Steps(seen, keys)) or ["Nothing waits for you now."]


@dataclass(frozen=True, slots=True)
class _Steps:
    """The steps from one overview, with the keys that lead to them."""

    seen: Overview
    keys: Mapping[str, str]

    def __iter__(self) -> Iterator[str]:
        seen = self.seen
        clashes = key_of("clashes", self.keys)
        if seen.protocol_contested:
            what = "Two versions of the protocol compete; the one they came from holds"
            yield f"{what}: press {clashes}."
        if seen.clashes:
            what = counted(seen.clashes, "clash", "clashes")
            yield f"{what} between copies to settle: {clashes}."
        if not seen.records:
            if self._leads and not seen.question:
                yield self._write
            import_key = key_named(IMPORT, self.keys)
            yield (
                "Bring in the exports of your searches: press "
                f"{key_to('sources', self.keys)}, then {import_key}."
            )
            return
        if not seen.person:
            who = key_of("person", self.keys)
            yield f"You are only looking. Say who you are with {who} to take part."
        if seen.queued:
            yield f"{counted(seen.queued, 'pair')} of possible duplicates to judge: " + self._press(
                "duplicates"
            )
        elif not seen.searched and seen.records == seen.sets:
            yield f"Look for duplicates before you screen: {self._press('duplicates')}"
        if self._leads:
            yield from self._of_the_lead()
        yield from self._screening()

    @property
    def _leads(self) -> bool:
        return any(one.name == self.seen.person and one.may("lead") for one in self.seen.people)

    @property
    def _write(self) -> str:
        return f"Write down the question and the criteria: press {key_named(PROTOCOL, self.keys)}."

    def _press(self, place: str) -> str:
        return f"press {key_to(place, self.keys)}."

    def _of_the_lead(self) -> Iterator[str]:
        """Give what a lead sees to before others begin: the protocol, the others, a first round."""
        seen = self.seen
        if not seen.question:
            yield self._write
        absent = [one.name for one in seen.people if one.active and not one.last_seen]
        if absent and not seen.exchanged:
            how = (
                f"In this folder `review --as NAME`, or {key_of('person', self.keys)} in this desk."
            )
            yield f"Not here yet: {' and '.join(absent)}. {how}"
        first = self._stage(_TITLE_ABSTRACT)
        if (
            first
            and seen.searched
            and not (first.mine or first.revealed or any(dict(first.others).values()))
        ):
            yield (
                "To see whether you read the criteria alike, draw a calibration round first: press "
                f"{key_to('screen', self.keys)}, then {key_named(ROUNDS, self.keys)}."
            )

    def _stage(self, name: str) -> StageProgress | None:
        return next((one for one in self.seen.stages if one.stage == name and one.ballots), None)

    def _screening(self) -> Iterator[str]:
        """Give what is to settle, to get and to screen, and what follows on the included."""
        seen, standings = self.seen, dict(self.seen.standings)
        yield from self._left(_TITLE_ABSTRACT, "record", "on title and abstract", "screen")
        if (sought := standings.get("sought", 0)) and seen.person:
            here = key_named(RETRIEVED, self.keys)
            full_text = key_to("fulltext", self.keys)
            yield f"{counted(sought, 'full text')} to get: press {full_text}, and {here} on each."
        yield from self._left(_FULL_TEXT, "report", "in full text", "fulltext")
        if (included := standings.get("included", 0)) and seen.person:
            yield (
                f"{counted(included, 'report')} included: press {key_to('extract', self.keys)} to "
                f"extract their data, {key_to('synthesis', self.keys)} for the synthesis."
            )

    def _left(self, name: str, unit: str, how: str, place: str) -> Iterator[str]:
        stage = self._stage(name)
        if stage and stage.to_settle:
            conflicts = counted(stage.to_settle, "conflict")
            yield f"{conflicts} to settle {how}: {self._press('conflicts')}"
        if stage and self.seen.person and stage.left:
            left = counted(stage.left, unit)
            yield f"{left} left for you to screen {how}: {self._press(place)}"
