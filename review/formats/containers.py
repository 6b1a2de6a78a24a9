"""Archives around exports: gzip, zip and project files of ASReview, unpacked in memory."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator

from review.refusal import Refused

_MOST = 2 << 30  # bytes unpacked: more is no export but an attack or a mistake
_BROKEN = "The download may have been cut off: export it again."
_IGNORED = ("__macosx/", ".ds_store", "thumbs.db")


def unpacked(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield (name, bytes) of each file in an archive, or of the file itself.

    Raises Refused for an archive that is broken, locked, too large, or holds no files.
    """
    if data.startswith(b"\x1f\x8b"):
        yield from unpacked(_gunzipped(data, name), name.removesuffix(".gz"))
    elif data.startswith(b"PK\x03\x04"):
        yield from _unzipped(data, name)
    else:
        yield name, data


def _gunzipped(data: bytes, name: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
            content = stream.read(_MOST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Refused(f"{name or 'The archive'} cannot be unpacked.", _BROKEN) from error
    return _sized(content, name)


def _sized(content: bytes, name: str) -> bytes:
    if len(content) > _MOST:
        raise Refused(f"{name or 'The archive'} unpacks to more than 2 GB.", "Import it in parts.")
    return content


def _unzipped(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = [info for info in archive.infolist() if not info.is_dir()]
            names = {info.filename for info in files}
            if "xl/workbook.xml" in names:
                yield name, data
                return
            if "project.json" in names:
                files = [info for info in files if info.filename.startswith("data/")]
            files = [info for info in files if not info.filename.lower().endswith(_IGNORED)]
            files = [info for info in files if not info.filename.lower().startswith("__macosx/")]
            if not files:
                raise Refused(f"{name or 'The archive'} holds no files.", _BROKEN)
            for info in files:
                with archive.open(info) as stream:
                    content = _sized(stream.read(_MOST + 1), info.filename)
                yield f"{name}/{info.filename}" if name else info.filename, content
    except (
        zipfile.BadZipFile,
        OSError,
        EOFError,
        RuntimeError,
        zlib.error,
        NotImplementedError,
        ValueError,
    ) as error:
        raise Refused(f"{name or 'The archive'} cannot be unpacked.", _BROKEN) from error
