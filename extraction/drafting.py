"""Draft a form from a table that was filled without one: each column a field of a guessed kind."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from extraction import countries
from extraction.checking import content_of
from extraction.field import YES_NO_UNCLEAR, Field, Kind
from extraction.offline.reading import tables
from extraction.same import folded
from review.clean import meant_cell, one_line
from review.refusal import Refused

# Of a choice: at most so many answers, each given so often on average, and none longer.
MOST_OPTIONS, LEAST_EACH, LONGEST_OPTION = 15, 3, 80
LONG_TEXT = 100
# What people write for no answer; it tells nothing of the kind.
_NOTHING = frozenset(("na", "n/a", "nr", "not reported", "not applicable", "none", "-", "?"))
_YES_NO = frozenset(name for option in YES_NO_UNCLEAR for name in ("y", "n", option.id))
_NUMBERED: tuple[Kind, ...] = ("integer", "decimal", "date")


def draft(
    data: bytes, name: str, identifier: str, without: Sequence[str] = (), version: int = 1
) -> str:
    """Return the TOML of a form with a field for each column but those `without`.

    The kind is guessed from the cells: a number where all are, a choice where few answers come
    again and again, else text. It is meant to be read and changed before it is used. Raises Refused
    where there is no table.
    """
    best = max(tables(data), key=_filled, default=())
    heads = [one_line(cell) for cell in best[0].cells] if best else []
    if not any(heads):
        raise Refused(f"{name} holds no table with a header.", "Name a table: CSV or a workbook.")
    if gone := [head for head in without if head not in heads]:
        raise Refused(f"{name} has no column {', '.join(gone)}.", f"It has: {', '.join(heads)}.")
    lines = [
        f"id = {_text(identifier)}",
        f"version = {version}",
        'scope = "study"',
        f"names = {{ en = {_text(identifier.replace('-', ' ').capitalize())} }}",
    ]
    taken: set[str] = set()
    for place, head in enumerate(heads):
        if not head or head in without:
            continue
        cells = [meant_cell(row.cells[place]).strip() for row in best[1:] if place < len(row.cells)]
        lines += _field(_id(head, taken), head, [cell for cell in cells if cell])
    return "\n".join(lines) + "\n"


def _filled(rows: Sequence[object]) -> int:
    first = getattr(rows[0], "cells", ()) if rows else ()
    return len(rows) * sum(bool(cell.strip()) for cell in first)


def _id(head: str, taken: set[str]) -> str:
    """Return an id that no field has yet, from what the column is called."""
    plain = re.sub(r"[^a-z0-9]+", "_", head.casefold()).strip("_") or "field"
    plain = plain if plain[0].isalpha() else f"f_{plain}"
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}_{number}", number + 1
    taken.add(found)
    return found


def _field(identifier: str, head: str, cells: Sequence[str]) -> Iterator[str]:
    told = [cell for cell in cells if folded(cell) not in _NOTHING]
    kind, options = _kind(told)
    yield ""
    yield "[[fields]]"
    yield f"id = {_text(identifier)}"
    yield f"kind = {_text(kind)}"
    yield f"names = {{ en = {_text(head)} }}"
    if options:
        yield f"options = [{', '.join(_text(option) for option in options)}]"
        yield "other_allowed = true"


def _kind(cells: Sequence[str]) -> tuple[Kind, Sequence[str]]:
    if not cells:
        return "text", ()
    number = next((kind for kind in _NUMBERED if all(_fits(kind, cell) for cell in cells)), None)
    if number:
        return number, ()
    if all(folded(cell) in _YES_NO for cell in cells):
        return "yes-no-unclear", ()
    if all(countries.code_of(cell) for cell in cells):
        return "country", ()
    options = _options(cells)
    if options:
        return "choice", options
    longest = max(len(cell) for cell in cells)
    return ("long-text" if longest > LONG_TEXT else "text"), ()


def _fits(kind: Kind, cell: str) -> bool:
    try:
        content_of(Field(id="a", kind=kind, names={}), cell)
    except Refused:
        return False
    return True


def _options(cells: Sequence[str]) -> Sequence[str]:
    """Return the answers that come again and again, the most frequent first, in one spelling."""
    number = Counter(folded(cell) for cell in cells)
    spelled: dict[str, str] = {}
    for cell in cells:
        spelled.setdefault(folded(cell), one_line(cell))
    few = len(number) <= MOST_OPTIONS and len(cells) >= LEAST_EACH * len(number)
    if not few or max(map(len, spelled.values())) > LONGEST_OPTION:
        return ()
    return [spelled[word] for word, _times in number.most_common()]


def _text(words: str) -> str:
    """Return a TOML string; JSON's escapes are TOML's, but for the one sign that TOML adds."""
    return json.dumps(one_line(words), ensure_ascii=False).replace("\x7f", "\\u007f")
