"""RIS: its grammar, its vendors' small ways, and how a dialect is recognised."""

from __future__ import annotations

import re

from review.formats.cells import initials_apart
from review.formats.mapping import Tags
from review.formats.ris_dialects import DIALECTS, GENERIC
from review.formats.ris_signs import SIGNS
from review.formats.signs import recognised
from review.formats.table import Table
from review.formats.tagged import Grammar

GRAMMAR = Grammar(
    head=re.compile(r"(\n(?:[A-Z][A-Z0-9]|PMID) {1,2}-)(?=[ \t\n]|\Z)"),
    begins=frozenset({"TY"}),
    ends=frozenset({"ER"}),
    known_by=frozenset({"TI", "T1", "CT", "AB", "N2"}),
    boundary=b"\nTY  -",
)
_MARKED_PMID = re.compile(r"^(\d{1,8})\s*\[PMID\]$", re.IGNORECASE)
_MARKED_PMCID = re.compile(r"^(PMC\d+)\s*\[PMCID\]$", re.IGNORECASE)
_MARKED = ("U1", "U2", "U3", "U4", "U5")
_MEDLINE = re.compile(r"pubmed|medline|^nlm", re.IGNORECASE)
_EDITION = re.compile(r"^\W*\d|\b(?:ed|edn|edition|aufl)\b", re.IGNORECASE)
_LINK_LINE = re.compile(r"\n(Link to (?:the|External) [^\n]*(?:\n[^\n]*)?)\Z")
_DIGITS = re.compile(r"^\d{6,8}$")
_ISSUE = re.compile(r"^(?=.{1,20}$)\D{0,12}\d")


def dialect_of(sample: str) -> tuple[str, str]:
    """Return the vendor or manager that wrote `sample`, or `generic`, and by what it is known."""
    return recognised(sample, SIGNS)


def table_of(dialect: str) -> Table:
    """Return the dialect's table; an unknown one is read as generic."""
    return DIALECTS.get(dialect, GENERIC)


def prepare(tags: Tags, table: Table) -> Tags:
    """Move what a vendor wrote under a tag of another meaning to where it belongs."""
    for tag in _MARKED:
        if tag in tags:
            _marked_ids(tags, tag)
    if "ED" in tags and any(map(_EDITION.search, tags["ED"])):
        tags.setdefault("ET", []).extend(tags.pop("ED"))
    if "M1" in tags and table.name == "endnote" and not any(tags.get("IS", ())):
        _issue_of_endnote(tags)
    if "KW" in tags and (found := _LINK_LINE.search(tags["KW"][-1])):
        tags["KW"][-1] = tags["KW"][-1][: found.start()]
        tags.setdefault("", []).append(found[1])
    if "PMID" not in tags and any(_is_medline(tags, tag) for tag in ("DB", "DP")):
        _medline_id(tags, table)
    if table.name == "embase" and "A1" in tags:
        tags["A1"] = [initials_apart(name) for name in tags["A1"]]
    return tags


def _is_medline(tags: Tags, tag: str) -> bool:
    return tag in tags and bool(_MEDLINE.search(tags[tag][0]))


def _marked_ids(tags: Tags, tag: str) -> None:
    rest = []
    for value in tags[tag]:
        if found := _MARKED_PMID.match(value):
            tags.setdefault("PMID", []).append(found[1])
        elif found := _MARKED_PMCID.match(value):
            tags.setdefault("PMCID", []).append(found[1])
        else:
            rest.append(value)
    tags[tag] = rest


def _issue_of_endnote(tags: Tags) -> None:
    if _ISSUE.match(tags["M1"][0]):
        tags["IS"] = tags.pop("M1")


def _medline_id(tags: Tags, table: Table) -> None:
    """In MEDLINE the accession number, given or in the link to the record, is the PMID."""
    given = [value for tag in ("AN", "ID") for value in tags.get(tag, ())]
    for tag, pattern in table.accession_within:
        given += [found[1] for value in tags.get(tag, ()) if (found := pattern.search(value))]
    number = next(filter(_DIGITS.match, given), None)
    if number:
        tags["PMID"] = [number]
