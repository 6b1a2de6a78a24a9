"""Web of Science tagged text (.txt, .ciw, .isi) and RefWorks tagged text, which looks the same."""

from __future__ import annotations

import re
from dataclasses import replace

from review.formats.kinds import ris_type
from review.formats.mapping import Tags, one_line
from review.formats.table import Table
from review.formats.tagged import Grammar

GRAMMAR = Grammar(
    head=re.compile(r"(\n[A-Z][A-Z0-9](?:[ \t]|(?=\n)|\Z))"),
    begins=frozenset({"PT"}),
    ends=frozenset({"ER", "EF"}),
    known_by=frozenset({"TI", "UT"}),
    header=frozenset({"FN", "VR", "EF"}),
    boundary=b"\nPT ",
)
TABLE = Table(
    name="wos",
    type=(" type",),
    title=("TI",),
    translated_title=("FT",),
    abstract=("AB",),
    authors=("AF", "CA", "GP"),
    editors=("BE", "ED"),
    year=("PY", "PD", "EA"),
    date=("PD",),
    journal=("SO", "J9", "JI"),
    journal_short=("JI", "J9"),
    volume=("VL",),
    issue=("IS",),
    start_page=("BP",),
    end_page=("EP",),
    pages=("PS",),
    article_number=("AR",),
    doi=("DI", "DO"),
    pmid=("PM",),
    serials=("SN", "EI", "BN"),
    accession=("UT", "AN"),
    database=("DB",),
    language=("LA",),
    publisher=("PU",),
    place=("PI",),
    keywords=("DE", "ID"),
    urls=("UR",),
    affiliations=("C1",),
    notes=("GN",),
)
_LINE_EACH = frozenset({"AU", "AF", "BA", "BF", "BE", "ED", "CA", "GP", "C1", "CR", "C3"})
_TYPES = {"J": "JOUR", "B": "BOOK", "S": "SER", "P": "PAT", "C": "CONF", "K": "GEN"}

REFWORKS_GRAMMAR = replace(
    GRAMMAR,
    begins=frozenset({"RT"}),
    ends=frozenset(),
    known_by=frozenset({"T1", "A1"}),
    header=frozenset(),
    blank_line_ends=True,
    boundary=b"",
)
REFWORKS = Table(
    name="refworks",
    type=(" type",),
    title=("T1",),
    translated_title=("FT",),
    abstract=("AB",),
    authors=("A1",),
    editors=("A2",),
    year=("YR", "FD"),
    date=("FD",),
    journal=("JF", "T2", "JO"),
    journal_short=("JO",),
    volume=("VO",),
    issue=("IS",),
    start_page=("SP",),
    end_page=("OP",),
    doi=("DO",),
    doi_within=("UL", "LK"),
    serials=("SN",),
    accession=("AN", "ID"),
    database=("DB",),
    language=("LA",),
    publisher=("PB",),
    place=("PP",),
    keywords=("K1",),
    urls=("UL", "LK"),
    affiliations=("AD",),
    notes=("NO",),
)


def prepare(tags: Tags, table: Table) -> Tags:  # noqa: ARG001 - the family's common signature
    """Unwrap lines; lists hold one value a line, keywords stand between semicolons."""
    for tag, values in tags.items():
        if tag in _LINE_EACH:
            tags[tag] = [part for value in values for part in value.split("\n")]
        else:
            tags[tag] = [one_line(value) for value in values]
    for tag in ("DE", "ID"):
        if tag in tags:
            tags[tag] = [part for value in tags[tag] for part in re.split(r";\s+", value)]
    if not any(tags.get("AF", ())) and "AU" in tags:
        tags["AF"] = tags.pop("AU")
    letter = (tags.get("PT") or [""])[0]
    tags[" type"] = [_TYPES.get(letter, "GEN")]
    return tags


def prepare_refworks(tags: Tags, table: Table) -> Tags:  # noqa: ARG001 - as above
    """Unwrap lines and part keywords and authors that share a line."""
    for tag, values in tags.items():
        tags[tag] = [one_line(value) for value in values]
    kinds = filter(None, map(ris_type, tags.get("RT", ())))
    tags[" type"] = [next(kinds, "GEN")]
    for tag in ("K1", "A1", "A2"):
        if tag in tags:
            tags[tag] = [part for value in tags[tag] for part in re.split(r";\s*", value)]
    return tags
