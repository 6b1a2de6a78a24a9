"""MEDLINE, as PubMed (.nbib) and ERIC write it: tags of four columns, wrapped lines indented."""

from __future__ import annotations

import re

from review.formats.kinds import ris_type
from review.formats.mapping import Tags, one_line
from review.formats.table import Table
from review.formats.tagged import Grammar

GRAMMAR = Grammar(
    # The tag fills four columns before the hyphen; shorter ones are read when a blank follows.
    head=re.compile(
        r"(\n(?:(?:[A-Z][A-Z0-9]{3}|[A-Z][A-Z0-9]{2} |[A-Z][A-Z0-9]  )-"
        r"|[A-Z][A-Z0-9]{1,3} ?-(?=[ \t\n]|\Z)))"
    ),
    begins=frozenset({"PMID"}),
    known_by=frozenset({"TI", "BTI", "PMC", "PMCR", "OWN", "STAT"}),
    blank_line_ends=True,
    indented=True,
    boundary=b"\nPMID- ",
)
TABLE = Table(
    name="pubmed",
    type=(" type",),
    title=("TI", "BTI", "CTI"),
    translated_title=("TT",),
    abstract=("AB", "OAB"),
    authors=("FAU", "CN"),
    editors=("FED",),
    year=("DP", "DEP", "EDAT", "CRDT"),
    date=("DP",),
    journal=("JT", "BTI", "CTI"),
    journal_short=("TA",),
    volume=("VI",),
    issue=("IP",),
    pages=("PG",),
    doi=("DO",),
    doi_within=("LID", "AID", "SO"),
    pmid=("PMID",),
    pmcid=("PMC",),
    serials=("IS", "ISBN", "ISSN"),
    accession=("PMID", "OID", "PMC"),
    database=("OWN",),
    language=("LA",),
    publisher=("PB",),
    place=("PL", "CY"),
    keywords=("MH", "OT", "KW"),
    urls=("URLF", "URLS", "UR"),
    affiliations=("AD",),
    notes=("GN",),
    registrations=("SI",),
)
_DOI_MARK = re.compile(r"\s*\[doi\]\s*$", re.IGNORECASE)


def prepare(tags: Tags, table: Table) -> Tags:  # noqa: ARG001 - the family's common signature
    """Unwrap the lines, choose full names over short ones, and mark what is a DOI as one."""
    for tag, values in tags.items():
        tags[tag] = [one_line(value) for value in values]
    for full, short in (("FAU", "AU"), ("FED", "ED")):
        if not any(tags.get(full, ())) and short in tags:
            tags[full] = tags.pop(short)
    for tag in ("LID", "AID"):
        for value in tags.get(tag, []):
            if _DOI_MARK.search(value):
                tags.setdefault("DO", []).append(_DOI_MARK.sub("", value))
        if tag in tags:
            tags[tag] = [value for value in tags[tag] if not _DOI_MARK.search(value)]
    kinds = sorted(map(ris_type, tags.get("PT", ())), key=lambda kind: kind in {"JOUR", ""})
    tags[" type"] = kinds[:1] if kinds and kinds[0] else ["JOUR" if tags.get("JT") else "GEN"]
    return tags
