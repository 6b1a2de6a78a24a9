"""Bytes that are neither UTF-8 nor Western European: MacRoman, Cyrillic, Chinese and the like.

Told by the text itself, and only where Windows-1252 would make nonsense of it.
"""

from __future__ import annotations

import re

_HEAD = 1 << 20
_SAMPLE = 1 << 16
_WITHIN_WORD = re.compile(rb"(?<=[a-z])[\x80-\xff](?=[a-z])")
_ENOUGH = 3
_DENSE = 0.3  # of the letters that are no ASCII: no Western language has so many
_OTHERS = ("gb18030", "big5", "cp932", "euc_jp", "euc_kr", "cp1251", "koi8_r", "cp1253", "cp1255",
           "cp1256", "cp874")  # fmt: skip


def foreign_encoding(data: bytes) -> str:
    """Return the name of another encoding that `data` is in for certain, or an empty string."""
    head = data[:_HEAD]
    try:
        head[: head.rfind(b"\n") + 1 or len(head)].decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return ""
    lines = b"\n".join(line for line in head.split(b"\n") if not line.isascii())[:_SAMPLE]
    if _dense(lines):
        return _other(lines, data)
    return "mac_roman" if _is_mac(lines) else ""


def _is_mac(lines: bytes) -> bool:
    """Tell MacRoman by bytes inside words that are small letters there alone."""
    mac = western = 0
    for found in _WITHIN_WORD.findall(lines):
        if found.decode("cp1252", "replace").islower():
            western += 1
        elif found.decode("mac_roman").islower():
            mac += 1
    return mac >= _ENOUGH and not western


def _dense(lines: bytes) -> bool:
    high = sum(byte > 0x7F for byte in lines)  # noqa: PLR2004 - the last of ASCII
    letters = sum(bytes((byte,)).isalpha() for byte in lines)
    return high > _DENSE * (high + letters)


def _other(lines: bytes, data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(lines, cp_isolation=list(_OTHERS)).best()
    if best is None:
        return ""
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError:
        return ""
    return best.encoding
