"""Building a form: fields added, changed, moved and removed, one step at a time.

A field is named by its id, `group.field` within a group or a table. Each step gives a new form of
the same version; `next_version` counts it up when it is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extraction.field import Field
from extraction.form import Form, load
from extraction.form_file import to_toml
from review.refusal import Refused


def siblings(form: Form, name: str) -> tuple[Field, ...]:
    """Return the fields among which the field called `name` stands."""
    group, dot, _child = name.partition(".")
    found = form.find(group) if dot else None
    return found.fields if found is not None else form.fields


def field_named(form: Form, name: str) -> Field | None:
    """Return the field called `name`."""
    wanted = name.rpartition(".")[2]
    return next((one for one in siblings(form, name) if one.id == wanted), None)


def names_of(form: Form) -> tuple[str, ...]:
    """Return the names of all fields, those of a group behind it."""
    found: list[str] = []
    for one in form.fields:
        found += [one.id, *(f"{one.id}.{child.id}" for child in one.fields)]
    return tuple(found)


def added(form: Form, one: Field, after: str = "", *, within: str = "") -> Form:
    """Return the form with a field behind the one called `after`, or last `within` a group."""
    group = within or (after.partition(".")[0] if "." in after else "")
    if group:
        beside = siblings(form, f"{group}.")
        place = _place(beside, after) if after else len(beside)
        return _with_children(form, group, _inserted(beside, one, place))
    place = _place(form.fields, after) if after else len(form.fields)
    return replace(form, fields=_inserted(form.fields, one, place))


def changed(form: Form, name: str, one: Field) -> Form:
    """Return the form with `one` in the place of the field called `name`."""
    return _with_siblings(
        form, name, [one if old is field_named(form, name) else old for old in siblings(form, name)]
    )


def removed(form: Form, name: str) -> Form:
    """Return the form without a field; Refused where it would have none left there."""
    left = [old for old in siblings(form, name) if old is not field_named(form, name)]
    if not left:
        raise Refused("It would have no field left.", "Add another one first.")
    return _with_siblings(form, name, left)


def moved(form: Form, name: str, step: int) -> Form:
    """Return the form with a field one place up (-1) or down (1) among those beside it."""
    beside = list(siblings(form, name))
    place = next(n for n, one in enumerate(beside) if one is field_named(form, name))
    goal = place + step
    if 0 <= goal < len(beside):
        beside[place], beside[goal] = beside[goal], beside[place]
    return _with_siblings(form, name, beside)


def next_version(form: Form, known: Form | None) -> Form:
    """Return the form with the version that is to be saved, checked as a file would be."""
    version = known.version + 1 if known is not None else 1
    return load(to_toml(replace(form, version=version)), form.id)


def _place(beside: Sequence[Field], after: str) -> int:
    wanted = after.rpartition(".")[2]
    return next((n + 1 for n, one in enumerate(beside) if one.id == wanted), len(beside))


def _inserted(beside: Sequence[Field], one: Field, place: int) -> tuple[Field, ...]:
    if any(one.id == old.id for old in beside):
        raise Refused(f"There is a field “{one.id}” already.", "Give this one another id.")
    return (*beside[:place], one, *beside[place:])


def _with_siblings(form: Form, name: str, fields: Sequence[Field]) -> Form:
    ids = [one.id for one in fields]
    if len(set(ids)) < len(ids):
        raise Refused("Two fields would have one id.", "Give each its own.")
    group, dot, _child = name.partition(".")
    if dot:
        return _with_children(form, group, tuple(fields))
    return replace(form, fields=tuple(fields))


def _with_children(form: Form, group: str, children: tuple[Field, ...]) -> Form:
    fields = tuple(replace(one, fields=children) if one.id == group else one for one in form.fields)
    return replace(form, fields=fields)
