"""What to do next, in words, from what the overview shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from review.overview import Overview, StageProgress

_TITLE_ABSTRACT, _FULL_TEXT = "title-abstract", "full-text"


def next_steps(seen: Overview) -> list[str]:
    """Return sentences, the most pressing first; never empty."""
    steps = list(_steps(seen))
    return steps or ["Nothing waits for you now."]


def _steps(seen: Overview) -> Iterator[str]:
    if seen.protocol_contested:
        yield "Two versions of the protocol compete; the one they came from holds: press F4."
    if seen.clashes:
        what = "clash" if seen.clashes == 1 else "clashes"
        yield f"{seen.clashes:,} {what} between copies to settle: F4."
    if not seen.records:
        yield "Bring in the exports of your searches: press 2, then i."
        return
    if not seen.person:
        yield "You are only looking. Say who you are with F2 to take part."
    if seen.queued:
        yield f"{_of(seen.queued, 'pair')} of possible duplicates to judge: press 3."
    elif not seen.searched and seen.records == seen.sets:
        yield "Look for duplicates before you screen: press 3."
    if _leads(seen):
        yield from _of_the_lead(seen)
    stages = {stage.stage: stage for stage in seen.stages}
    yield from _stage(seen, stages.get(_TITLE_ABSTRACT), "record", "on title and abstract", "4")
    yield from _stage(seen, stages.get(_FULL_TEXT), "report", "in full text", "6")
    included = dict(seen.standings).get("included", 0)
    if included and seen.person:
        reports = _of(included, "report")
        yield f"{reports} included: press 7 to extract their data, 8 for the synthesis."


def _leads(seen: Overview) -> bool:
    return any(one.name == seen.person and one.may("lead") for one in seen.people)


def _of_the_lead(seen: Overview) -> Iterator[str]:
    """Give what a lead sees to before others begin: the protocol, and the others."""
    if not seen.question:
        yield "Write down the question and the criteria: press p."
    absent = [one.name for one in seen.people if one.active and not one.last_seen]
    if absent and not seen.exchanged:
        names = " and ".join(absent)
        yield f"Not here yet: {names}. In this folder `review --as NAME`, or F2 in this desk."


def _stage(
    seen: Overview, stage: StageProgress | None, unit: str, how: str, key: str
) -> Iterator[str]:
    if stage is None or not stage.ballots:
        return
    if stage.to_settle:
        yield f"{_of(stage.to_settle, 'conflict')} to settle {how}: press 5."
    if seen.person and stage.left:
        yield f"{_of(stage.left, unit)} left for you to screen {how}: press {key}."


def _of(number: int, unit: str) -> str:
    return f"{number:,} {unit}{'' if number == 1 else 's'}"
