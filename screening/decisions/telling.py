"""What became of a file of decisions, as data and as lines for a person."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from review.clean import one_line
from review.counting import counted

if TYPE_CHECKING:
    from screening.decisions.taking_in import TakenIn

_SHOWN = 10
_LINES = 4  # named of those that were rejected for one reason
_NOBODY = "no name"


def as_data(done: TakenIn) -> dict[str, Any]:
    """Return what became of a file as plain values."""
    return {
        "found": done.found,
        "imported": done.imported,
        "rejected": [{"line": line, "why": why, "text": text} for line, why, text in done.rejected],
        "tool": done.tool,
        "notices": done.says,
        "codes": dict(done.codes),
        "unknown_codes": done.unknown_codes,
        "unknown_reasons": done.unknown_reasons,
        "matched": dict(done.matched),
        "unmatched": done.unmatched,
        "revealed": done.revealed,
        "unattributed": [
            {"line": loose.line, "what": loose.what, "text": loose.text} for loose in done.loose
        ],
    }


def in_words(done: TakenIn, file: str, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines that tell a person what became of a file.

    Rejected rows are named by line and reason only: what they say may be another's verdict.
    """
    for sentence in done.says:
        yield one_line(sentence)
    taken = "would be imported" if dry_run else "imported"
    yield (
        f"{one_line(file)}: {done.found} found, {done.imported} {taken}, "
        f"{len(done.rejected)} rejected"
    )
    if done.matched:
        by = ", ".join(f"{number:,} by {by}" for by, number in done.matched.most_common())
        yield f"  records matched: {by}; {done.unmatched:,} not found"
    if dry_run:
        yield from _codes(done)
    yield from _rejected(done)
    for loose in done.loose[:_SHOWN]:
        where = f"line {loose.line}: " if loose.line else ""
        yield f"  listed, not assigned: {where}{one_line(loose.what)}"
    if len(done.loose) > _SHOWN:
        yield f"  ... and {len(done.loose) - _SHOWN:,} more like that: all with --json"
    if done.unknown_codes:
        yield f"No screener is known by: {_names(done.unknown_codes)}. Say who it is."
    if done.unknown_reasons:
        yield f"Not reasons of the protocol: {_names(done.unknown_reasons)}. Say which they are."
    if done.revealed:
        yield one_line(done.revealed)


def _names(words: Sequence[str]) -> str:
    return ", ".join(one_line(word) or _NOBODY for word in words)


def line_to_type(done: TakenIn, file: str, stage: str) -> str:
    """Return the command line that says what the file does not, to be filled in; or nothing."""
    if not (done.unknown_codes or done.unknown_reasons):
        return ""
    words = ["review", "decisions", "import", shlex.quote(file), "--stage", stage]
    codes = [shlex.quote(code) if code else "" for code in map(one_line, done.unknown_codes)]
    words += [f"--reviewer {code}=NAME" for code in codes]
    words += [f"--reason {shlex.quote(one_line(reason))}=ID" for reason in done.unknown_reasons]
    return " ".join(words)


def _rejected(done: TakenIn) -> Iterator[str]:
    """Yield each reason for a rejection once, with the lines that it is about."""
    lines: dict[str, list[int]] = {}
    for line, why, _text in done.rejected:
        lines.setdefault(one_line(why), []).append(line)
    for why, at in list(lines.items())[:_SHOWN]:
        shown = ", ".join(map(str, at[:_LINES])) + (", ..." if len(at) > _LINES else "")
        where = f"line {shown}" if len(at) == 1 else f"{len(at):,} rows (lines {shown})"
        yield f"  {where}: {why}"
    if len(lines) > _SHOWN:
        left = sum(map(len, list(lines.values())[_SHOWN:]))
        yield f"  ... and {counted(left, 'row')} more: all with --json"


def _codes(done: TakenIn) -> Iterator[str]:
    for code, number in sorted(done.codes.items()):
        own = done.verdicts.get(code)
        said = f": {', '.join(f'{n:,} {v}' for v, n in sorted(own.items()))}" if own else ""
        yield f"  {one_line(code) or _NOBODY}: {counted(number, 'decision')}{one_line(said)}"
