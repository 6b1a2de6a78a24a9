"""Bytes to text: which encoding a file has, block by block, without losing a byte.

UTF-8 is tried first, line by line where a whole block fails, because merged exports mix
encodings; what is no UTF-8 is Windows-1252, with Latin-1 for the five bytes that it leaves open.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BLOCK = 1 << 20
_SAMPLE = 4096
_WINDOWS_1252 = "".join(
    bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(256)
)
_LINE_ENDS = re.compile("\r\n?")
# UTF-8 read as Windows-1252: a lead byte's letter followed by a trail byte's sign.
_MOJIBAKE = re.compile(
    "[\u00c2\u00c3][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013\u2014\u2018-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]"
    "|\u00e2\u20ac[\u0080-\u00bf\u0153\u0161\u02dc\u201c-\u201e\u2020\u2122\u00a6\u2013\u2014\u2018\u2019]"
)


_MOJIBAKE_LEADS = ("\u00c2", "\u00c3", "\u00e2\u20ac")


class Decoder:
    """Decodes one file and remembers what it met; `encoding` is right when all is read."""

    def __init__(self, data: bytes) -> None:
        name, body = _unmarked(data)
        self.data = body
        self._start = len(codecs.BOM_UTF8) if body.startswith(codecs.BOM_UTF8) else 0
        self._name = name
        self._multibyte = False
        self._single_byte = False
        self.mojibake = 0

    @property
    def encoding(self) -> str:
        """The encoding as a user reads it."""
        if self._name != "utf-8":
            return self._name
        if self._single_byte:
            return "utf-8 and windows-1252, mixed" if self._multibyte else "windows-1252"
        return "utf-8"

    def text(self) -> str:
        """Return the whole text, lines ending in newline."""
        return self._decoded(self.data[self._start :])

    def sample(self, size: int = 1 << 17) -> str:
        """Return the beginning of the text, cut at a line's end, without counting it as read."""
        cut = self.data[:size]
        if len(cut) < len(self.data):
            cut = cut[: cut.rfind(b"\n") + 1] or cut
        return Decoder(cut).text()

    def blocks(self, boundary: bytes) -> Iterator[tuple[str, int]]:
        """Yield (text, bytes read so far), each block beginning where `boundary` does."""
        data, start, size = self.data, self._start, _BLOCK
        while start < len(data):
            end = len(data)
            if start + size < end:
                cut = data.rfind(boundary, start + 1, start + size)
                if cut < 0:
                    size *= 2
                    continue
                end = cut + 1
            yield self._decoded(data[start:end]), end
            start, size = end, _BLOCK

    def _decoded(self, data: bytes) -> str:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError:
            text = "".join(map(self._line, data.splitlines(keepends=True)))
        else:
            self._multibyte = self._multibyte or not data.isascii()
        if any(sign in text for sign in _MOJIBAKE_LEADS):
            self.mojibake += len(_MOJIBAKE.findall(text))
        return _LINE_ENDS.sub("\n", text) if "\r" in text else text

    def _line(self, line: bytes) -> str:
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            self._single_byte = True
            return windows_1252(line)
        self._multibyte = self._multibyte or not line.isascii()
        return text


def encoding_of(data: bytes) -> str:
    """Return the encoding of a whole file, as a user reads it."""
    decoder = Decoder(data)
    decoder.text()
    return decoder.encoding


def repaired(data: bytes) -> bytes:
    """Return `data` as UTF-8, with each line put right that was decoded wrongly once before."""
    import ftfy

    lines = Decoder(data).text().split("\n")
    signs = _MOJIBAKE_LEADS
    right = (
        ftfy.fix_encoding(line) if any(sign in line for sign in signs) else line for line in lines
    )
    return "\n".join(right).encode("utf-8")


def windows_1252(data: bytes) -> str:
    """Return `data` decoded as Windows-1252; bytes without a meaning there stay controls."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return codecs.charmap_decode(data, "strict", _WINDOWS_1252)[0]


def _unmarked(data: bytes) -> tuple[str, bytes]:
    """Return the encoding that a mark or the zeros tell, and UTF-8 bytes, a mark of theirs kept."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8", data
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, _as_utf8(data[len(mark) :], name)
    head = data[:_SAMPLE]
    if len(head) >= 4:  # noqa: PLR2004 - two characters of two bytes
        even, odd = head[0::2].count(0), head[1::2].count(0)
        half = len(head) // 2
        if odd > 0.4 * half and even < 0.05 * half:
            return "utf-16-le", _as_utf8(data, "utf-16-le")
        if even > 0.4 * half and odd < 0.05 * half:
            return "utf-16-be", _as_utf8(data, "utf-16-be")
    return "utf-8", data


def _as_utf8(data: bytes, name: str) -> bytes:
    return data.decode(name, "replace").encode("utf-8", "replace")
