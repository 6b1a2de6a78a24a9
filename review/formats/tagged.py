"""Reads the tag-value family: cuts text into records of tags and values, by a grammar.

One regular expression splits a whole block at its tags, so that a continuation line costs
nothing and nothing between two tags can be lost: every character is in some part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

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

    def fitted(self, sample: str) -> Grammar:
        """Return the grammar for a file of which all lines are set in, where `sample` is so."""
        if self.head.search("\n" + sample):
            return self
        head = re.compile(self.head.pattern.replace(r"(\n", r"(\n[ \t]{1,40}", 1))
        return replace(self, head=head, boundary=b"") if head.search("\n" + sample) else self


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


# Lines that only number records: 2. and <2>
NUMBERS = re.compile(r"\s*<?\d{1,7}(?:\. ?>|[.>])\s*")
_BLANK_THEN_TEXT = re.compile(r"\n[ \t]*\n(?=\S)")


def cut(block: str, grammar: Grammar, first_line: int = 1) -> Iterator[Cut | Outside]:
    """Yield the records of `block`, and the text between them, in order, with line numbers.

    Tagged lines between two records belong to the one before, unless they hold what makes a
    record: Ovid writes NL after ER.
    """
    hold: Cut | None = None
    for piece in _Walk(block, grammar, first_line).pieces():
        if isinstance(piece, Outside):
            yield piece
        elif hold is None or piece.begun or not grammar.known_by.isdisjoint(piece.tags):
            if hold is not None:
                yield hold
            hold = piece
        else:
            for tag, values in piece.tags.items():
                hold.tags.setdefault(tag, []).extend(values)
            hold.raw += "\n" + piece.raw
    if hold is not None:
        yield hold


class _Walk:
    """One walk over a block's parts: head, value, head, value, ..."""

    def __init__(self, block: str, grammar: Grammar, first_line: int) -> None:
        self.parts = grammar.head.split("\n" + block)
        self.grammar = grammar
        self.newlines = first_line - 1  # before the part that comes next
        self.tags: Tags = {}
        self.start = 1  # the part where the record in progress begins, while it has tags

    def pieces(self) -> Iterator[Cut | Outside]:
        """Yield records and what lies between, without dropping a character."""
        parts, tags = self.parts, self.tags
        special = self.grammar.begins | self.grammar.ends | self.grammar.header
        spaced = self.grammar.blank_line_ends
        names: dict[str, str] = {}
        yield from self._outside(parts[0])
        for i in range(1, len(parts), 2):
            head = parts[i]
            tag = names.get(head)
            if tag is None:
                tag = names[head] = _name(head)
            if spaced or tag in special:
                yield from self._turn(tag, i)
                tags = self.tags
                if tag in special and tag not in self.grammar.begins:
                    continue
            if not tags:
                self.start = i
            value = parts[i + 1].strip()
            if "\n" in value:
                value = _unwrapped(value)
            if tag in tags:
                tags[tag].append(value)
            else:
                tags[tag] = [value]
        if tags:
            yield from self._unended(len(parts))

    def _turn(self, tag: str, at: int) -> Iterator[Cut | Outside]:
        """Yield the record in progress if `tag`, at part `at`, ends it or begins another."""
        grammar, parts = self.grammar, self.parts
        if tag in grammar.ends or tag in grammar.header:
            same, newline, rest = parts[at + 1].partition("\n")
            if self.tags:
                yield self._record("".join(parts[self.start : at + 1]) + same)
            else:
                self.newlines += parts[at].count("\n")
                if tag in grammar.ends and same.strip():
                    yield Outside(self.newlines, parts[at][1:] + same)
            self.newlines += len(newline)
            yield from self._outside(rest)
        elif self.tags and self._begins_another(tag, parts[at - 1]):
            yield from self._unended(at)

    def _begins_another(self, tag: str, before: str) -> bool:
        if not self.grammar.blank_line_ends:
            return not self.tags.keys() <= self.grammar.begins  # a second type amends the first
        return (tag in self.grammar.begins and tag in self.tags) or _ends_blank(before)

    def _record(self, text: str) -> Cut:
        begun = not self.grammar.begins.isdisjoint(self.tags)
        record = Cut(self.tags, text.strip("\n"), self.newlines + 1, begun)
        self.newlines += text.count("\n")
        self.tags = {}
        return record

    def _unended(self, end: int) -> Iterator[Cut | Outside]:
        """Yield a record that no tag ended, and what stands after its last value."""
        text, last = "".join(self.parts[self.start : end]), self.parts[end - 1]
        stray = self.tags.keys().isdisjoint(self.grammar.begins | self.grammar.known_by)
        if self.grammar.indented or stray:
            found = _BLANK_THEN_TEXT.search(last)
            cut_at = found.start() if found else len(last)
        else:
            cut_at = _before_number(last)
        rest = last[cut_at:]
        if rest:
            self.tags[_name(self.parts[end - 2])][-1] = _unwrapped(last[:cut_at].strip())
            text = text[: len(text) - len(rest)]
        yield self._record(text)
        yield from self._outside(rest)

    def _outside(self, text: str) -> Iterator[Outside]:
        if said := text.lstrip("\ufeff \t\n"):
            lead = text.count("\n", 0, len(text) - len(said))
            yield Outside(self.newlines + lead, said)
        self.newlines += text.count("\n")


def _name(head: str) -> str:
    """Return the tag in a head; the number of a record is no part of its tag."""
    name = head.strip(" -:\n\t\u00a0")
    return "<" if name[0] == "<" else name.partition(" #")[0]


def _before_number(value: str) -> int:
    """Return where a last line that only numbers the next record begins, or the value's end."""
    shown = value.rstrip()
    at = shown.rfind("\n")
    numbers = at >= 0 and NUMBERS.fullmatch(shown[at:])
    return len(shown[:at].rstrip()) if numbers else len(value)


def _unwrapped(value: str) -> str:
    return "\n".join(map(str.strip, value.split("\n")))


def _ends_blank(value: str) -> bool:
    return value.endswith("\n") or (value[-1:] in " \t" and value.rstrip(" \t").endswith("\n"))
