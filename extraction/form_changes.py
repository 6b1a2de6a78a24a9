"""What a form's next version changes, and which entries are to be looked at again for it.

An entry stays whole as it was filled: a value of a field that the form no longer has is kept, and
so is one that the field would no longer take.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from extraction.checking import read
from extraction.entry import Entry, missing
from extraction.field import Field
from extraction.form import Form
from extraction.value import Value, to_data
from review.refusal import Refused


@dataclass(frozen=True, slots=True)
class Outdated:
    """An entry under an older version of its form: what no longer fits, what has no answer yet."""

    entry: Entry
    misfits: Mapping[str, str]  # path -> why
    unanswered: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Say whether the newer form takes the entry as it is."""
        return not self.misfits and not (self.entry.complete and self.unanswered)


def changes(old: Form, new: Form) -> tuple[str, ...]:
    """Return in words what is asked differently; other names and help are no difference."""
    if old.scope != new.scope:
        return (f"one entry is for each {new.scope}, no longer for each {old.scope}",)
    return tuple(_changes("", old.fields, new.fields))


def _changes(prefix: str, old: tuple[Field, ...], new: tuple[Field, ...]) -> Iterator[str]:
    before = {one.id: one for one in old}
    after = {one.id: one for one in new}
    yield from (f"{prefix}{name} is gone" for name in before if name not in after)
    for name, one in after.items():
        if name not in before:
            yield f"{prefix}{name} is new{' and required' if one.required else ''}"
            continue
        yield from (f"{prefix}{name}: {what}" for what in _differences(before[name], one))
        yield from _changes(f"{prefix}{name}.", before[name].fields, one.fields)


def _differences(old: Field, new: Field) -> Iterator[str]:
    if old.kind != new.kind:
        yield f"{new.kind}, no longer {old.kind}"
        return
    if new.required and not old.required:
        yield "now required"
    for what, before, after in (
        ("option", old.options, new.options),
        ("row", old.rows, new.rows),
    ):
        gone = [one.id for one in before if one.id not in {other.id for other in after}]
        more = [one.id for one in after if one.id not in {other.id for other in before}]
        yield from (f"{what} {one} is gone" for one in gone)
        yield from (f"{what} {one} is new" for one in more)
    for key in ("least", "most", "unit", "formula", "many", "other_allowed", "statuses"):
        if getattr(old, key) != getattr(new, key):
            yield f"{key} is now {_shown(getattr(new, key))}"


def _shown(setting: object) -> str:
    if setting is None or setting == "":
        return "not set"
    if isinstance(setting, tuple):
        return ", ".join(map(str, setting))
    return str(setting).lower() if isinstance(setting, bool) else str(setting)


def check_next(old: Form, new: Form) -> None:
    """Refuse a next version that would put values that are there in another place."""
    if old.scope != new.scope:
        raise Refused(
            f"{new.id} describes each {old.scope} so far, and each {new.scope} now.",
            "Give the form another id.",
        )
    for one in new.fields:
        before = old.find(one.id)
        if before is None or before.kind != "table" or one.kind != "table":
            continue
        rows = [row.id for row in before.rows]
        if [row.id for row in one.rows][: len(rows)] != rows:
            raise Refused(
                f"{new.id}, {one.id}: the rows that the table has are changed.",
                f"Keep them in their order ({', '.join(rows)}) and add others behind them.",
            )


def looked_at_again(form: Form, entry: Entry) -> Outdated | None:
    """Return what to look at in an entry under an older version; None where it stands under this.

    Of a sealed entry of another copy nothing is known.
    """
    if entry.version >= form.version or entry.sealed or not (entry.values or entry.complete):
        return None
    return Outdated(entry, misfits(form, entry.values), missing(form, entry.values))


def misfits(form: Form, values: Mapping[str, Value]) -> dict[str, str]:
    """Return why the form does not take some of the values, by path."""
    found = {}
    for path, value in values.items():
        one = form.at(path)
        if one is None:
            found[path] = "The form no longer has this place."
            continue
        try:
            read(one, to_data(value))
        except Refused as refusal:
            found[path] = refusal.why
    return found
