"""Any export to records: container, encoding, format and dialect are told by the content."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib import import_module

from review.clean import one_line
from review.counting import counted
from review.formats import sniffing
from review.formats.containers import left_out as left_out_of
from review.formats.containers import unpacked
from review.formats.decoding import Decoder
from review.formats.family import MEMBERS, Options, Progress, Walked, read_tagged
from review.formats.not_records import refuse_decisions, refuse_others
from review.formats.parsed import Parsed
from review.formats.repairing import Repair, garbled
from review.formats.tagged import NUMBERS
from review.ledger.collecting import uncollected
from review.refusal import Refused

# Formats that are read as one text, each by the `read` of its module.
_MODULES = {
    "bibtex": "bibtex",
    "csv": "sheets",
    "pubmed-xml": "pubmed_xml",
    "endnote-xml": "endnote_xml",
    "ictrp-xml": "ictrp_xml",
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
_ALIKE = 16  # characters by which lines outside records are taken for the same kind


def members(data: bytes, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield the exports in `data`: those of a zip archive, or the file itself, unpacked."""
    yield from unpacked(data, name)


def left_out(data: bytes, name: str) -> tuple[str, ...]:
    """Return, for the user, what an archive holds beside its exports, that `members` leaves out."""
    return tuple(
        f"{inside} was left out: it is {what}." for inside, what in left_out_of(data, name)
    )


def read(
    data: bytes,
    name: str = "",
    *,
    format: str | None = None,  # noqa: A002 - the word that users type
    dialect: str | None = None,
    columns: Mapping[str, str] | None = None,
    progress: Progress | None = None,
    language: str = "en",
    repair: bool = False,
) -> Parsed:
    """Return what one export holds; records and rejected ones together are all that it has.

    `columns` maps a table's column names to fields of a record. `progress` is called with
    (bytes or rows done, in all). Of several abstracts the first in `language` (two letters) comes
    first. `repair` mends text that was once read in a wrong encoding, and tells what it changed;
    raw lines stay. Raises Refused for what holds no records in a known format.
    """
    _, data = next(members(data, name))
    refuse_others(data)
    refuse_decisions(data)
    options = Options(dialect, columns, progress, language, repair)
    asked = _asked(format)
    if asked == "xlsx" or (asked is None and data.startswith(b"PK\x03\x04")):
        from review.formats.sheets import read_workbook

        return _parsed("xlsx", "utf-8", read_workbook(data, options), Decoder(b""))
    decoder = Decoder(data)
    kind = asked or sniffing.text_format(decoder.sample()) or "csv"
    if kind in MEMBERS:
        with uncollected():
            walked = read_tagged(decoder, kind, options)
    elif kind in _MODULES:
        module = import_module(f"review.formats.{_MODULES[kind]}")
        walked = module.read(decoder.text(), options)
    else:
        raise sniffing.unknown(name)
    if not walked.records and not walked.rejected:
        told = asked and sniffing.text_format(decoder.sample())
        raise sniffing.unknown(name, asked or "", told or "")
    kind = "csl-json" if walked.dialect == "csl" else kind
    return _parsed(kind, decoder.encoding, walked, decoder)


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
        f"{encoding}, repaired" if walked.repair else encoding,
        tuple(walked.records),
        tuple(walked.rejected),
        tuple(_notices(walked, decoder)),
        walked.recognised_by,
        walked.columns,
        decoder.garbled,
        tuple(walked.outside),
    )


def _shown(outside: list[tuple[int, str]]) -> str:
    """Return the first places of `outside`, those that begin alike as one with their number."""
    alike: dict[str, list[tuple[int, str]]] = {}
    for line, text in outside:
        alike.setdefault(re.sub(r"\d+", "#", one_line(text)[:_ALIKE]), []).append((line, text))
    shown = [
        f"line {places[0][0]}: “{one_line(places[0][1])[:60]}”"
        + (f" and {len(places) - 1} like it" if len(places) > 1 else "")
        for places in list(alike.values())[:_SHOWN]
    ]
    return ", ".join(shown) + (" and more" if len(alike) > _SHOWN else "")


def _notices(walked: Walked, decoder: Decoder) -> Iterator[str]:
    outside = [
        (line, text)
        for line, text in walked.outside
        if one_line(text) and not NUMBERS.fullmatch(text)
    ]
    if outside:
        yield f"Text outside records, not imported ({len(outside)}): {_shown(outside)}."
    copies = Counter(hash(record.raw) for record in walked.records)
    doubles = len(walked.records) - len(copies)
    if doubles:
        yield f"Word for word in this file already: {counted(doubles, 'record')}; all are kept."
    if walked.repair:
        places = counted(walked.repair.places, "place")
        yield f"{places} repaired: {walked.repair.told() or 'none'}."
    elif decoder.garbled:
        trial = Repair()
        for record in walked.records:
            if not trial.samples and garbled(record.raw):
                trial.repaired(record)
        shown = f", so that {trial.told()}" if trial.samples else ""
        yield (
            f"UTF-8 that was read in another encoding, in {counted(decoder.garbled, 'place')};"
            f" nothing was changed. Import it with --repair{shown}, or export it again as UTF-8."
        )
    if decoder.lost:
        yield (
            f"{counted(decoder.lost, 'character')} lost (“\ufffd”): this file does not say what"
            " stood there. Export it again as UTF-8 if you can."
        )
