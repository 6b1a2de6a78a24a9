"""The Cochrane Library's plain text: `Record #1 of 2`, then two or three letters and a colon."""

from __future__ import annotations

import re

from review.formats.cells import initials_apart
from review.formats.kinds import ris_type
from review.formats.mapping import Tags, one_line
from review.formats.table import Table
from review.formats.tagged import Grammar

GRAMMAR = Grammar(
    head=re.compile(
        r"(\n(?:Record #\d{1,7} of \d{1,7}(?=[ \t]*(?:\n|\Z))|[A-Z]{2,3}:(?=[ \t\n]|\Z)))"
    ),
    begins=frozenset({"Record"}),
    known_by=frozenset({"ID", "TI"}),
    boundary=b"\nRecord #",
)
TABLE = Table(
    name="cochrane",
    type=(" type",),
    title=("TI",),
    abstract=("AB",),
    authors=("AU",),
    year=("YR",),
    journal=("SO",),
    volume=("VL",),
    issue=("NO",),
    pages=("PG",),
    doi=("DOI",),
    doi_within=("US",),
    pmid=("PM",),
    pmid_within=("XR",),
    serials=("SN", "IS"),
    accession=("ID", "AN"),
    database=("DB",),
    language=("LA",),
    publisher=("PB",),
    keywords=("KY", "KW"),
    urls=("US", "UR"),
    affiliations=("CY", "AD"),
    registrations=("AU", "CN"),
)


def prepare(tags: Tags, table: Table) -> Tags:  # noqa: ARG001 - the family's common signature
    """Unwrap lines, part keywords and put the comma between surname and initials."""
    tags.pop("Record", None)
    for tag, values in tags.items():
        if tag != "AB":
            tags[tag] = [one_line(value) for value in values]
    tags["AU"] = [initials_apart(name) for name in tags.get("AU", ())]
    for tag in ("KY", "KW"):
        if tag in tags:
            tags[tag] = [word for value in tags[tag] for word in re.split(r";\s*", value) if word]
    if "PM" in tags:
        tags["PM"] = [re.sub(r"^PUBMED\s+", "", value) for value in tags["PM"]]
    kinds = filter(None, map(ris_type, tags.get("PT", ())))
    tags[" type"] = [next(kinds, "JOUR" if "SO" in tags else "GEN")]
    return tags
