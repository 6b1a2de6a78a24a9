"""Archives around exports: gzip, zip within zip, project files of ASReview; unpacked in memory."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

from review.formats.not_records import no_records, program_of
from review.refusal import Refused

_MOST = 2 << 30  # bytes unpacked in all: more is no export but an attack or a mistake
_DEEPEST = 4  # archives within archives
_MOST_FILES = 5000
_BROKEN = "The download may have been cut off: export it again."
_UNPACK = "Unpack it, and import the exports in it."
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_LOCKED = 1  # the bit of a file's flags
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


def unpacked(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each export in an archive, or of the file itself.

    What stands beside exports and is none (a PDF, a picture, Rayyan's log) is left out; `left_out`
    tells it. Raises Refused for an archive that is broken, locked, too large, or holds no files.
    """
    found, beside = _Unpacking(name).parted(data)
    yield from found or [(inside, content) for inside, content, _why in beside]


def everything(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each file in an archive, exports first; Refused as `unpacked` says."""
    found, beside = _Unpacking(name).parted(data)
    yield from found
    yield from ((inside, content) for inside, content, _why in beside)


def left_out(data: bytes, name: str) -> list[tuple[str, str]]:
    """Return (name, what it is) of each file of an archive that `unpacked` leaves out."""
    found, beside = _Unpacking(name).parted(data)
    return [(inside, why) for inside, _content, why in beside] if found else []


class _Unpacking:
    """One archive, opened down to its files, within limits."""

    def __init__(self, name: str) -> None:
        self.name = name or "The archive"
        self.left = _MOST

    def parted(self, data: bytes) -> tuple[list[tuple[str, bytes]], list[tuple[str, bytes, str]]]:
        """Return the exports, and what else there is with a word on what it is."""
        if not data.startswith((_ZIP, _GZIP)):
            return [("" if self.name == "The archive" else self.name, data)], []
        found, beside = [], []
        shown = "" if self.name == "The archive" else self.name
        for inside, content in self._files(data, shown, 0):
            if what := no_records(content, inside):
                beside.append((inside, content, what))
            else:
                found.append((inside, content))
        return found, beside

    def _files(self, data: bytes, name: str, depth: int) -> Iterator[tuple[str, bytes]]:
        if depth > _DEEPEST:
            raise Refused(f"{self.name} holds archives within archives too deep.", _UNPACK)
        if data.startswith(_GZIP):
            yield from self._files(self._gunzipped(data), name.removesuffix(".gz"), depth + 1)
        elif data.startswith(_ZIP):
            yield from self._unzipped(data, name, depth)
        else:
            yield name, data

    def _gunzipped(self, data: bytes) -> bytes:
        try:
            with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
                return self._counted(stream.read(self.left + 1))
        except (OSError, EOFError, zlib.error) as error:
            raise Refused(f"{self.name} cannot be unpacked.", _BROKEN) from error

    def _counted(self, content: bytes) -> bytes:
        self.left -= len(content)
        if self.left < 0:
            raise Refused(f"{self.name} unpacks to more than 2 GB.", "Import it in parts.")
        return content

    def _unzipped(self, data: bytes, name: str, depth: int) -> Iterator[tuple[str, bytes]]:
        if program_of(data):
            yield name, data
            return
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for info in self._wanted(archive):
                    with archive.open(info) as stream:
                        content = self._counted(stream.read(self.left + 1))
                    inside = f"{name}/{info.filename}" if name else info.filename
                    yield from self._files(content, inside, depth + 1)
        except (
            zipfile.BadZipFile,
            OSError,
            EOFError,
            RuntimeError,
            zlib.error,
            NotImplementedError,
            ValueError,
        ) as error:
            raise Refused(f"{self.name} cannot be unpacked.", _BROKEN) from error

    def _wanted(self, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
        files = [info for info in archive.infolist() if not info.is_dir()]
        if any(info.flag_bits & _LOCKED for info in files):
            raise Refused(f"{self.name} is locked with a password.", _UNPACK)
        if any(info.filename == "project.json" for info in files):  # of ASReview
            files = [info for info in files if info.filename.startswith("data/")]
        files = [info for info in files if not _is_junk(info.filename)]
        if not files:
            raise Refused(f"{self.name} holds no files.", _BROKEN)
        if len(files) > _MOST_FILES:
            raise Refused(f"{self.name} holds {len(files)} files.", _UNPACK)
        return files


def _is_junk(path: str) -> bool:
    """Tell what operating systems put into archives of their own."""
    *folders, name = path.lower().replace("\\", "/").split("/")
    return "__macosx" in folders or name.startswith("._") or name in _JUNK
