"""The overview in plain lines, and the words that it shares with the desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review import acts
from review.counting import counted
from review.overview import Overview
from review.people.status import PersonStatus

STANDING_WORDS = {
    "removed": "removed before screening",
    "to-screen": "to screen on title and abstract",
    "conflict-title-abstract": "conflict at title-abstract",
    "excluded-title-abstract": "excluded on title and abstract",
    "sought": "sought, full text not yet here",
    "not-retrieved": "not retrieved",
    "to-assess": "to assess in full text",
    "conflict-full-text": "conflict at full-text",
    "excluded-full-text": "excluded in full text",
    "awaiting": "awaiting classification",
    "ongoing": "ongoing",
    "not-used": "eligible, not used",
    "included": "included",
}


def overview_text(seen: Overview) -> str:
    """Return the overview in plain lines."""
    lines = [seen.title, *([seen.question] if seen.question else []), ""]
    lines.append(
        f"Records {seen.records}, duplicates {seen.records - seen.sets}, left {seen.sets}"
        + (f"; {seen.queued} pairs wait in the duplicates queue" if seen.queued else "")
    )
    numbers = dict(seen.standings)
    lines += [
        f"  {number:6}  {words}"
        for key, words in STANDING_WORDS.items()
        if (number := numbers.get(key, 0))
    ]
    for stage in seen.stages:
        if stage.ballots:
            lines += ["", f"{stage.stage}: {stage.ballots} ballots, {stage.revealed} revealed"]
        if stage.to_settle:
            lines.append(f"  {stage.to_settle} to settle: `review conflicts`")
    lines += ["", "People"]
    for person in seen.people:
        left = "" if person.active else " (left)"
        lines.append(f"  {person.name:14}{' '.join(person.roles)}{left}")
        lines += [f"  {'':14}{line}" for line in _lines(seen, person)]
    if seen.protocol_contested:
        lines += ["", "Two versions of the protocol compete: `review protocol show`."]
    return "\n".join(lines)


def _lines(seen: Overview, person: PersonStatus) -> Iterator[str]:
    yield "; ".join(heard_of(seen, person))
    if done := "; ".join(_done(seen, person)):
        yield done
    for wait in person.waits:
        yield f"waits: {wait}"


def heard_of(seen: Overview, person: PersonStatus) -> list[str]:
    """Return when the person was last heard of; of files only where the review is exchanged."""
    other = person.active and person.name != seen.person
    if seen.exchanged and other and not (person.last_seen or person.last_merged):
        return [f"nothing from {person.name} has come here yet: ask for a file (`review send`)"]
    said = [f"last seen {since(person.last_seen)}" if person.last_seen else "not seen yet"]
    if person.last_merged:
        said.append(f"last file merged {since(person.last_merged)}")
    if person.last_sent:
        said.append(f"last file sent {since(person.last_sent)}")
    return said


def _done(seen: Overview, person: PersonStatus) -> Iterator[str]:
    for stage in seen.stages:
        number = person.decided.get(stage.stage)
        if number is None:
            if person.may("screener"):
                yield f"{stage.stage}: not told while records are ranked"
        elif stage.ballots and (number or person.may("screener")):
            left = f", {person.left[stage.stage]} left" if person.left is not None else ""
            yield f"{stage.stage}: {number} decided{left}"
    yield from entries_done(seen, person)


def entries_done(seen: Overview, person: PersonStatus) -> list[str]:
    """Return how many entries a person has called complete, once there is something to extract."""
    begun = dict(seen.standings).get("included") or any(other.entries for other in seen.people)
    if person.entries or (begun and person.may("extractor")):
        return [f"{counted(person.entries, 'entry', 'entries')} complete"]
    return []


def since(day: str) -> str:
    """Return how long ago a day was, in words."""
    days = (date.fromisoformat(acts.day(acts.now())) - date.fromisoformat(day)).days
    if days in {0, 1}:
        return ("today", "yesterday")[days]
    return f"{days} days ago ({day})" if days > 0 else f"on {day}"
