"""Dates in order, units given, and a quote where the form asks for one."""

from __future__ import annotations

from collections.abc import Iterator

from extraction.field import NUMBER_KINDS
from extraction.plausible.concern import Concern
from extraction.plausible.rows import Row
from extraction.wording import Words

_ENDS = (("from", "to"), ("start", "end"), ("begin", "end"), ("first", "last"))


def dates(row: Row, words: Words) -> Iterator[Concern]:
    """Yield a date that comes after the one it should come before, to the precision of both."""
    there = {one.id for one in row.fields if one.kind == "date" and row.text(one.id)}
    for identifier in sorted(there):
        for first, last in _ENDS:
            later = _other_end(identifier, first, last)
            if later not in there:
                continue
            a, b = row.text(identifier), row.text(later)
            size = min(len(a), len(b))
            if a[:size] > b[:size]:
                names = [row.label(one, words.language) for one in (identifier, later)]
                sentence = words(
                    "check", "dates", name=names[0], date=a, other=names[1], other_date=b
                )
                yield Concern(row.path(identifier), sentence, "impossible", (row.path(later),))


def _other_end(identifier: str, first: str, last: str) -> str:
    if identifier == first or identifier.startswith(f"{first}_"):
        return last + identifier[len(first) :]
    if identifier.endswith(f"_{first}"):
        return identifier[: -len(first)] + last
    return ""


def units(row: Row, words: Words) -> Iterator[Concern]:
    """Yield numbers without the unit that a field beside them asks for: `dose`, `dose_unit`."""
    for one in row.fields:
        if one.kind not in NUMBER_KINDS or row.number(one.id) is None:
            continue
        stem = one.id.removesuffix("_n").removesuffix("_value")
        beside = next((f for f in row.fields if f.id in {f"{one.id}_unit", f"{stem}_unit"}), None)
        if beside is None or beside.id in row.values or row.values[one.id].unit:
            continue
        names = {"name": one.name(words.language), "unit": beside.name(words.language)}
        sentence = words("check", "unit", **names)
        yield Concern(row.path(one.id), sentence, "lacking", (row.path(beside.id),))


def quotes(row: Row, words: Words) -> Iterator[Concern]:
    """Yield values without a quote in fields whose form asks for one."""
    for one in row.fields:
        value = row.values.get(one.id)
        if one.quoted and value is not None and value.known and not value.quote:
            sentence = words("check", "quote", name=one.name(words.language))
            yield Concern(row.path(one.id), sentence, "lacking")
