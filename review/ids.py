"""Identifiers: how they are made, shown and typed.

Every identifier in the store is 32 hexadecimal digits. A person sees a letter and the first ten
digits (`r-1a2b3c4d5e`) and may type any unambiguous beginning.
"""

from __future__ import annotations

import hashlib
import re
import uuid

SHOWN_DIGITS = 10
_TYPED = re.compile(r"^([a-z])-([0-9a-f]{4,32})$")


def derived(parent: str, name: str) -> str:
    """Return the identifier that follows from `parent` (32 hex digits) and `name` (uuid5)."""
    digest = bytearray(hashlib.sha1(bytes.fromhex(parent) + name.encode()).digest()[:16])  # noqa: S324 - RFC 9562
    # Version 5, variant 1; the standard library's own objects take three times as long.
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    return digest.hex()


def fresh() -> str:
    """Return a new random identifier."""
    return uuid.uuid4().hex


def shown(letter: str, identifier: str) -> str:
    """Return the form that a person reads, such as `r-1a2b3c4d5e`."""
    return f"{letter}-{identifier[:SHOWN_DIGITS]}"


def shown_record(identifier: str) -> str:
    """Return a record's, set's or report's identifier as a person reads it."""
    return shown("r", identifier)


def shown_study(identifier: str) -> str:
    """Return a study's identifier as a person reads it."""
    return shown("s", identifier)


def typed_digits(letter: str, typed: str) -> str | None:
    """Return the hexadecimal beginning in `typed` if it has the form of such an identifier."""
    match = _TYPED.match(typed.strip().lower())
    return match[2] if match and match[1] == letter else None
