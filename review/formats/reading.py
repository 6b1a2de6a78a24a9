"""Any export to records: container, encoding, format and dialect are told by the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from review.clean import one_line
from review.formats import sniffing
from review.formats.containers import unpacked
from review.formats.decoding import Decoder
from review.formats.family import MEMBERS, Progress, Walked, read_tagged
from review.formats.parsed import Parsed
from review.refusal import Refused

FORMATS = (
    *MEMBERS,
    "bibtex",
    "csv",
    "xlsx",
)
_ALIASES = {"nbib": "medline", "isi": "wos", "ciw": "wos", "tsv": "csv", "bib": "bibtex"}
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
) -> Parsed:
    """Return what one export holds; records and rejected ones together are all that it has.

    `columns` maps a table's column names to fields of a record. `progress` is called with
    (bytes or rows done, in all). Raises Refused for what holds no records in a known format.
    """
    _, data = next(members(data, name))
    sniffing.refuse_others(data)
    asked = _asked(format)
    if asked == "xlsx" or (asked is None and data.startswith(b"PK\x03\x04")):
        from review.formats.sheets import read_xlsx

        return _parsed("xlsx", "utf-8", read_xlsx(data, dialect, columns), Decoder(b""))
    decoder = Decoder(data)
    kind = asked or sniffing.text_format(decoder.sample()) or "csv"
    walked = _walked(kind, decoder, name, dialect, columns, progress)
    if not walked.records and not walked.rejected:
        raise sniffing.unknown(name)
    return _parsed(kind, decoder.encoding, walked, decoder)


def _asked(name: str | None) -> str | None:
    if name is None:
        return None
    asked = _ALIASES.get(name.lower(), name.lower())
    if asked not in FORMATS:
        raise Refused(f"“{name}” is not a format.", f"Formats: {', '.join(FORMATS)}.")
    return asked


def _walked(
    kind: str,
    decoder: Decoder,
    name: str,
    dialect: str | None,
    columns: Mapping[str, str] | None,
    progress: Progress | None,
) -> Walked:
    if kind in MEMBERS:
        return read_tagged(decoder, kind, dialect, progress)
    if kind == "bibtex":
        from review.formats.bibtex import read_bibtex

        return read_bibtex(decoder.text(), dialect)
    if kind == "csv":
        from review.formats.sheets import read_csv

        return read_csv(decoder.text(), dialect, columns, progress)
    raise sniffing.unknown(name)


def _parsed(kind: str, encoding: str, walked: Walked, decoder: Decoder) -> Parsed:
    return Parsed(
        kind,
        walked.dialect,
        encoding,
        tuple(walked.records),
        tuple(walked.rejected),
        tuple(_notices(walked, decoder)),
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
            " (“Ã©” for “é”); nothing was changed. Export the file again as UTF-8 if you can."
        )
