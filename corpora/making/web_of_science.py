"""Web of Science as tagged text: FN and VR first, names in AU and AF, long fields folded."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from corpora.making.awkward import plain
from corpora.making.copy import NOTICE, Copy

_WIDTH = 72
_KINDS = {"JOUR": "Article", "CONF": "Meeting Abstract"}


def written(copies: list[Copy]) -> str:
    """Return the export, with the byte-order mark that it begins with."""
    head = "\ufeffFN Clarivate Analytics Web of Science\nVR 1.0\n"
    return head + "".join(_record(copy) for copy in copies) + "EF"


def _record(copy: Copy) -> str:
    lines: list[str] = []
    for tag, texts in _fields(copy):
        known = [text for text in texts if text]
        lines += [f"{tag} {text}" if n == 0 else f"   {text}" for n, text in enumerate(known)]
    return "\n".join([*lines, "ER", "", ""])


def _fields(copy: Copy) -> Iterator[tuple[str, list[str]]]:
    yield "PT", ["J"]
    yield "AU", [plain(author.short) for author in copy.authors]
    yield "AF", [plain(author.inverted) for author in copy.authors]
    yield "TI", textwrap.wrap(copy.title, _WIDTH, break_on_hyphens=False)
    yield "SO", [copy.journal.upper()]
    yield "LA", [copy.language]
    yield "DT", [_KINDS[copy.type]]
    yield "DE", textwrap.wrap("; ".join(copy.keywords), _WIDTH)
    yield "AB", [copy.abstract]
    yield "PU", [copy.publisher.upper()]
    yield "PI", [NOTICE.upper()]
    yield "SN", [copy.issn]
    yield "J9", [plain(copy.journal_short).upper().replace(".", "")]
    yield "JI", [copy.journal_short]
    yield "PY", [str(copy.year)]
    yield "VL", [copy.volume]
    yield "IS", [copy.issue if copy.issue.isdigit() else ""]
    yield "SU", ["" if copy.issue.isdigit() else copy.issue.removeprefix("Suppl ")]
    yield "BP", [copy.start]
    yield "EP", [copy.end]
    yield "DI", [copy.doi]
    yield "UT", [copy.accession]
    yield "DA", ["2021-10-05"]
