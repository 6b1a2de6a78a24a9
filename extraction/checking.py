"""Check what was typed or read for one field and make it a value, or say what is allowed.

A bare answer stands for a reported value; an object may carry status, page, quote and the rest.
The bare words `not-reported` and `not-applicable` are statuses in every field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from extraction.dates import date_of
from extraction.field import Field
from extraction.number import number_of, read_as, shown
from extraction.status import QUOTE_SUFFICES, STATUSES, WITHOUT_VALUE, Status
from extraction.value import VALUE_KEYS, Content, Value
from review.refusal import Refused

_YES_NO = {True: "yes", False: "no"}


def read(field: Field, raw: Any) -> Value | None:
    """Return the value that `raw` (decoded JSON, or typed text) gives for `field`.

    None and blank text are no answer. Raises Refused saying what is wrong and what is allowed.
    """
    if field.kind == "calculated":
        raise Refused("This is calculated from other fields.", "Leave it out.")
    if field.holds_fields:
        raise Refused("This has fields of its own.", "Answer each of them.")
    if not isinstance(raw, Mapping):
        raw = {"status": raw} if raw in WITHOUT_VALUE_WORDS else {"value": raw}
    unknown = sorted(str(key) for key in raw if key not in VALUE_KEYS)
    if unknown:
        known = ", ".join(VALUE_KEYS)
        raise Refused(f"{', '.join(unknown)} is not part of a value.", f"The parts are: {known}.")
    parts = {key: _text(key, raw[key]) for key in VALUE_KEYS[2:] if raw.get(key) is not None}
    given = raw.get("value")
    content = None if _blank(given) else content_of(field, given)
    if content is None and not (parts or raw.get("status")):
        return None
    status = _status(field, raw.get("status"))
    _check_status(status, content, parts)
    return Value(content, status, **parts)


WITHOUT_VALUE_WORDS: tuple[str, ...] = tuple(sorted(WITHOUT_VALUE))


def content_of(field: Field, given: Any) -> Content:
    """Return the checked content of a field; raises Refused saying what is allowed."""
    if field.multiple:
        several = given if isinstance(given, list | tuple) else [given]
        return tuple(dict.fromkeys(_one(field, p) for p in several if not _blank(p))) or None
    if field.kind in {"integer", "decimal"}:
        return _bounded(field, number_of(given, whole=field.kind == "integer"))
    return _one(field, given)


def _one(field: Field, given: Any) -> str:
    if isinstance(given, bool) and field.kind == "yes-no-unclear":
        return _YES_NO[given]
    if not isinstance(given, str) and (isinstance(given, bool) or not isinstance(given, int)):
        raise Refused(f"{_shown(given)} is not text.", "Write it in quotation marks.")
    text = storable(str(given)).strip()
    if field.kind in {"choice", "choices", "yes-no-unclear"}:
        return _option(field, text)
    if field.kind == "country":
        return _country(text)
    if field.kind == "date":
        return date_of(text)
    return text


def read_back(field: Field, typed: Any, value: Value | None) -> str:
    """Return how a typed number or date was read, where its writer may have meant another."""
    if value is None or not isinstance(typed, str) or isinstance(value.value, tuple):
        return ""
    if isinstance(value.value, int | float):
        return read_as(typed, value.value)
    return (
        f"Read as {value.value}." if field.kind == "date" and value.value != typed.strip() else ""
    )


def _option(field: Field, typed: str) -> str:
    wanted = typed.casefold()
    for option in field.options:
        if wanted in {option.id.casefold(), *(name.casefold() for name in option.names.values())}:
            return option.id
    if field.other_allowed:
        return typed
    allowed = ", ".join(option.id for option in field.options)
    raise Refused(f"“{typed}” cannot be chosen.", f"It can be: {allowed}.")


def _country(typed: str) -> str:
    from extraction import countries

    code = countries.code_of(typed)
    if code is None:
        alike = ", ".join(countries.alike(typed)) or "its name or two-letter code"
        raise Refused(f"“{typed}” is not a country.", f"Perhaps: {alike}.")
    return code


def _bounded(field: Field, number: float) -> int | float:
    low, high = field.least, field.most
    if (low is not None and number < low) or (high is not None and number > high):
        least = "" if low is None else f"at least {shown(low)}"
        most = "" if high is None else f"at most {shown(high)}"
        raise Refused(
            f"{shown(number)} is out of range.", f"{least} {most}".strip().capitalize() + "."
        )
    return number


def _status(field: Field, given: Any) -> Status:
    if given is None or given == "":
        return "reported"
    if given not in STATUSES:
        raise Refused(f"“{given}” is not a status.", f"Statuses: {', '.join(STATUSES)}.")
    if given not in field.statuses:
        raise Refused(f"{given} is not allowed here.", f"Allowed: {', '.join(field.statuses)}.")
    return cast("Status", given)


def _check_status(status: Status, content: Content, parts: Mapping[str, str]) -> None:
    if content is not None and status in WITHOUT_VALUE:
        raise Refused(f"There is a value and the status {status}.", "Keep one of the two.")
    evidence = status in QUOTE_SUFFICES and (parts.get("quote") or parts.get("note"))
    if content is None and status not in WITHOUT_VALUE and not evidence:
        raise Refused(
            f"The status is {status} and there is no value.",
            "Give the value, or the status not-reported or not-applicable.",
        )


def _text(key: str, given: Any) -> str:
    if isinstance(given, bool) or not isinstance(given, str | int):
        raise Refused(f"{key} is {_shown(given)}.", "Write it as text.")
    return storable(str(given)).strip()


def storable(text: str) -> str:
    """Return `text`; raises Refused for a NUL or half a surrogate pair, which no store keeps."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise Refused("It holds a sign that is no text.", "Remove it, or type the text anew.")
    return text


def _blank(given: Any) -> bool:
    return given is None or given in ("", [], ()) or (isinstance(given, str) and not given.strip())


def _shown(given: Any) -> str:
    names = {dict: "an object", list: "a list", bool: str(given).lower()}
    return names.get(type(given), f"“{given}”")
