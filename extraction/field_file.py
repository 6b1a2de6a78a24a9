"""Read one field of a form from decoded TOML, refusing what a field cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NoReturn, cast

from extraction import formula
from extraction.field import CHOICE_KINDS, KINDS, NUMBER_KINDS, YES_NO_UNCLEAR, Field, Kind, Option
from extraction.option_file import each_once, read_names, read_options
from extraction.path import FIELD_ID
from extraction.status import STATUSES, Status
from review.refusal import Refused

_KEYS = frozenset(Field.__dataclass_fields__)
_TYPES: Mapping[str, tuple[type, ...]] = {
    "required": (bool,),
    "many": (bool,),
    "other_allowed": (bool,),
    "key": (bool,),
    "quoted": (bool,),
    "number": (str,),
    "scope": (str,),
    "unit": (str,),
    "formula": (str,),
    "least": (int, float),
    "most": (int, float),
    "tolerance": (int, float),
}


def read_fields(rows: object, where: str, *, within_group: bool = False) -> tuple[Field, ...]:
    """Return the fields in `rows`; raises Refused naming the field and key that is wrong."""
    if not isinstance(rows, list) or not rows:
        _refuse(f"{where}: there are no fields.", "Write each as [[fields]].")
    found = tuple(_field(row, f"{where}, field {n}", within_group) for n, row in enumerate(rows, 1))
    each_once([name for one in found for name in {one.id, one.number} - {""}], where)
    for one in found:
        if one.kind == "calculated":
            _check_formula(one, found, where)
    return found


def _field(row: object, where: str, within_group: bool) -> Field:
    if not isinstance(row, Mapping) or not isinstance(row.get("id"), str):
        _refuse(f"{where} has no id.", "Give each field an id, a kind and names.")
    where = f"{where} ({row['id']})"
    if not FIELD_ID.match(row["id"]):
        _refuse(f"{where}: that is no id.", "Use small letters, digits and _, a letter first.")
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        _refuse(
            f"{where}: {', '.join(unknown)} is not known.", f"Keys: {', '.join(sorted(_KEYS))}."
        )
    kind = _kind(row, where, within_group)
    extra: dict[str, Any] = {}
    for key, types in _TYPES.items():
        if key in row:
            extra[key] = _typed(row[key], types, f"{where}: {key}")
    return Field(
        id=row["id"],
        kind=kind,
        names=read_names(row.get("names"), f"{where}: names"),
        help=read_names(row["help"], f"{where}: help") if "help" in row else {},
        options=_options_of(row, kind, where),
        fields=_children(row, kind, where),
        rows=_rows(row, kind, where),
        statuses=_statuses(row.get("statuses", STATUSES), where),
        **extra,
    )


def _kind(row: Mapping[str, Any], where: str, within_group: bool) -> Kind:
    kind = row.get("kind", "text")
    if kind not in KINDS:
        _refuse(f"{where}: “{kind}” is not a kind of field.", f"Kinds: {', '.join(KINDS)}.")
    if within_group and kind in {"group", "table"}:
        _refuse(f"{where}: a {kind} stands within a group.", "Put it beside the group.")
    if row.get("many") and kind != "country":
        _refuse(f"{where}: many is for countries.", "Use the kind choices for several answers.")
    least, most = row.get("least"), row.get("most")
    if (least is not None or most is not None or row.get("tolerance")) and kind not in NUMBER_KINDS:
        _refuse(f"{where}: only a number has least, most and tolerance.", 'Write kind = "decimal".')
    if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
        _refuse(f"{where}: least is {least} and most is {most}.", "Turn them round.")
    if row.get("formula") and kind != "calculated":
        _refuse(f"{where}: only a calculated field has a formula.", 'Write kind = "calculated".')
    return cast("Kind", kind)


def _options_of(row: Mapping[str, Any], kind: Kind, where: str) -> tuple[Option, ...]:
    if kind == "yes-no-unclear":
        return YES_NO_UNCLEAR
    if "options" not in row:
        if kind in CHOICE_KINDS and not row.get("other_allowed"):
            _refuse(f"{where}: nothing can be chosen.", "Give options, or other_allowed = true.")
        return ()
    if kind not in CHOICE_KINDS:
        _refuse(f"{where}: only choices have options.", 'Write kind = "choice" or "choices".')
    return read_options(row["options"], where)


def _children(row: Mapping[str, Any], kind: Kind, where: str) -> tuple[Field, ...]:
    if kind in {"group", "table"}:
        return read_fields(row.get("fields"), where, within_group=True)
    if "fields" in row:
        _refuse(f"{where}: only a group or a table has fields.", 'Write kind = "group".')
    return ()


def _rows(row: Mapping[str, Any], kind: Kind, where: str) -> tuple[Option, ...]:
    if kind == "table":
        return read_options(row.get("rows"), where, "rows")
    if "rows" in row:
        _refuse(f"{where}: only a table has rows of its own.", 'Write kind = "table".')
    return ()


def _statuses(data: object, where: str) -> tuple[Status, ...]:
    if not isinstance(data, list | tuple) or not data or set(data) - set(STATUSES):
        _refuse(
            f"{where}: statuses is not a list of statuses.", f"They are: {', '.join(STATUSES)}."
        )
    return tuple(cast("Iterable[Status]", data))


def _typed(value: object, types: tuple[type, ...], where: str) -> object:
    if type(value) not in types:
        _refuse(
            f"{where} is “{value}”.", f"It has to be: {' or '.join(t.__name__ for t in types)}."
        )
    return value


def _check_formula(one: Field, beside: tuple[Field, ...], where: str) -> None:
    numbers = {other.id for other in beside if other.kind in NUMBER_KINDS}
    if not one.formula:
        _refuse(f"{where}: {one.id} has no formula.", 'Write formula = "a + b".')
    try:
        unknown = sorted(formula.names_in(one.formula) - numbers)
    except Refused as refusal:
        _refuse(f"{where}, {one.id}: formula: {refusal.why}", refusal.next_step)
    if unknown:
        _refuse(
            f"{where}: {one.id} counts with {', '.join(unknown)}.",
            f"The number fields beside it are: {', '.join(sorted(numbers)) or 'none'}.",
        )


def _refuse(why: str, next_step: str) -> NoReturn:
    raise Refused(why, next_step)
