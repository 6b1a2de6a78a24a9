"""What became of a file of entries, as data and as lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from extraction.offline.agreed_in import Agreements
from extraction.offline.taking_in import Rejected, TakenIn
from review.clean import one_line
from review.counting import counted

_DRY = "Nothing was kept: this was a dry run."
_SHOWN = 10
_LINES = 4  # named of those that were rejected for one reason


def as_data(done: TakenIn) -> dict[str, Any]:
    """Return what became of a file as plain values."""
    return {
        "form": done.form,
        "found": done.found,
        "imported": done.imported,
        "changed": done.changed,
        "entries": done.entries,
        "complete": done.complete,
        "incomplete": done.incomplete,
        "rejected": [
            {"line": one.line, "path": one.path, "why": one.why, "text": one.text}
            for one in done.rejected
        ],
        "codes": {code: number for code, number in done.codes.items() if code},
        "notices": done.says,
    }


def in_words(done: TakenIn, file: str, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines that tell a person what became of a file."""
    for sentence in done.says:
        yield one_line(sentence)
    taken = "would be imported" if dry_run else "imported"
    yield (
        f"{one_line(file)}: {counted(done.found, 'answer')} found, {done.imported:,} {taken} "
        f"({done.changed:,} new) into {counted(done.entries, 'entry', 'entries')}, "
        f"{len(done.rejected):,} rejected"
    )
    if done.complete:
        yield f"  {counted(done.complete, 'entry', 'entries')} complete"
    if done.incomplete:
        named = ", ".join(map(one_line, done.incomplete[:_LINES]))
        more = f" and {len(done.incomplete) - _LINES:,} more" if done.incomplete[_LINES:] else ""
        yield f"  required answers lack, so not complete: {named}{more}"
    yield from _rejected(done.rejected)
    if dry_run:
        yield _DRY


def agreed_as_data(done: Agreements) -> dict[str, Any]:
    """Return what became of a file of agreed entries as plain values."""
    return {
        "found": done.found,
        "imported": done.imported,
        "rejected": [{"line": one.line, "why": one.why, "text": one.text} for one in done.rejected],
        "notices": done.says,
    }


def agreed_in_words(done: Agreements, file: str, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines that tell a person what became of a file of agreed entries."""
    yield from map(one_line, done.says)
    agreed = "would be agreed" if dry_run else "agreed"
    yield (
        f"{one_line(file)}: {counted(done.found, 'row')} found, {done.imported:,} {agreed}, "
        f"{len(done.rejected):,} rejected"
    )
    yield from _rejected(done.rejected)
    if dry_run:
        yield _DRY


def _rejected(rejected: Sequence[Rejected]) -> Iterator[str]:
    """Yield the reasons, the most frequent first, with the lines and places that they met."""
    reasons = Counter(one.why for one in rejected)
    for why, number in reasons.most_common(_SHOWN):
        met = [one for one in rejected if one.why == why]
        places = ", ".join(f"line {one.line} {one.path}".strip() for one in met[:_LINES])
        more = f" and {number - _LINES:,} more" if number > _LINES else ""
        yield f"  rejected {number:,}: {one_line(why)} ({one_line(places)}{more})"
    if len(reasons) > _SHOWN:
        yield f"  ... and {len(reasons) - _SHOWN:,} more reasons: all with --json"
