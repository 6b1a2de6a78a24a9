"""Any export to records: container, encoding, format and dialect are told by the content."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module

from review.clean import one_line
from review.formats import sniffing
from review.formats.containers import unpacked
from review.formats.decoding import Decoder, encoding_of, repaired
from review.formats.family import MEMBERS, Options, Progress, Walked, read_tagged
from review.formats.parsed import Parsed
from review.refusal import Refused

# Formats that are read as one text, each by the `read` of its module.
_MODULES = {
    "bibtex": "bibtex",
    "csv": "sheets",
    "pubmed-xml": "pubmed_xml",
    "endnote-xml": "endnote_xml",
    "json": "json_records",
    "ovid-text": "ovid_text",
}
FORMATS = (*MEMBERS, *_MODULES, "xlsx")
_ALIASES = {
    "nbib": "medline",
    "isi": "wos",
    "ciw": "wos",
    "tsv": "csv",
    "bib": "bibtex",
    "csl-json": "json",
}
_SHOWN = 5


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the exports in `data`: those of a zip archive, or the file itself, unpacked."""
    yield from unpacked(data, name)


def read(
    data: bytes,
    name: str = "",
    *,
    format: str | None = None,  # noqa: A002 - the word that users type
    dialect: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    repair: bool = False,
) -> Parsed:
    """Return what one export holds; records and rejected ones together are all that it has.

    `columns` maps a table's column names to fields of a record. With `repair`, text that was
    decoded wrongly before it was exported is put right. `progress` is called with
    (bytes or rows done, in all). Raises Refused for what holds no records in a known format.
    """
    _, data = next(members(data, name))
    sniffing.refuse_others(data)
    options = Options(dialect, columns, progress)
    asked = _asked(format)
    if asked == "xlsx" or (asked is None and data.startswith(b"PK\x03\x04")):
        from review.formats.sheets import read_workbook

        return _parsed("xlsx", "utf-8", read_workbook(data, options), Decoder(b""))
    decoder = Decoder(repaired(data) if repair else data)
    kind = asked or sniffing.text_format(decoder.sample()) or "csv"
    if kind in MEMBERS:
        with _uncollected():
            walked = read_tagged(decoder, kind, options)
    elif kind in _MODULES:
        module = import_module(f"review.formats.{_MODULES[kind]}")
        walked = module.read(decoder.text(), options)
    else:
        raise sniffing.unknown(name)
    if not walked.records and not walked.rejected:
        raise sniffing.unknown(name)
    kind = "csl-json" if walked.dialect == "csl" else kind
    encoding = f"{encoding_of(data)}, repaired" if repair else decoder.encoding
    return _parsed(kind, encoding, walked, decoder)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the garbage collector from walking, again and again, a heap that only grows."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _asked(name: str | None) -> str | None:
    if name is None:
        return None
    asked = _ALIASES.get(name.lower(), name.lower())
    if asked not in FORMATS:
        raise Refused(f"“{name}” is not a format.", f"Formats: {', '.join(FORMATS)}.")
    return asked


def _parsed(kind: str, encoding: str, walked: Walked, decoder: Decoder) -> Parsed:
    return Parsed(
        kind,
        walked.dialect,
        encoding,
        tuple(walked.records),
        tuple(walked.rejected),
        tuple(_notices(walked, decoder)),
        walked.recognised_by,
        walked.columns,
        decoder.mojibake,
    )


def _notices(walked: Walked, decoder: Decoder) -> Iterator[str]:
    if walked.outside:
        shown = ", ".join(
            f"line {line}: “{one_line(text)[:60]}”" for line, text in walked.outside[:_SHOWN]
        )
        more = "" if len(walked.outside) <= _SHOWN else " and more"
        yield f"Text outside records, not imported ({len(walked.outside)}): {shown}{more}."
    copies = Counter(hash(record.raw) for record in walked.records)
    doubles = len(walked.records) - len(copies)
    if doubles:
        yield f"{doubles} records stand in this file more than once, word for word; all are kept."
    if decoder.mojibake:
        yield (
            f"{decoder.mojibake} places look like UTF-8 that was read in another encoding"
            " (“Ã©” for “é”); nothing was changed. Export the file again as UTF-8 if you can, or "
            "have them put right: --repair."
        )
