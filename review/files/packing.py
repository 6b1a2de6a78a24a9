"""Office files that are the same bytes for the same content."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

# What a document without a history says of its making; the earliest time a zip can hold.
EPOCH = datetime(1980, 1, 1)  # noqa: DTZ001 - document properties hold a time without a zone
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = "docProps/core.xml"
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def repacked(package: bytes) -> bytes:
    """Return the zip `package` with its parts in their order and no trace of when it was made.

    The time of change that a writer puts into the properties by itself becomes `EPOCH` too.
    """
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for part in source.infolist():
            entry = zipfile.ZipInfo(part.filename, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # The system of the writer is stored too: the same bytes on every platform.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            data = source.read(part.filename)
            if part.filename == _PROPERTIES:
                data = _MODIFIED.sub(rb"\g<1>" + f"{EPOCH:%Y-%m-%dT%H:%M:%SZ}".encode(), data)
            target.writestr(entry, data)
    return packed.getvalue()
