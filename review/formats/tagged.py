"""Reads the tag-value family: cuts text into records of tags and values, by a grammar.

One regular expression splits a whole block at its tags, so that a continuation line costs
nothing and nothing between two tags can be lost: every character is in some part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from review.formats.mapping import Tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """How a member of the family writes tags and tells where records begin and end."""

    head: re.Pattern[str]  # one group: the newline and all of the line before its value
    begins: frozenset[str]
    ends: frozenset[str] = frozenset()
    known_by: frozenset[str] = frozenset()  # tags that make a record of lines without a beginning
    header: frozenset[str] = frozenset()  # tags of the file, not of a record
    blank_line_ends: bool = False
    indented: bool = False  # continuation lines are; others after a blank line are no value
    boundary: bytes = b""  # where the file may be cut into blocks; empty: nowhere


@dataclass(slots=True)
class Cut:
    """One record's tags and values with its own lines."""

    tags: Tags
    raw: str
    line: int
    begun: bool  # by a tag that begins records


@dataclass(frozen=True, slots=True)
class Outside:
    """Text that belongs to no record."""

    line: int
    text: str


_NUMBER_LINE = re.compile(r"\n\s*<?\d{1,7}[.>]\s*$")
_BLANK_THEN_TEXT = re.compile(r"\n[ \t]*\n(?=\S)")


def cut(block: str, grammar: Grammar, first_line: int = 1) -> Iterator[Cut | Outside]:
    """Yield the records of `block`, and the text between them, in order, with line numbers."""
    hold: Cut | None = None
    for piece in _pieces(grammar.head.split("\n" + block), grammar, first_line - 1):
        if isinstance(piece, Outside):
            yield piece
        elif hold is None or piece.begun or not grammar.known_by.isdisjoint(piece.tags):
            if hold is not None:
                yield hold
            hold = piece
        else:
            _append(hold, piece)
    if hold is not None:
        yield hold


def _append(hold: Cut, stray: Cut) -> None:
    """Give the lines that follow a record's end to that record: Ovid writes NL after ER."""
    for tag, values in stray.tags.items():
        hold.tags.setdefault(tag, []).extend(values)
    hold.raw += "\n" + stray.raw


def _pieces(parts: list[str], grammar: Grammar, newlines: int) -> Iterator[Cut | Outside]:
    begins, ends, header = grammar.begins, grammar.ends, grammar.header
    special = begins | ends | header
    spaced, indented = grammar.blank_line_ends, grammar.indented
    tags: Tags = {}
    start = 0  # of the record in progress; meant only while `tags` is filled
    if parts[0].strip("\ufeff \t\n"):
        yield Outside(1 + newlines, parts[0])
    newlines += parts[0].count("\n")
    for i in range(1, len(parts), 2):
        tag = parts[i][1:].rstrip(" -\t")
        if tags and (
            (tag in begins and (tag in tags if spaced else tags.keys() != {tag}))
            or (spaced and _ends_blank(parts[i - 1]))
        ):
            text, rest = _closed("".join(parts[start:i]), parts[i - 1], indented=indented)
            yield _cut(tags, text, newlines, begins)
            newlines += text.count("\n")
            if rest.strip():
                yield Outside(newlines + 1, rest)
            newlines += rest.count("\n")
            tags = {}
        if tag in special and tag not in begins:
            _, newline, rest = parts[i + 1].partition("\n")
            text = "".join(parts[start : i + 2]) if tags else parts[i] + parts[i + 1]
            text = text[: len(text) - len(rest) - len(newline)]
            if tags:
                yield _cut(tags, text, newlines, begins)
            tags = {}
            newlines += text.count("\n")
            if rest.strip():
                yield Outside(newlines + 2, rest)
            newlines += len(newline) + rest.count("\n")
            continue
        if not tags:
            start = i
        value = parts[i + 1].strip()
        if "\n" in value:
            value = "\n".join(map(str.strip, value.split("\n")))
        known = tags.get(tag)
        if known is None:
            tags[tag] = [value]
        else:
            known.append(value)
    if tags:
        text, rest = _closed("".join(parts[start:]), parts[-1], indented=indented)
        yield _cut(tags, text, newlines, begins)
        if rest.strip():
            yield Outside(newlines + text.count("\n") + 1, rest)


def _ends_blank(value: str) -> bool:
    return value.endswith("\n") or (value[-1:] in " \t" and value.rstrip(" \t").endswith("\n"))


def _closed(text: str, last: str, *, indented: bool) -> tuple[str, str]:
    """Return a record's lines and what stands after its last value without belonging to it."""
    if indented and (found := _BLANK_THEN_TEXT.search(last)):
        at = len(text) - len(last) + found.end()
        return text[:at], text[at:]
    return text, ""


def _cut(tags: Tags, text: str, newlines: int, begins: Iterable[str]) -> Cut:
    return Cut(tags, text.strip("\n"), newlines + 1, not tags.keys().isdisjoint(begins))


def without_numbers(cuts: Iterable[Cut | Outside]) -> Iterator[Cut | Outside]:
    """Drop the lines that only number records (`2.`, `<2>`), also at the end of a last value."""
    for piece in cuts:
        if isinstance(piece, Cut):
            if _NUMBER_LINE.search(piece.raw):
                values = list(piece.tags.values())[-1]
                values[-1] = _NUMBER_LINE.sub("", values[-1]).rstrip()
            yield piece
        elif not re.fullmatch(r"\s*<?\d{1,7}[.>]\s*", piece.text):
            yield piece
