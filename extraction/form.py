"""A form: a versioned list of fields, read from TOML; the forms that the program brings."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from extraction.field import Field, Names, Option, in_language
from extraction.field_file import read_fields
from extraction.option_file import read_names
from extraction.own_kinds import with_kinds
from extraction.part import SCOPES
from extraction.path import FIELD_ID, parsed
from review.refusal import Refused

_VERSIONS = 1_000_000  # what a database can count, and more than anybody makes
_KEYS = frozenset(("id", "version", "names", "help", "scope", "kinds", "fields"))


@dataclass(frozen=True, slots=True)
class Form:
    """One version of a form; `scope` says what one entry of it describes."""

    id: str
    version: int
    names: Names
    scope: str
    fields: tuple[Field, ...]
    help: Names

    def name(self, language: str) -> str:
        """Return what the form is called in `language`."""
        return in_language(self.names, language, self.id)

    def find(self, identifier: str) -> Field | None:
        """Return the top field with that id or number."""
        return next((f for f in self.fields if identifier in {f.id, f.number} - {""}), None)

    def at(self, path: str) -> Field | None:
        """Return the field at `path` (`field`, `group[0]` or `group[0].field`), or None."""
        parts = parsed(path)
        top = self.find(parts.field) if parts else None
        if parts is None or top is None or (parts.row is not None) != top.holds_fields:
            return None
        if top.kind == "table" and (parts.row or 0) >= len(top.rows):
            return None
        return top.child(parts.child) if parts.child else top

    def label(self, path: str, language: str) -> str:
        """Return how a person names the value at `path`: `Results 2: Direction of effect`."""
        parts, top = parsed(path), self.find(path.partition("[")[0])
        if parts is None or top is None or self.at(path) is None:
            return path
        name = f"{top.number} {top.name(language)}".strip()
        if parts.row is None:
            return name
        child = top.child(parts.child)
        fixed = top.kind == "table"
        row = f", {top.rows[parts.row].name(language)}" if fixed else f" {parts.row + 1}"
        return name + row + (f": {child.name(language)}" if child else "")

    def field_id(self, path: str) -> str:
        """Return the field at `path` without its row in a group: `results.direction`.

        The rows of a table are the form's own, so they stay: `doses.week_1.hours`.
        """
        parts, top = parsed(path), self.find(path.partition("[")[0])
        if parts is None or parts.row is None or top is None:
            return path
        fixed = top.kind == "table" and parts.row < len(top.rows)
        names = [top.id, *([top.rows[parts.row].id] if fixed else []), parts.child]
        return ".".join(name for name in names if name)

    def groups(self) -> Iterator[Field]:
        """Yield the groups, whose rows the extractor adds."""
        return (field for field in self.fields if field.kind == "group")

    def in_rows(self) -> Iterator[Field]:
        """Yield what has fields of its own: groups and tables."""
        return (field for field in self.fields if field.holds_fields)


def load(text: str, name: str = "form") -> Form:
    """Read a form from TOML.

    Raises Refused with the file's `name`, the field and the key that is wrong, and what is allowed.
    """
    try:
        data = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(f"{name} is not valid TOML: {error}.", "Mend that line.") from None
    unknown = sorted(set(data) - _KEYS)
    if unknown:
        keys = ", ".join(sorted(_KEYS))
        raise Refused(f"{name}: {', '.join(unknown)} is not a key of a form.", f"Keys: {keys}.")
    identifier, version, scope = data.get("id"), data.get("version"), data.get("scope", "study")
    if not isinstance(identifier, str) or not FIELD_ID.match(identifier.replace("-", "_")):
        raise Refused(f"{name}: id is “{identifier}”.", "Use small letters, digits, _ and -.")
    if type(version) is not int or not 1 <= version < _VERSIONS:
        raise Refused(f"{name}: version is “{version}”.", "Count the versions from 1.")
    if scope not in SCOPES:
        raise Refused(f"{name}: scope is “{scope}”.", f"It can be: {', '.join(SCOPES)}.")
    return Form(
        id=identifier,
        version=version,
        names=read_names(data.get("names"), f"{name}: names"),
        scope=scope,
        fields=read_fields(with_kinds(data.get("fields"), data.get("kinds", {}), name), name),
        help=read_names(data["help"], f"{name}: help") if "help" in data else {},
    )


@cache
def shipped() -> Mapping[str, Form]:
    """Return the forms that come with the program, by id."""
    folder = files("extraction") / "forms"
    names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".toml"))
    forms = [load((folder / name).read_text(encoding="utf-8"), name) for name in names]
    return {form.id: form for form in forms}


def find_form(identifier: str, known: Mapping[str, Form]) -> Form:
    """Return the form called `identifier`; raises Refused naming the forms there are."""
    if identifier in known:
        return known[identifier]
    raise Refused(f"There is no form “{identifier}”.", f"The forms are: {', '.join(known)}.")


def with_options(form: Form, options: Mapping[str, Iterable[Option]]) -> Form:
    """Return the form with a review's own options for some of its choices (by field id).

    The review's options replace the form's; a field of a group is named `group.field`.
    """
    unknown = sorted(set(options) - set(_choice_ids(form)))
    if unknown:
        known = ", ".join(_choice_ids(form))
        raise Refused(f"{form.id}: {', '.join(unknown)} is not a choice.", f"Choices: {known}.")

    def changed(field: Field, prefix: str) -> Field:
        children = tuple(changed(child, f"{field.id}.") for child in field.fields)
        own = tuple(options.get(prefix + field.id, field.options))
        return replace(field, fields=children, options=own)

    return replace(form, fields=tuple(changed(field, "") for field in form.fields))


def _choice_ids(form: Form) -> Iterator[str]:
    for field in form.fields:
        yield from (
            f"{field.id}.{child.id}"
            for child in field.fields
            if child.kind in {"choice", "choices"}
        )
        if field.kind in {"choice", "choices"}:
            yield field.id
