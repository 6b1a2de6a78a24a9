"""RIS: its grammar, its vendors' small ways, and how a dialect is recognised."""

from __future__ import annotations

import re
from collections import Counter

from review.formats.cells import initials_apart
from review.formats.kinds import RIS_TYPES, ris_type
from review.formats.mapping import Tags
from review.formats.ris_dialects import DIALECTS, GENERIC, MANAGERS
from review.formats.ris_signs import SIGNS
from review.formats.signs import recognised
from review.formats.table import MIXED, Table
from review.formats.tagged import Grammar

GRAMMAR = Grammar(
    head=re.compile(r"(\n(?:[A-Z][A-Z0-9]|PMID)[ \u00a0]{1,2}-)(?=[ \t\n\u00a0]|\Z)"),
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
_CLAIM = re.compile(r"^Copyright of .* is the property of ", re.DOTALL)
_MOST_COMMAS = 3  # in a name, with its degree and suffix
_BEGINS = re.compile(r"^(?=TY[ \u00a0]{1,2}-)", re.MULTILINE)
_LOOKED_AT = 100  # records of a sample, to tell whether a file holds those of several vendors
_SHARE = 0.05  # of them that a vendor needs, lest one stray link makes a file a mixed one
_ISSUE = re.compile(r"^(?=.{1,20}$)\D{0,12}\d")


def dialect_of(sample: str) -> tuple[str, str]:
    """Return the vendor or manager that wrote `sample`, or `generic`, and by what it is known.

    Records of several vendors in one file are `mixed`: each is read by its own signs.
    """
    name, told = recognised(sample, SIGNS)
    if name in MANAGERS or name == "generic":
        return name, told
    records = [record for record in _BEGINS.split(sample) if record]
    step = max(1, len(records) // _LOOKED_AT)
    names = Counter(recognised(record, SIGNS)[0] for record in records[::step])
    several = [one for one, number in names.items() if number >= _SHARE * names.total()]
    return (MIXED, "") if len({*several} - {"generic"} - MANAGERS) > 1 else (name, told)


def dialect_of_record(text: str, otherwise: str) -> str:
    """Return the dialect that one record's own signs tell, or `otherwise` where it has none."""
    name = recognised(text, SIGNS)[0]
    return otherwise if name == "generic" else name


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
    if ("DB" in tags or "DP" in tags) and "PMID" not in tags:
        _medline_id(tags, table)
    if tags.get("TY") and tags["TY"][0] not in RIS_TYPES and (kind := ris_type(tags["TY"][0])):
        tags["TY"].insert(0, kind)
    if table.name in _WAYS:
        _WAYS[table.name](tags)
    return tags


def _ways_of_ovid(tags: Tags) -> None:
    """Set apart what PsycINFO calls A2: the cited, all in one line."""
    if "A2" in tags and any(value.count(",") > _MOST_COMMAS for value in tags["A2"]):
        tags["A2 cited"] = tags.pop("A2")


def _ways_of_ebsco(tags: Tags) -> None:
    """Take the owner's claim, which stands as a second abstract, for a note."""
    if "AB" in tags and len(tags["AB"]) > 1:
        claims = [value for value in tags["AB"] if _CLAIM.match(value)]
        tags["AB"] = [value for value in tags["AB"] if not _CLAIM.match(value)]
        tags.setdefault("N1", []).extend(claims)


def _ways_of_embase(tags: Tags) -> None:
    if "A1" in tags:
        tags["A1"] = [initials_apart(name) for name in tags["A1"]]


def _ways_of_cochrane(tags: Tags) -> None:
    if "KW" in tags:
        tags["KW"] = [word for value in tags["KW"] for word in re.split(r";\s+", value)]


_WAYS = {
    "cochrane": _ways_of_cochrane,
    "ovid": _ways_of_ovid,
    "ebsco": _ways_of_ebsco,
    "embase": _ways_of_embase,
}


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
    if not (_is_medline(tags, "DB") or _is_medline(tags, "DP")):
        return
    given = [value for tag in ("AN", "ID") for value in tags.get(tag, ())]
    for tag, pattern in table.accession_within:
        given += [found[1] for value in tags.get(tag, ()) if (found := pattern.search(value))]
    number = next(filter(_DIGITS.match, given), None)
    if number:
        tags["PMID"] = [number]
