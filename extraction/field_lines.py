"""A field as the lines of a dialog, and the lines as a field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from extraction.field import CHOICE_KINDS, Field, Option
from extraction.field_file import read_fields
from extraction.option_file import LANGUAGES
from review.refusal import Refused

_YES = frozenset(("yes", "y", "true", "ja", "j"))
_NO = frozenset(("", "no", "n", "false", "nei"))
_PARTED = " / "
_FLAGS = ("required", "other_allowed", "quoted", "key")
_PLAIN = ("unit", "formula")
_LIMITS = ("least", "most")


def field_from(typed: Mapping[str, str], old: Field | None, *, within_group: bool = False) -> Field:
    """Return the field that the lines of a dialog make; Refused with the line that is wrong.

    What the dialog does not ask for stays as it is in `old`.
    """
    data = _data(typed, old)
    (found,) = read_fields([data], "the field", within_group=within_group)
    if old is None:
        return found
    return replace(
        found,
        number=old.number,
        scope=old.scope,
        many=old.many and found.kind == "country",
        statuses=old.statuses,
        tolerance=old.tolerance,
        fields=old.fields if found.holds_fields and old.fields else found.fields,
    )


def _data(typed: Mapping[str, str], old: Field | None) -> dict[str, Any]:
    """Return a field as a file would hold it."""
    kind = typed["kind"] or "text"
    data: dict[str, Any] = {"id": typed["id"], "kind": kind, "names": _in_languages(typed, "name")}
    data |= {key: _flag(typed.get(key, ""), key) for key in _FLAGS}
    data |= {key: text for key in _PLAIN if (text := typed.get(key))}
    data |= {key: _number(text, key) for key in _LIMITS if (text := typed.get(key))}
    if help_texts := _in_languages(typed, "help"):
        data["help"] = help_texts
    options = [{"id": one.id, **one.names} for one in options_in(typed.get("options", ""))]
    if options and kind in CHOICE_KINDS - {"yes-no-unclear"}:
        data["options"] = options
    if kind in {"group", "table"}:
        data["fields"] = _first_child(old)
    if kind == "table":
        data["rows"] = options
    return data


def _first_child(old: Field | None) -> list[dict[str, Any]]:
    """Return what stands for the fields of a group while it is checked: its own are kept after."""
    if old is not None and old.fields:
        return [{"id": one.id, "names": dict(one.names)} for one in old.fields]
    return [{"id": "name", "names": {"en": "Name", "nb": "Navn"}, "key": True}]


def lines_of(one: Field) -> dict[str, str]:
    """Return a field as the lines of a dialog; `field_from` reads them."""
    found = {"id": one.id, "kind": one.kind}
    for language in LANGUAGES:
        found[f"name_{language}"] = one.names.get(language, "")
        found[f"help_{language}"] = one.help.get(language, "")
    found |= {key: "yes" if getattr(one, key) else "" for key in _FLAGS}
    found |= {
        key: f"{n:g}" if (n := getattr(one, key)) is not None else "" for key in ("least", "most")
    }
    shown = one.rows if one.kind == "table" else one.options
    return found | {"unit": one.unit, "formula": one.formula, "options": options_text(shown)}


def options_text(options: Sequence[Option]) -> str:
    """Return options in one line: `home = At home / Hjemme; clinic = Clinic / Klinikk`."""
    return "; ".join(
        f"{one.id} = {_PARTED.join(one.names[key] for key in LANGUAGES if one.names.get(key))}"
        for one in options
    )


def options_in(text: str) -> tuple[Option, ...]:
    """Return the options in such a line; an id that is not told is made of the English name."""
    found = []
    for part in filter(str.strip, text.split(";")):
        identifier, equals, told = part.partition("=")
        names = [name.strip() for name in (told if equals else part).split(_PARTED)]
        texts = {key: name for key, name in zip(LANGUAGES, names, strict=False) if name}
        if not texts.get("en"):
            raise Refused(
                f"“{part.strip()}” has no English text.", "Write id = English / Norwegian."
            )
        found.append(Option(identifier.strip() if equals else slug(texts["en"], "-"), texts))
    return tuple(found)


def slug(text: str, joint: str = "_") -> str:
    """Return an id made of a name: `Hours per week` as `hours_per_week`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    made = joint.join(re.findall(r"[a-z0-9]+", plain))
    return made if made[:1].isalpha() or joint == "-" else f"field{joint}{made}".rstrip(joint)


def _in_languages(typed: Mapping[str, str], key: str) -> dict[str, str]:
    texts = {language: typed.get(f"{key}_{language}", "") for language in LANGUAGES}
    return {language: text for language, text in texts.items() if text}


def _flag(text: str, key: str) -> bool:
    word = text.casefold()
    if word not in _YES | _NO:
        raise Refused(f"{key.replace('_', ' ')} is “{text}”.", "Write yes or no.")
    return word in _YES


def _number(text: str, key: str) -> float:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        raise Refused(f"{key} is “{text}”.", "Write a number.") from None
    return int(number) if number.is_integer() else number
