"""Records to a file of another program: what was imported comes out unharmed."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from review.files.spreadsheet import PLAIN, Way
from review.formats.outgoing import Outgoing
from review.refusal import Refused

_WRITERS = {
    "ris": ("ris_writing", "write_ris"),
    "bibtex": ("bibtex_writing", "write_bibtex"),
    "csl-json": ("csl_writing", "write_csl"),
    "endnote-xml": ("endnote_writing", "write_endnote_xml"),
    "nbib": ("nbib_writing", "write_nbib"),
    "xlsx": ("table_writing", "write_xlsx"),
}
FORMATS: tuple[str, ...] = ("csv", *_WRITERS)
BINARY = frozenset({"xlsx"})


def write(items: Iterable[Outgoing], format: str, way: Way = PLAIN) -> str | bytes:  # noqa: A002 - the word that users type
    """Return the records as a file of `format`; `way` is how a spreadsheet has its CSV.

    Raises Refused for a format that is not in `FORMATS`.
    """
    if format not in FORMATS:
        raise Refused(f"“{format}” is not a format.", f"Formats: {', '.join(FORMATS)}.")
    if format == "csv":
        from review.formats.table_writing import write_csv

        return write_csv(items, way)
    module, name = _WRITERS[format]
    data: str | bytes = getattr(import_module(f"review.formats.{module}"), name)(items)
    return data
