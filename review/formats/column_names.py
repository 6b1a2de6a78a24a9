"""The headers that databases and managers write above their columns, field by field."""

from __future__ import annotations

# Lower case, with single blanks for anything but letters, digits, # and %, told apart by `|`;
# the best name of a field first.
_NAMES = {
    "type": (
        "type of reference | reference type | item type | document type | entrytype | "
        "publication type | content type | doctype | doctypes | pt | type"
    ),
    "title": (
        "title | primary title | article title | document title | item title | study title | "
        "public title | scientific title | citation title | titles | ti | ti title | "
        "display name | publication title main | titel | tittel | titre | título | titulo | titolo"
    ),
    "translated_title": "translated title | title translation | english title",
    "abstract": (
        "abstract | abstract note | abstracts | ab | original abstract | notes abstract | "
        "brief summary | summary | zusammenfassung | sammendrag | résumé | resumen | resumo"
    ),
    "authors": (
        "authors | author names | author full names | author s | author | first authors "
        "| au | creators | creator | contributors | authors primary | primary authors"
    ),
    "editors": "editors | editor | secondary authors | book editors | editor names",
    "year": (
        "year | publication year | published year | pub year | py | year of publication "
        "| date published | publication date | publicationdate | publication_date | cover date | "
        "coverdate | online date | date | articledate | start date | first posted"
    ),
    "date": (
        "date published | publication date | publicationdate | cover date | coverdate | date | "
        "date of publication | online publication date | published | articledate | start date"
    ),
    "journal": (
        "journal | source title | journal book | publication title | journal title | "
        "journal name | journals | publication | source | secondary title | booktitle | "
        "book title | full journal | container title | so | publication name | "
        "conference title | proceedings title | alternate title3"
    ),
    "journal_short": (
        "journal abbreviation | abbreviated source title | journal abbrev | source "
        "abbreviation | short journal | iso abbreviation | alternate title2"
    ),
    "volume": "volume | journal volume | vl | vol",
    "issue": "issue | number | journal issue | issue number | is | no",
    "start_page": (
        "start page | page start | first page | startpage | beginning page | begin page | sp"
    ),
    "end_page": "end page | page end | last page | endpage | ending page | ep",
    "pages": "pages | page range | page | pagination | pg",
    "article_number": "art no | article number | article no | art number",
    "doi": "doi | item doi | prism doi | digital object identifier | doi link | doi number | dois",
    "doi_within": (
        "url | link | links | open url link | source url | articleurl | external urls | "
        "urls | citation | extra"
    ),
    "pmid": "pmid | pubmedid | pubmed id | pubmed | medline pmid | medline id",
    "pmid_within": "extra | notes | note",
    "pmcid": "pmcid | pmc id | pmc",
    "serials": (
        "issn | isbn | issns | isbns | eissn | issn l | print issn | electronic issn | "
        "issn isbn | isbn issn"
    ),
    "accession": (
        "accession | record id | id | key | accession number | an | ut | ut unique wos "
        "id | unique wos id | eid | lens id | pui | covidence | covidence # | ref | uid "
        "| embase accession id | eric number | pmid | pubmedid | pubmed id | "
        "publication id | external id | accession numbers | nct number | nct id | "
        "trialid | trial id"
    ),
    "database": "database | source database | db | library catalog | databases | longdbname",
    "language": (
        "language | language of original document | language of article | la | article language | "
        "languages"
    ),
    "publisher": "publisher | publishers | publisher name",
    "place": (
        "place published | place | location | publisher location | country | publisher "
        "city | place of publication"
    ),
    "keywords": (
        "keywords | author keywords | keyword | manual tags | index keywords | "
        "automatic tags | mesh terms | subjects | subject terms | ieee terms | kw | "
        "descriptors | subject | emtree drug index terms | emtree medical index terms | "
        "identifiers"
    ),
    "urls": (
        "url | urls | link | links | article url | articleurl | pdf link | source url | "
        "embase link | full text link | fulltexturl | persistent link | external url | plink | "
        "study url | web address"
    ),
    "affiliations": (
        "affiliations | author affiliations | author addresses | addresses | affiliation | "
        "authors with affiliations | correspondence address"
    ),
    "notes": "notes | note",
    "registrations": (
        "clinical trial numbers | clinical trial number | trial registration | "
        "registration | trial registry number | nct number | nct id | trialid | other ids"
    ),
}
NAMES: dict[str, tuple[str, ...]] = {
    field: tuple(name.strip() for name in names.split("|")) for field, names in _NAMES.items()
}
KNOWN = frozenset(name for names in NAMES.values() for name in names)

# What only one vendor's header has, told apart by `|`; the first that is wholly there names it.
_SIGNS = (
    ("review", "record id | set id | title abstract | full text | carried"),
    ("pubmed", "citation | journal book | pmid"),
    ("scopus", "eid | source title"),
    ("scopus", "cited by | link | source title"),
    ("embase", "author names | source"),
    ("embase", "emtree drug index terms"),
    ("cinahl", "accession number | article title | journal title"),
    ("cinahl", "doctype | plink"),
    ("ebsco", "an | longdbname"),
    ("clinicaltrials", "nct number"),
    ("ictrp", "public title | trialid"),
    ("zotero", "item type | manual tags | publication title"),
    ("publish-or-perish", "articleurl | citesurl"),
    ("publish-or-perish", "gsrank"),
    ("rayyan", "issn | key | location | notes"),
    ("rayyan", "issn | issue | key | pages | title | volume"),
    ("covidence", "covidence #"),
    ("asreview", "asreview label"),
    ("asreview", "label included | record id"),
    ("springer", "item doi | item title"),
    ("ieee", "document title | ieee terms"),
    ("ieee", "document title | pdf link"),
    ("lens", "lens id"),
    ("wos", "ut unique wos id"),
    ("wos", "article title | source title"),
    ("wos", "pt | ti | so | py"),
    ("dimensions", "publication id | source title"),
    ("ovid", "vn | ti | so"),
    ("ovid", "ui | ti | so"),
    ("ovid", "orn | ti | so"),
    ("rispy", "type of reference"),
)
SIGNS: tuple[tuple[str, frozenset[str]], ...] = tuple(
    (name, frozenset(header.strip() for header in headers.split("|"))) for name, headers in _SIGNS
)
