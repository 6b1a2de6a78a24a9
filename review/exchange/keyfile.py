"""A key file: one line of JSON for each secret of a person in a review."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from review.exchange.sealing import Secret
from review.refusal import Refused

_LONGEST = 1 << 16  # bytes: dozens of secrets
_NOTE = (
    "With this key the review program opens what this person sealed before it was revealed. "
    "Keep it to yourself, and keep a copy of it."
)


@dataclass(frozen=True, slots=True)
class Key:
    """A secret and whose it is."""

    review: str
    person: str
    secret: Secret


def text_of(keys: Iterable[Key]) -> str:
    """Return the text of a file with these keys."""
    return "".join(f"{json.dumps(_as_json(key), ensure_ascii=False)}\n" for key in keys)


def keys_in(file: Path) -> list[Key]:
    """Return the keys in `file`, one at least and all of one person; Refused otherwise."""
    try:
        with file.open("rb") as stream:
            content = stream.read(_LONGEST + 1)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise Refused(f"The key file {file} cannot be read: {why}.") from None
    try:
        keys = [_key(json.loads(line)) for line in content.decode().splitlines() if line.strip()]
    except (ValueError, KeyError, TypeError, RecursionError):
        keys = []
    if len({(key.review, key.person) for key in keys}) != 1:
        raise Refused(
            f"{file} is not a key file, or is damaged.",
            "Take the key from the machine where it was made.",
        )
    return keys


def create(file: Path, text: str) -> None:
    """Write a new file that only this account can read; FileExistsError where there is one."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(handle, "w", encoding="utf-8", newline="\n") as stream:  # noqa: PTH123 - a handle
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _as_json(key: Key) -> dict[str, str]:
    secret = base64.b64encode(key.secret.bytes_).decode()
    return {"review": key.review, "person": key.person, "secret": secret, "note": _NOTE}


def _key(value: dict[str, Any]) -> Key:
    review, person, secret = value["review"], value["person"], value["secret"]
    if not isinstance(review, str) or not isinstance(person, str):
        raise TypeError
    person.encode()  # ValueError for half of a surrogate pair
    return Key(review, person, Secret(base64.b64decode(secret, validate=True)))
