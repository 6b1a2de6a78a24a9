"""Which format a file has, by its content alone; its name is never asked."""

from __future__ import annotations

import re

from review.refusal import Refused

_HELP = "Export it again as RIS, MEDLINE, BibTeX or CSV, or name the format with --format."
_NOT_RECORDS = (
    (b"%PDF", "a PDF", "Attach full texts with `review attach`; import the database's export."),
    (b"\xd0\xcf\x11\xe0", "an old Office document", "Save it as .xlsx or .csv and import that."),
    (b"SQLite format 3\x00", "a database file", "Export its records as RIS and import that."),
    (b"{\\rtf", "a word processor's document", _HELP),
    (b"\x89PNG", "a picture", _HELP),
    (b"\xff\xd8\xff", "a picture", _HELP),
)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|script)\b", re.IGNORECASE)
_SCORES = {
    name: re.compile(pattern, re.MULTILINE)
    for name, pattern in {
        "ris": r"^(?:TY|ER|A1|T1|PY|Y1|JF|JO|UR|KW|N2|SP|EP|VL|DO|SN|T2|AN|ID|N1|DA) {1,2}-(?: |$)",
        "medline": r"^(?:PMID|OWN |STAT|DCOM|FAU |PT  |DP  |JT  |TA  |PG  |MH  |LID |AID |PMC |"
        r"PMCR|BTI |OID |FED |VI  |IP  |EDAT)- ?|^TI-|^PMID ?-",
        "wos": r"^(?:PT [A-Z]$|FN |UT [A-Z]+:|SO \S|DT \S|ER$|AF \S|J9 \S)",
        "refworks": r"^(?:RT [A-Z]|SR |T1 \S|A1 \S|JF \S|K1 \S|YR \d|OP \S|VO \S)",
        "enw": r"^%[0-9A-Z@] ",
        "bibtex": r"^[ \t]*@[A-Za-z]{1,40}[ \t]*[{(][ \t\n]{0,9}[^\s,={}]{0,200}[ \t]?,",
        "ovid-text": r"^<\d+>[ \t]*$|^(?:Accession Number|Title|Author|Source|Abstract|Institution)"
        r"[ \t]*\n[ \t]+\S",
    }.items()
}
# Our own table: a cell of several lines may hold what looks like any other format.
_OWN_TABLE = re.compile(r'(?:sep=.\n)?"?record_id"?([,;\t])"?accession"?\1"?source"?\1"?set_id')
_TY = re.compile(r"^(?:TY|ER) {1,2}-", re.MULTILINE)


def refuse_others(data: bytes) -> None:
    """Raise Refused for what is empty or plainly no text."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("The file is empty.", "Export it again: the download may have been cut off.")
    for magic, what, next_step in _NOT_RECORDS:
        if data.startswith(magic):
            raise Refused(f"This is {what}, not an export of records.", next_step)


def text_format(sample: str) -> str | None:
    """Return the format of a text that begins with `sample`; None: no tagged or marked-up one.

    Raises Refused for a web page.
    """
    start = sample.lstrip("\ufeff \t\n")
    if _HTML.match(_without_comments(start)):
        raise Refused(
            "This is a web page, not an export of records.",
            "The download may have ended at a log-in or error page: export it again.",
        )
    if _OWN_TABLE.match(start):
        return "csv"
    if start.startswith("<") and (name := _xml_format(start)):
        return name
    if start[:1] in "[{" and re.match(r"[\[{]\s*[\"{\]}]", start):
        return "json"
    votes = {name: len(pattern.findall(sample)) for name, pattern in _SCORES.items()}
    begins, entry = _TY.search(sample), _SCORES["bibtex"].search(sample)
    if begins and not (entry and entry.start() < begins.start()):
        votes["ris"] += 5 + votes["medline"]  # an RIS record may have lines that begin PMID
    elif entry:
        votes["bibtex"] += len(sample)  # an abstract may hold lines that look like RIS
    name = max(votes, key=lambda one: votes[one])
    return name if votes[name] else None


def _without_comments(start: str) -> str:
    """Return the text from its first tag on, past the comments before it."""
    at = 0
    while start.startswith("<!--", at) and (end := start.find("-->", at)) > 0:
        at = end + len("-->")
        at += len(start[at : at + 200]) - len(start[at : at + 200].lstrip())
    return start[at : at + 200]


def _xml_format(start: str) -> str | None:
    if re.search(r"<(?:PubmedArticleSet|PubmedArticle|MedlineCitation|PubmedBookArticle)\b", start):
        return "pubmed-xml"
    if re.search(r"<records?\b", start) and re.search(r"<(?:xml|records|record)\b", start):
        return "endnote-xml"
    return "xml" if start.startswith("<?xml") else None


def unknown(name: str) -> Refused:
    """Return the refusal of a file in no format that is known."""
    shown = f"{name} is" if name else "This is"
    return Refused(f"{shown} not an export in any format known here.", _HELP)
