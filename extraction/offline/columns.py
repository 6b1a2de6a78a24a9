"""The columns of a table of entries: what each is called, and what a header in a file means.

A column is a place of the form (`design`, `doses.first_year.hours`, `results[0].outcome`), or with
a colon one of its parts (`design:page`). Beside them stand what an entry is of and whose it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from extraction.form import Form
from extraction.part import SCOPES
from extraction.path import child_path, parsed
from extraction.same import folded
from extraction.value import VALUE_KEYS
from review.refusal import Refused

HEAD = ("study_id", "study", "part", "extractor", "code")
LONG = ("path", "field", *VALUE_KEYS)
IGNORED = "-"
_PART_NAMES = frozenset(SCOPES) - {"study"}


@dataclass(frozen=True, slots=True)
class Column:
    """A place of the form and which part of the value there, `value` itself or its evidence."""

    path: str
    key: str = "value"


def header(form: Form, column: Column) -> str:
    """Return what the column is called."""
    parts, field = parsed(column.path), form.find(column.path.partition("[")[0])
    fixed = parts is not None and field is not None and field.kind == "table"
    name = form.field_id(column.path) if fixed else column.path
    return name if column.key == "value" else f"{name}:{column.key}"


def places(form: Form, rows: Mapping[str, int]) -> Iterator[str]:
    """Yield the places to be answered, in the form's order; `rows` says how many each group has."""
    for one in form.fields:
        if not one.holds_fields:
            if one.kind != "calculated":
                yield one.id
            continue
        number = len(one.rows) if one.kind == "table" else rows.get(one.id, 0)
        for row in range(number):
            yield from (
                child_path(one.id, row, child.id)
                for child in one.fields
                if child.kind != "calculated"
            )


@dataclass(frozen=True)
class Headers:
    """What the headers of a file mean: by what the person said, else by the form's own names."""

    form: Form
    said: Mapping[str, str]  # header in the file: column

    def meaning(self, head: str) -> Column | str | None:
        """Return a column of the form, the name of one of `HEAD` or `LONG`, or None.

        Raises Refused where the person named a column that there is not.
        """
        told = self.said.get(head)
        if told == IGNORED:
            return None
        found = self._meaning(told if told is not None else head)
        if found is None and told is not None:
            raise Refused(
                f"{head}={told}: the form {self.form.id} has no such field.",
                f"It can be {', '.join((*HEAD, IGNORED))}, or a field: `review form show "
                f"{self.form.id}`.",
            )
        return found

    def _meaning(self, name: str) -> Column | str | None:
        plain = name.strip()
        if plain in HEAD or plain in LONG:
            return plain
        if plain in _PART_NAMES and plain == self.form.scope:
            return "part"
        place, colon, key = plain.rpartition(":")
        if colon and key in VALUE_KEYS and (path := self._place(place)):
            return Column(path, key)
        path = self._place(plain)
        return Column(path) if path else None

    def _place(self, name: str) -> str:
        one = self.form.at(name)
        parts = parsed(name)
        if one is not None and parts is not None and not parts.is_row and not one.holds_fields:
            return str(parts) if parts.child else one.id
        return self._named.get(name) or self._named.get(folded(name)) or ""

    @cached_property
    def _named(self) -> Mapping[str, str]:
        """Places by what they are called, those of which two are called so left out."""
        found: dict[str, str] = {}
        twice: set[str] = set()
        for name, path in self._names():
            if found.setdefault(name, path) != path:
                twice.add(name)
        return {name: path for name, path in found.items() if name not in twice}

    def _names(self) -> Iterable[tuple[str, str]]:
        for path in places(self.form, {}):
            yield self.form.field_id(path), path
            for language in ("en", "nb"):
                yield folded(self.form.label(path, language)), path
            one = self.form.at(path)
            if one is not None and "[" not in path:
                yield from ((folded(one.name(language)), path) for language in ("en", "nb"))
                if one.number:
                    yield one.number, path
