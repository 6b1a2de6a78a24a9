"""Ovid's own tagged text (.ovd, .cgi, "Reprint/Medium"): a numbered record, two-letter tags."""

from __future__ import annotations

import re
from collections.abc import Callable

from review.formats.cells import initials_apart
from review.formats.kinds import ris_type
from review.formats.mapping import Tags, one_line
from review.formats.ovid_names import titled, without_marks
from review.formats.ovid_source import told_by_links, told_by_source
from review.formats.table import Table
from review.formats.tagged import Grammar

# The number of a record, <1. >, begins it; it is a tag of its own here.
GRAMMAR = Grammar(
    head=re.compile(r"(\n(?:<\d{1,7}\. ?>(?=[ \t]*(?:\n|\Z))|[A-Z][A-Z0-9] {1,2}-(?=[ \t\n]|\Z)))"),
    begins=frozenset({"<", "VN"}),
    known_by=frozenset({"TI", "AB"}),
    boundary=b"\n<",
)
TABLE = Table(
    name="ovid",
    type=(" type",),
    title=("TI", "BT"),
    translated_title=("TT", "OT"),
    abstract=("AB",),
    authors=("FA", "AU"),
    editors=("ED", "FE"),
    year=("YR", "DP", "DG", " date", " year"),
    date=("DP", "DG", " date"),
    journal=("JT", "JN", " journal"),
    journal_short=("TA", "JA"),
    volume=("VI", "VO", " volume"),
    issue=("IP", " issue"),
    pages=("PG", " pages"),
    article_number=(" article",),
    doi=("DO", "DI", " doi"),
    pmid=("PM", " pmid"),
    serials=("IS", "IB", " issn"),
    accession=("AN", "UI"),
    database=("DB",),
    language=("LG", "LA"),
    publisher=("PB", "PU"),
    place=("PL", "CP", "CY"),
    keywords=("MH", "SH", "KW", "DE", "HW", "ID", "MC"),
    urls=("UR", "XL", "JL", "IU"),
    affiliations=("IN", "AD"),
    notes=("NT",),
    registrations=("CN", "SI"),
)
_BLANK = re.compile(r"\n\s*\n")
_NO_PAGES = re.compile(r"^no pagination", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^\d{6,8}$")


def of_cells(tags: Tags, table: Table) -> Tags:
    """Part the cells of a table with these tags: a blank line stands between two values."""
    parted = {
        tag: values if tag == "AB" else [part for cell in values for part in _BLANK.split(cell)]
        for tag, values in tags.items()
    }
    return prepare(parted, table)


def prepare(tags: Tags, table: Table) -> Tags:  # noqa: ARG001 - the family's common signature
    """Unwrap lines, clean names, and take apart the line that says where a report stands."""
    tags.pop("<", None)
    for tag, values in tags.items():
        tags[tag] = _PARTS[tag](values) if tag in _PARTS else list(map(one_line, values))
    if "FA" in tags and len(tags["FA"]) >= len(tags.get("AU", ())):
        tags.pop("AU", None)
    _title(tags)
    _place(tags)
    tags["PM"] = [value.partition(" [")[0] for value in tags.get("PM", ())]
    if "MEDLINE" in "".join(tags.get("DB", ())) and not any(tags["PM"]):
        tags["PM"] = list(filter(_BARE_NUMBER.match, tags.get("UI", []) + tags.get("AN", [])))[:1]
    return tags


def _lines(values: list[str]) -> list[str]:
    return [part for value in values for part in value.split("\n") if part]


def _people(values: list[str]) -> list[str]:
    return [initials_apart(name) for value in _lines(values) if (name := without_marks(value))]


def _words(values: list[str]) -> list[str]:
    return [word for value in values for word in re.split(r"\s*;\s+", one_line(value)) if word]


def _undotted(values: list[str]) -> list[str]:
    return [one_line(value).rstrip(".") for value in values]


_PARTS: dict[str, Callable[[list[str]], list[str]]] = {
    "AB": list,
    "IN": _lines,
    **dict.fromkeys(("AU", "FA", "ED", "FE"), _people),
    **dict.fromkeys(("KW", "DE"), _words),
    **dict.fromkeys(("AN", "UI", "LG"), _undotted),
    "PG": lambda values: [one_line(v) for v in values if not _NO_PAGES.match(v)],
}


def _title(tags: Tags) -> None:
    """Part the kind of document from the title, and find the type."""
    kinds = [*tags.get("PT", ()), *tags.get("DT", ())]
    for position, title in enumerate(tags.get("TI", ())):
        tags["TI"][position], kind = titled(title)
        kinds += [kind] if kind else []
    if "BT" in tags and "TI" in tags:
        tags.setdefault(" journal", []).extend(tags.pop("BT"))
    types = [kind for kind in (ris_type(word.strip(". ")) for word in kinds) if kind]
    tags[" type"] = sorted(types, key="JOUR".__eq__)[:1] or ["JOUR" if "SO" in tags else "GEN"]


def _place(tags: Tags) -> None:
    told = told_by_links(tags.get("XL", ()))
    for line in tags.get("SO", ()):
        told |= told_by_source(line)
    if told.get("date", "").isdigit():
        told["year"] = told.pop("date")
    for name, part in told.items():
        tags[f" {name}"] = [part, *tags.get(f" {name}", ())]
