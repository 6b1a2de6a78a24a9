"""What RIS tags mean, vendor by vendor."""

from __future__ import annotations

import re
from dataclasses import replace

from review.formats.table import Table

GENERIC = Table(
    type=("TY",),
    title=("TI", "T1", "CT", "BT"),
    translated_title=("TT",),
    abstract=("AB", "N2"),
    authors=("AU", "A1"),
    editors=("ED", "A2"),
    year=("PY", "Y1", "DA"),
    date=("DA", "PY", "Y1"),
    journal=("JF", "T2", "JO", "J1", "BT", "JA", "J2"),
    journal_short=("JA", "J2", "J1", "JO"),
    volume=("VL", "VO"),
    issue=("IS", "CP"),
    start_page=("SP",),
    end_page=("EP",),
    article_number=("C7",),
    doi=("DO", "DI"),
    doi_within=("M3", "L3", "UR", "L2", "L1", "LK", "US", "N1"),
    pmid=("PMID",),
    pmid_within=("N1", "C3"),
    pmcid=("PMCID", "C2"),
    serials=("SN",),
    accession=("AN", "ID", "UT"),
    database=("DB",),
    language=("LA",),
    publisher=("PB",),
    place=("CY", "PP"),
    keywords=("KW",),
    urls=("UR", "L1", "L2", "L4", "LK"),
    affiliations=("AD",),
    notes=("N1",),
    registrations=("C8",),
)

_LINK_AN = re.compile(r"[?&]AN=([^&\s]+)")
_EBSCO_AN = re.compile(r"Accession Number:\s*([^;\s]+?)\.?(?=[;\s]|$)")
_ZOTERO_AN = re.compile(r"accession-num:\s*([^\s<]+)")

# What gathers the records of many vendors and writes them its own way.
MANAGERS = frozenset(
    {"zotero", "endnote", "mendeley", "rayyan", "covidence", "eppi", "citavi", "review"}
)

DIALECTS: dict[str, Table] = {
    table.name: table
    for table in (
        GENERIC,
        replace(
            GENERIC,
            name="ovid",
            title=("T1", "TI"),
            authors=("A1", "AU"),
            abstract=("N2", "AB"),
            year=("Y1", "PY", "DA"),
            journal_short=("JA", "J2", "NL", "JO"),
            accession=("AN", "ID"),
            accession_within=(("L2", _LINK_AN), ("UR", _LINK_AN)),
            affiliations=("AD", "M2"),
        ),
        replace(
            GENERIC,
            name="ebsco",
            title=("T1", "TI"),
            journal=("JF", "JO", "J1", "JA", "T2"),  # T2 beside these is an alternative title
            accession=(),
            accession_within=(
                ("N1", _EBSCO_AN),
                ("AN", re.compile(r"^(.+)$")),
                ("ID", re.compile(r"^(.+)$")),
                ("UR", _LINK_AN),
            ),
            doi_within=("L3", "M3", "UR", "N1"),
        ),
        replace(GENERIC, name="proquest", accession=("AN", "ID")),
        replace(
            GENERIC,
            name="wos",
            journal_short=("J2", "JI", "J9", "JA", "JO"),
            publisher=("PB", "PU"),
            place=("CY", "PI"),
            pmid=("PMID", "PM"),
            affiliations=("AD", "C1"),
        ),
        replace(
            GENERIC,
            name="scopus",
            pmid=("PMID", "C2"),
            pmcid=("PMCID",),
            accession_within=(("UR", re.compile(r"[?&]eid=([^&\s]+)")),),
        ),
        replace(
            GENERIC,
            name="embase",
            accession=("U2", "AN", "ID"),
            pmid=("PMID", "C5"),
            affiliations=("AD", "M1"),
            registrations=("C8", "CN"),
        ),
        replace(
            GENERIC,
            name="cochrane",
            accession=("AN", "ID"),
            urls=("UR", "US", "L1", "L2", "L4", "LK"),
            registrations=("C8", "C7", "AN", "ID"),
        ),
        replace(
            GENERIC,
            name="zotero",
            accession=("AN",),
            accession_within=(("N1", _ZOTERO_AN),),
        ),
        replace(GENERIC, name="endnote"),
        replace(GENERIC, name="review", accession=("AN",)),
        replace(GENERIC, name="mendeley"),
        replace(GENERIC, name="rayyan"),
        replace(GENERIC, name="covidence"),
        replace(GENERIC, name="eppi", accession=("AN", "U1", "ID")),
        replace(GENERIC, name="pubmed", pmid=("PMID", "AN"), accession=("AN", "ID", "PMID")),
        replace(GENERIC, name="dimensions"),
        replace(GENERIC, name="lens", accession=("ID", "AN")),
        replace(
            GENERIC,
            name="jstor",
            accession_within=(("UR", re.compile(r"jstor\.org/stable/([^\s?#]+)")),),
        ),
        replace(GENERIC, name="ieee"),
        replace(GENERIC, name="cab"),
        replace(GENERIC, name="psycnet", title=("T1", "TI"), accession=("ID", "AN")),
        replace(GENERIC, name="trid"),
        replace(GENERIC, name="scifinder"),
        replace(GENERIC, name="citavi"),
    )
}
