"""What RIS tags mean, vendor by vendor, and by what each vendor's export is known."""

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
    doi_within=("M3", "L3", "UR", "L2", "L1", "LK", "N1"),
    pmid=("PMID",),
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
_EBSCO_AN = re.compile(r"Accession Number:\s*([^;]+)")
_ZOTERO_AN = re.compile(r"accession-num:\s*([^\s<]+)")

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
        ),
        replace(
            GENERIC,
            name="ebsco",
            title=("T1", "TI"),
            journal=("JF", "JO", "J1", "JA"),  # T2 is an alternative title
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
            registrations=("C8", "AN", "ID"),
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
        replace(GENERIC, name="jstor", accession=("AN", "ID", "UR")),
        replace(GENERIC, name="ieee"),
        replace(GENERIC, name="cab"),
        replace(GENERIC, name="psycnet", title=("T1", "TI"), accession=("ID", "AN")),
        replace(GENERIC, name="trid"),
        replace(GENERIC, name="scifinder"),
        replace(GENERIC, name="citavi"),
    )
}

# Each hit speaks for its dialect; the weight keeps a manager's own traces above the vendors'
# that it carries along. Looked for in the beginning of the file.
SIGNS: tuple[tuple[str, int, re.Pattern[str]], ...] = tuple(
    (name, weight, re.compile(pattern, re.MULTILINE))
    for name, weight, pattern in (
        ("review", 100, r"^C5  - review:\{"),
        ("ebsco", 3, r"^DP +- EBSCO|^UR +- .*search\.ebscohost\.com|^UR +- .*openurl\.ebsco"),
        ("ovid", 3, r"^(?:L2|UR) +- .*ovidsp\.|^DB +- Ovid|^Provider: Ovid|ovidweb\.cgi"),
        ("ovid", 1, r"^DB +- .* <\d{4}|^VN +- Ovid"),
        ("proquest", 3, r"^(?:UR|L1) +- .*proquest\.com|^N1 +- .*ProQuest"),
        ("wos", 3, r"^AN +- (?:WOS|BCI|CCC|MEDLINE|KJD|SCIELO|RSCI|CABI|FSTA|DCI|PPRN|BIOABS):"),
        ("wos", 2, r"^WE +- |^N1 +- Times Cited in Web of Science"),
        ("scopus", 3, r"^DB +- Scopus|^UR +- .*scopus\.com/"),
        ("embase", 3, r"^DB +- Embase$|^UR +- .*embase\.com/|^U2 +- L\d{6,}"),
        ("cochrane", 3, r"cochranelibrary\.com|^DB +- .*Cochrane|^AN +- CN-\d+|^ID +- CN-\d+"),
        ("zotero", 4, r"no corresponding Zotero field"),
        ("zotero", 2, r"^DA +- \d{4}/(?:\d\d)?/(?:\d\d)?/"),
        ("endnote", 2, r"^ST +- .*\n(?:T2 +- .*\n)?(?:T3 +- .*\n)?TI +- "),
        ("endnote", 2, r"^ID +- \d{1,6}\nER +-|^L1 +- internal-pdf:"),
        ("mendeley", 4, r"^L[14] +- .*[Mm]endeley|^UR +- .*mendeley\.com"),
        ("rayyan", 5, r"^AN +- rayyan-\d+|RAYYAN-INCLUSION"),
        ("covidence", 4, r"^(?:N1|ID|C\d) +- .*[Cc]ovidence"),
        ("eppi", 4, r"EPPI-?Reviewer|^U1 +- \d{5,}\nER +-"),
        (
            "pubmed",
            3,
            r"^DB +- PubMed|^UR +- .*(?:pubmed\.ncbi|ncbi\.nlm\.nih\.gov/pubmed)|^DP +- NLM",
        ),
        ("dimensions", 3, r"^AN +- pub\.\d+|app\.dimensions\.ai"),
        ("lens", 3, r"^UR +- .*lens\.org/"),
        ("jstor", 3, r"^DB +- JSTOR|^Provider: JSTOR|^UR +- .*jstor\.org/"),
        ("ieee", 3, r"ieeexplore\.ieee\.org|^PB +- IEEE|^VO +- "),
        ("cab", 3, r"cabdirect\.org|^DB +- CAB |^DB +- .*Global Health|cabidigitallibrary"),
        ("psycnet", 4, r"^Provider: American Psychological Association|psycnet\.apa\.org"),
        ("trid", 3, r"trid\.trb\.org"),
        ("scifinder", 3, r"\[on SciFinder"),
        ("citavi", 3, r"^M4 +- Citavi"),
    )
)
