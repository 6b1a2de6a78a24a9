"""Records to a file of another program: what was imported comes out unharmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module

from review.record import Record
from review.refusal import Refused

_WRITERS = {
    "ris": ("ris_writing", "write_ris"),
    "bibtex": ("bibtex_writing", "write_bibtex"),
    "csl-json": ("csl_writing", "write_csl"),
    "nbib": ("nbib_writing", "write_nbib"),
    "endnote-xml": ("endnote_writing", "write_endnote_xml"),
}
FORMATS: tuple[str, ...] = tuple(_WRITERS)


def write(records: Iterable[tuple[Record, Mapping[str, str]]], format: str) -> str:  # noqa: A002 - the word that users type
    """Return the records as a file of `format`, each with its facts as notes.

    Raises Refused for a format that is not in `FORMATS`.
    """
    if format not in _WRITERS:
        raise Refused(f"“{format}” is not a format.", f"Formats: {', '.join(FORMATS)}.")
    module, name = _WRITERS[format]
    text: str = getattr(import_module(f"review.formats.{module}"), name)(records)
    return text
